// SPDX-License-Identifier: Apache-2.0

/**
 * What to look at in a run: conserved quantities, structure, and whether to trust it.
 *
 * <table>
 * <caption>Diagnostics</caption>
 * <tr><th>question</th><th>class</th></tr>
 * <tr><td>Are energy and angular momentum conserved?</td>
 *     <td>{@link org.odisseo.diagnose.Energy}, {@link org.odisseo.diagnose.EnergyDrift},
 *     {@link org.odisseo.diagnose.AngularMomentum}</td></tr>
 * <tr><td>Is a cluster in equilibrium, how large is it, what is left of it?</td>
 *     <td>{@link org.odisseo.diagnose.Virial}, {@link org.odisseo.diagnose.LagrangianRadii},
 *     {@link org.odisseo.diagnose.BoundBodies}</td></tr>
 * <tr><td>Is the step short enough?</td><td>{@link org.odisseo.diagnose.StepCheck}</td></tr>
 * <tr><td>Does a gradient mean anything?</td><td>{@link org.odisseo.diagnose.TangentGrowth}</td></tr>
 * </table>
 *
 * <pre>{@code
 * Trajectory run = simulation.run(cluster, 1000).orThrow();
 * double drift = EnergyDrift.of(simulation, run).largest();
 * double bound = BoundBodies.of(G, run.last()).fraction();
 * StepCheck.of(G, cluster, step).message();
 * }</pre>
 *
 * <p>Units are those of the run.
 */
@NullMarked
package org.odisseo.diagnose;

import org.jspecify.annotations.NullMarked;
