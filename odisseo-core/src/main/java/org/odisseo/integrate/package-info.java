// SPDX-License-Identifier: Apache-2.0

/**
 * Integrators as tables of coefficients, and the sweeps that run them forward and backward.
 *
 * <table>
 * <caption>Integrators ({@link org.odisseo.integrate.Integrators})</caption>
 * <tr><th>name</th><th>order</th><th>forces per step</th><th>for</th></tr>
 * <tr><td>{@code semiImplicitEuler}</td><td>1</td><td>1</td><td>comparisons</td></tr>
 * <tr><td>{@code leapfrog}</td><td>2</td><td>1</td><td>N bodies, tracers: symplectic, reversible; the
 *     default</td></tr>
 * <tr><td>{@code yoshida4}</td><td>4</td><td>3</td><td>the same, more accurate: symplectic,
 *     reversible</td></tr>
 * <tr><td>{@code yoshida6}</td><td>6</td><td>7</td><td>long smooth orbits: symplectic, reversible</td></tr>
 * <tr><td>{@code rk4}</td><td>4</td><td>4</td><td>comparisons</td></tr>
 * <tr><td>{@code dopri5}, {@code tsit5}</td><td>5</td><td>6</td><td>error control at moderate
 *     accuracy</td></tr>
 * <tr><td>{@code dopri853}</td><td>8</td><td>12</td><td>error control at high accuracy: single
 *     orbits</td></tr>
 * <tr><td>{@code leapfrogMidpoint}</td><td>2</td><td>1</td><td>comparisons</td></tr>
 * <tr><td>{@code reversibleHeun}</td><td>2</td><td>1</td><td>comparisons</td></tr>
 * </table>
 *
 * <p>Own methods are made from a {@link org.odisseo.integrate.SplittingScheme} or a {@link
 * org.odisseo.integrate.ButcherTableau}:
 *
 * <pre>{@code
 * Integrator forestRuth = Integrator.of(SplittingScheme.ofLeapfrogs("Forest-Ruth", 4, w1, w0, w1));
 * Integrator heun = Integrator.of(
 *     ButcherTableau.of("Heun", 2, new double[][] {{}, {1}}, new double[] {0.5, 0.5}));
 * }</pre>
 *
 * <p>How it works. A table becomes a <em>step program</em>, straight-line code over vectors of
 * positions and velocities of all bodies with two operations: linear combinations whose
 * coefficients are polynomials in the step length h, and the evaluation of the acceleration. The
 * reverse of a program is a program again, derived from it once: the cotangent of a value is the
 * linear combination of the cotangents of what was made of it. What reverse mode must remember of a
 * step is therefore little: the positions at which forces were evaluated and the velocities that
 * were multiplied by h, two vectors for leapfrog. On dual numbers the same programs give tangents,
 * and the reverse ones second derivatives. {@link org.odisseo.integrate.Tape} keeps records and
 * checkpoints within a bound on memory.
 *
 * <p>Conventions: h is negative in runs backward in time. The time of step i of n is {@code t0 +
 * (t1 - t0) i / n}, so nothing accumulates. The number of steps, and under error control every
 * accepted step but the last before a saved state, counts as constant in derivatives.
 */
@NullMarked
package org.odisseo.integrate;

import org.jspecify.annotations.NullMarked;
