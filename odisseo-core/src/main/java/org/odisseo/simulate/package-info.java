// SPDX-License-Identifier: Apache-2.0

/**
 * Simulations as differentiable maps from initial conditions to trajectories.
 *
 * <table>
 * <caption>Who is who</caption>
 * <tr><th>class</th><th>what it is</th></tr>
 * <tr><td>{@link org.odisseo.simulate.Simulation}</td><td>field, attraction, integrator, steps, engine:
 *     everything that is not differentiated</td></tr>
 * <tr><td>{@link org.odisseo.simulate.SimulationInput}</td><td>particles, parameters of the field, end
 *     time: everything that is</td></tr>
 * <tr><td>{@link org.odisseo.simulate.Trajectory}</td><td>the saved states, and how the run
 *     ended</td></tr>
 * <tr><td>{@link org.odisseo.simulate.SelfGravity}</td><td>which bodies attract which</td></tr>
 * <tr><td>{@link org.odisseo.simulate.SaveAt}</td><td>which states are saved</td></tr>
 * <tr><td>{@link org.odisseo.simulate.Ensemble}</td><td>many runs, or any function of many inputs, at
 *     once</td></tr>
 * </table>
 *
 * <p>An orbit, the gradient of where it ends, and the same orbit back:
 *
 * <pre>{@code
 * ExternalField halo = ExternalField.of("-G*mass/sqrt(x^2+y^2+z^2+a^2)",
 *     ParameterSet.of("mass", 5e11, "a", 15));
 * Particles star = Particles.single(1, PhasePoint.of(8, 0, 0, 0, 0.2, 0.05));
 * Simulation simulation = Simulation.in(halo).withSteps(500);
 * Particles end = simulation.run(star, 1000).orThrow().last();          // kpc, kpc/Myr; 1000 Myr
 *
 * Differentiable<SimulationInput, Scalar> finalX =
 *     simulation.then(Trajectory.toLast()).then(Maps.weighted(end.unit("x[0]")));
 * SimulationInput gradient = Gradient.of(finalX, simulation.input(star, 1000));
 * gradient.field().value("mass");      // d x / d mass
 * gradient.particles().vy(0);          // d x / d vy at the start
 * gradient.endTime();                  // the final velocity along x
 *
 * Particles start = simulation.withStartTime(1000).run(end, 0).orThrow().last();
 * }</pre>
 *
 * <p>Units: those of {@link org.odisseo.simulate.Simulation#units()}, kpc, Myr and solar masses
 * unless set otherwise.
 */
@NullMarked
package org.odisseo.simulate;

import org.jspecify.annotations.NullMarked;
