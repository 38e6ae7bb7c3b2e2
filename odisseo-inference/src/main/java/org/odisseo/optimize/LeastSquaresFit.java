// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.Jacobian;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.FailedRunException;
import org.odisseo.uncertainty.Covariance;
import org.odisseo.uncertainty.FisherInformation;

/**
 * What a least-squares fit found.
 *
 * @param point the point with the least \( \chi^2 \) of all that were tried
 * @param residuals the residuals there; absent, and an error to ask for, after a run that failed at
 *     the start
 * @param chiSquared the sum of their squares
 * @param jacobian the derivatives of the residuals there; absent with them
 * @param status how the run ended
 * @param evaluations how many evaluations of the residuals were used
 * @param jacobians how many Jacobians were used, that of the result included
 * @param history one line for each iteration, that is each Jacobian that a step was made from; its
 *     value is \( \chi^2 \) and its gradient that of \( \chi^2 \); refinements are not among them
 * @param failedRun the last run in the residuals that did not come to its end, if there was one
 */
public record LeastSquaresFit<A extends VectorValue<A>, B extends VectorValue<B>>(
    A point,
    @Nullable B residuals,
    double chiSquared,
    @Nullable Jacobian<A, B> jacobian,
    FitStatus status,
    int evaluations,
    int jacobians,
    List<Iteration> history,
    Optional<FailedRunException> failedRun) {

  /** Copies the history. */
  public LeastSquaresFit {
    history = List.copyOf(history);
  }

  /** The fit that a run which fails at the start leaves. */
  static <A extends VectorValue<A>, B extends VectorValue<B>> LeastSquaresFit<A, B> ofFailedStart(
      A start, FailedRunException failure) {
    return new LeastSquaresFit<>(
        start,
        null,
        Double.NaN,
        null,
        failure.isCancelled() ? FitStatus.CANCELLED : FitStatus.NON_FINITE_START,
        1,
        0,
        List.of(),
        Optional.of(failure));
  }

  /**
   * The residuals at the point.
   *
   * @throws IllegalStateException with the advice, if a run failed at the start
   */
  @Override
  public B residuals() {
    return known(residuals);
  }

  /**
   * The derivatives of the residuals at the point.
   *
   * @throws IllegalStateException with the advice, if a run failed at the start
   */
  @Override
  public Jacobian<A, B> jacobian() {
    return known(jacobian);
  }

  private <T> T known(@Nullable T found) {
    if (found == null) {
      throw new IllegalStateException("there are no residuals: " + advice());
    }
    return found;
  }

  /** Whether a stopping rule was met. */
  public boolean isConverged() {
    return status.isConverged();
  }

  /**
   * The number of residuals that count: all but those that are zero here together with all their
   * derivatives, which is how a residual looks whose datum is missing. Neither \( \chi^2 \) nor the
   * information would be others without them.
   */
  public int count() {
    double[] numbers = residuals().toArray();
    double[][] rows = jacobian().toArray();
    int count = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != 0 || !Arrays.stream(rows[i]).allMatch(slope -> slope == 0)) {
        count++;
      }
    }
    return count;
  }

  /** The number of residuals that {@linkplain #count count} minus the number of parameters. */
  public int degreesOfFreedom() {
    return count() - point.size();
  }

  /** \( \chi^2 \) per degree of freedom; NaN if there is none. */
  public double reducedChiSquared() {
    return degreesOfFreedom() > 0 ? chiSquared / degreesOfFreedom() : Double.NaN;
  }

  /**
   * The cosine of the angle between the residuals and all changes of them to first order, zero at a
   * minimum: how well the fit has converged, whatever ended it (the relative offset of Bates and
   * Watts 1981, doi:10.1080/00401706.1981.10486259, but for the degrees of freedom). To first order
   * the point is off by this part of \( \chi \) times its errors. Without meaning where the
   * residuals are zero but for rounding.
   */
  public double cosine() {
    return jacobian == null
        ? Double.NaN
        : ScaledJacobian.of(jacobian).cosine(residuals().toArray());
  }

  /**
   * What the data say about the parameters, \( J^T J \), for residuals in units of their errors:
   * the least constrained directions by name, sigmas, ellipses. If the errors are unknown but
   * equal, {@link FisherInformation#times} by one over {@link #reducedChiSquared}.
   *
   * @throws IllegalStateException if the derivatives are not finite, as after {@link
   *     FitStatus#NON_FINITE_START}
   */
  public FisherInformation information() {
    if (!hasFiniteDerivatives()) {
      throw new IllegalStateException("the derivatives are not finite here: " + advice());
    }
    return FisherInformation.ofJacobian(jacobian());
  }

  /**
   * The covariance \( (J^T J)^{-1} \) of the parameters that are constrained, for residuals in
   * units of their errors.
   *
   * @throws IllegalStateException as {@link #information}
   */
  public Covariance covariance() {
    return information().covariance();
  }

  /**
   * The errors of the parameters, infinite for those that the data do not constrain, and for all
   * where the derivatives are not finite.
   */
  public A sigmas() {
    double[] sigmas = new double[point.size()];
    Arrays.fill(sigmas, Double.POSITIVE_INFINITY);
    return point.withArray(
        hasFiniteDerivatives() && sigmas.length > 0
            ? information().marginalSigmas().toArray()
            : sigmas);
  }

  private boolean hasFiniteDerivatives() {
    return jacobian != null
        && Double.isFinite(chiSquared)
        && Arrays.stream(jacobian.toArray())
            .flatMapToDouble(Arrays::stream)
            .allMatch(Double::isFinite);
  }

  /** What happened and what helps. */
  public String advice() {
    return status.advice(failedRun)
        + " (after "
        + evaluations
        + " evaluations chi squared is "
        + chiSquared
        + ", the cosine between the residuals and their changes "
        + cosine()
        + ")";
  }

  /**
   * This fit, if the run converged.
   *
   * @throws IllegalStateException with the advice, if it did not
   */
  public LeastSquaresFit<A, B> orThrow() {
    if (!isConverged()) {
      throw new IllegalStateException(advice());
    }
    return this;
  }
}
