// SPDX-License-Identifier: Apache-2.0

/**
 * Differentiable maps between typed values, and what follows from their derivatives.
 *
 * <p><b>Values.</b> A {@link org.odisseo.autodiff.VectorValue} is an immutable value made of
 * numbers with labels. {@link org.odisseo.autodiff.ParameterSet} holds named numbers, {@link
 * org.odisseo.autodiff.Columns} many points with named coordinates, {@link
 * org.odisseo.autodiff.Scalar} a single number; any record of numbers becomes a value by
 * implementing {@link org.odisseo.autodiff.VectorRecord}. Tangents and gradients have the type of
 * the value.
 *
 * <p><b>Maps.</b> A {@link org.odisseo.autodiff.Differentiable} has values, tangents (forward mode)
 * and pullbacks (reverse mode), and composes by {@code then}. A {@link
 * org.odisseo.autodiff.TwiceDifferentiable} also differentiates its own pullback. {@link
 * org.odisseo.autodiff.ExpressionMap} makes one out of formulas, {@link org.odisseo.autodiff.Maps}
 * has small ones to compose with, {@link org.odisseo.autodiff.Selection} varies a few numbers of a
 * large value, and {@code Differentiable.of} takes three functions.
 *
 * <table>
 * <caption>What follows, for a map of n numbers to m</caption>
 * <tr><th>class</th><th>gives</th><th>cost, in runs of the map with a derivative</th></tr>
 * <tr><td>Gradient</td><td>gradient, m = 1</td><td>1 pullback</td></tr>
 * <tr><td>Jacobian</td><td>m x n matrix</td><td>min(n, m) tangents or pullbacks</td></tr>
 * <tr><td>HessianVector</td><td>Hessian times direction, m = 1</td>
 *     <td>1 pullback along a direction, else 5 gradients</td></tr>
 * <tr><td>Hessian</td><td>n x n matrix, m = 1</td><td>n times that</td></tr>
 * <tr><td>FiniteDifferences</td><td>a derivative with its error</td><td>17 values a direction</td></tr>
 * </table>
 *
 * <pre>{@code
 * ExpressionMap orbit = ExpressionMap.parse("energy = v^2/2 - G*mass/r", "momentum = r*v");
 * ParameterSet at = ParameterSet.of("r", 8, "v", 0.22, "mass", 1e11, "G", 4.5e-12);
 * Jacobian.of(orbit, at).entry("energy", "mass");            // -G/r
 * Gradient.of(orbit.output("energy"), at).value("v");        // v
 * Hessian.of(orbit.output("energy"), at).entry("r", "mass"); // G/r^2, exact
 * }</pre>
 *
 * <p>Reverse mode costs about as much as a few evaluations for any number of inputs; forward mode
 * the same for any number of outputs. Everything here is immutable and may be used from any thread.
 */
@NullMarked
package org.odisseo.autodiff;

import org.jspecify.annotations.NullMarked;
