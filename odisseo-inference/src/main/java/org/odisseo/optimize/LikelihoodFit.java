// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.Arrays;
import java.util.Optional;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.FailedRunException;

/**
 * What {@link FisherScoring} found. Equal to itself only.
 *
 * @param point the best point
 * @param value \( -\ln L \) there
 * @param gradient its derivatives, in the order of the point's numbers
 * @param information the empirical Fisher information there, the sum of the products of the scores
 * @param status how it ended
 * @param evaluations how many times the terms and their derivatives were computed
 * @param failedRun the last run in the terms that did not come to its end, if there was one
 */
@SuppressWarnings("ArrayRecordComponent")
public record LikelihoodFit<A extends VectorValue<A>>(
    A point,
    double value,
    double[] gradient,
    double[][] information,
    FitStatus status,
    int evaluations,
    Optional<FailedRunException> failedRun) {

  /** Copies the arrays. */
  public LikelihoodFit {
    gradient = gradient.clone();
    information = Arrays.stream(information).map(double[]::clone).toArray(double[][]::new);
  }

  /** The derivatives of \( -\ln L \); a new array. */
  @Override
  public double[] gradient() {
    return gradient.clone();
  }

  /** The empirical Fisher information; a new array. */
  @Override
  public double[][] information() {
    return Arrays.stream(information).map(double[]::clone).toArray(double[][]::new);
  }

  /** Whether the stopping rule was met. */
  public boolean isConverged() {
    return status.isConverged();
  }

  /** What happened and what helps. */
  public String advice() {
    return status.advice(failedRun);
  }

  /**
   * This fit if it converged.
   *
   * @throws IllegalStateException if it did not, with the advice
   */
  public LikelihoodFit<A> orThrow() {
    if (!isConverged()) {
      throw new IllegalStateException("the fit did not converge: " + advice());
    }
    return this;
  }
}
