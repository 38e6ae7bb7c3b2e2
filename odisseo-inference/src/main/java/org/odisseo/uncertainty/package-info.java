// SPDX-License-Identifier: Apache-2.0

/**
 * How well parameters are known: from derivatives at the best fit, from fits along a grid, from
 * repeated data sets, and from samples.
 *
 * <table>
 * <caption>What there is</caption>
 * <tr><th>class</th><th>gives</th><th>cost</th></tr>
 * <tr><td>{@link org.odisseo.uncertainty.FisherInformation}</td>
 *     <td>covariance, named directions, ellipses; says what is degenerate</td>
 *     <td>one Hessian or Jacobian</td></tr>
 * <tr><td>{@link org.odisseo.uncertainty.LaplaceApproximation}</td>
 *     <td>a Gaussian at the mode: draws, density, evidence</td><td>one Hessian</td></tr>
 * <tr><td>{@link org.odisseo.uncertainty.ProfileLikelihood}</td>
 *     <td>intervals without a Gaussian</td><td>a fit per grid value</td></tr>
 * <tr><td>{@link org.odisseo.uncertainty.Bootstrap}</td>
 *     <td>scatter and bias of any estimate</td><td>a fit per data set</td></tr>
 * <tr><td>{@link org.odisseo.uncertainty.KernelDensity}</td>
 *     <td>a density through samples</td><td>time in proportion to the samples</td></tr>
 * <tr><td>{@link org.odisseo.uncertainty.HighestDensityInterval}, {@link
 *     org.odisseo.uncertainty.Quantiles}</td><td>intervals of samples</td><td>a sort</td></tr>
 * </table>
 *
 * <p>Only a product of two parameters matters here, and the Fisher matrix says so:
 *
 * <pre>{@code
 * ExpressionMap flux = ExpressionMap.parse("near = exp(ln_a + ln_b)", "far = 2*exp(ln_a + ln_b)");
 * ParameterSet at = ParameterSet.of("ln_a", 0, "ln_b", 1);
 * ParameterSet errors = ParameterSet.of("near", 0.1, "far", 0.1);
 * FisherInformation fisher = FisherInformation.ofModel(flux, at, errors);
 * fisher.directions().get(0).text();      // 0.71 ln_a - 0.71 ln_b: unconstrained
 * fisher.marginalSigmas();                // {ln_a=Infinity, ln_b=Infinity}
 * fisher.withPrior("ln_b", 0.1).marginalSigmas();              // finite
 * }</pre>
 */
@NullMarked
package org.odisseo.uncertainty;

import org.jspecify.annotations.NullMarked;
