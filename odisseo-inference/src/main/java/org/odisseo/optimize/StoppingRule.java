// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import org.odisseo.validation.Require;

/**
 * When a minimiser stops. It has converged when the gradient is short, \( \lVert s g \rVert_2 \le
 * \epsilon_g \), or when an iteration moved the point but hardly changed the value, \( |f_{k+1} -
 * f_k| \le \epsilon_f |f_k| \). Here s are the {@linkplain
 * org.odisseo.autodiff.VectorValue#typicalMagnitudes typical magnitudes} of the numbers at the
 * start, but one where these are smaller: one for the coordinates of {@link FreeParameters} near
 * their reference, 1e11 for a mass of 1e11. Limits count what one call does; a resumed run gets
 * them anew.
 *
 * @param gradientTolerance the tolerance \( \epsilon_g \), zero or greater
 * @param changeTolerance the tolerance \( \epsilon_f \), zero or greater; zero turns this rule off
 * @param maxIterations the most iterations, zero or more
 * @param maxEvaluations the most evaluations of the loss with its gradient, one or more
 */
public record StoppingRule(
    double gradientTolerance, double changeTolerance, int maxIterations, int maxEvaluations) {

  /** Checks the tolerances and limits. */
  public StoppingRule {
    Require.nonNegative("gradientTolerance", gradientTolerance);
    Require.nonNegative("changeTolerance", changeTolerance);
    Require.atLeast("maxIterations", maxIterations, 0);
    Require.atLeast("maxEvaluations", maxEvaluations, 1);
  }

  /** A gradient of 1e-8, no rule for the change, at most 1000 iterations. */
  public static StoppingRule standard() {
    return new StoppingRule(1e-8, 0, 1000, Integer.MAX_VALUE);
  }

  /** The same with another tolerance for the gradient. */
  public StoppingRule withGradientTolerance(double tolerance) {
    return new StoppingRule(tolerance, changeTolerance, maxIterations, maxEvaluations);
  }

  /** The same with another tolerance for the change of the value. */
  public StoppingRule withChangeTolerance(double tolerance) {
    return new StoppingRule(gradientTolerance, tolerance, maxIterations, maxEvaluations);
  }

  /** The same with another limit on the iterations of one call. */
  public StoppingRule withMaxIterations(int iterations) {
    return new StoppingRule(gradientTolerance, changeTolerance, iterations, maxEvaluations);
  }

  /** The same with another limit on the evaluations of one call. */
  public StoppingRule withMaxEvaluations(int evaluations) {
    return new StoppingRule(gradientTolerance, changeTolerance, maxIterations, evaluations);
  }

  boolean isShort(double gradientNorm) {
    return gradientNorm <= gradientTolerance;
  }

  boolean isSmallChange(double from, double to) {
    return changeTolerance > 0 && Math.abs(to - from) <= changeTolerance * Math.abs(from);
  }
}
