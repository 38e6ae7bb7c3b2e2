// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.Optional;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.validation.Require;

/**
 * Nonlinear least squares by the method of Levenberg and Marquardt: the point at which \( \chi^2 =
 * \sum_i r_i^2 \) of some residuals is least. The algorithm is that of MINPACK (Moré 1978,
 * doi:10.1007/BFb0067700) in the implementation of Apache Commons Math; derivatives are those of
 * the map.
 *
 * <pre>{@code
 * LeastSquaresFit<ParameterSet, Columns> fit =
 *     LevenbergMarquardt.create().fit(model.then(pulls), start);
 * fit.point();
 * fit.sigmas();                           // if the residuals are in units of their errors
 * fit.information().directions();         // what is known best and least
 * }</pre>
 *
 * <p>Residuals that are NaN or infinite at a trial point, and runs in them that {@linkplain
 * org.odisseo.simulate.FailedRunException fail} there, make the step shorter. The method scales the
 * numbers by the columns of the Jacobian, so units do not matter to its steps.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param mode of the Jacobian; {@link #create} takes forward, one run of the map for up to eight
 *     parameters
 * @param changeTolerance stops when both the true and the predicted relative change of \( \chi^2 \)
 *     are not larger
 * @param parameterTolerance stops when the region of trust is this part of the point, or smaller
 * @param orthogonalityTolerance stops when the cosine between the residuals and every column of the
 *     Jacobian is not larger
 * @param stepBound the first step is at most this many times the length of the point, both scaled
 * @param maxEvaluations the most evaluations of the residuals
 * @param refinements the most steps of Gauss and Newton after the fit has converged
 * @param scaled whether the numbers are divided by their typical magnitudes at the start
 * @param listener is told of each point at which a Jacobian is taken
 * @param cancellation ends a run early
 */
public record LevenbergMarquardt(
    Mode mode,
    double changeTolerance,
    double parameterTolerance,
    double orthogonalityTolerance,
    double stepBound,
    int maxEvaluations,
    int refinements,
    boolean scaled,
    IterationListener listener,
    Optional<CancellationToken> cancellation) {

  /** What double precision can tell apart. */
  private static final double LEAST_TOLERANCE = 1e-15;

  /** Checks the numbers. */
  public LevenbergMarquardt {
    requireTolerance("changeTolerance", changeTolerance);
    requireTolerance("parameterTolerance", parameterTolerance);
    requireTolerance("orthogonalityTolerance", orthogonalityTolerance);
    Require.positive("stepBound", stepBound);
    Require.atLeast("maxEvaluations", maxEvaluations, 1);
    Require.atLeast("refinements", refinements, 0);
  }

  /**
   * The method in forward mode with tolerances of 1e-14 for the change of \( \chi^2 \), 1e-12 for
   * the point and 1e-12 for the cosine, a step bound of 100 and at most 1000 evaluations.
   */
  public static LevenbergMarquardt create() {
    return new LevenbergMarquardt(
        Mode.FORWARD, 1e-14, 1e-12, 1e-12, 100, 1000, 0, false, iteration -> {}, Optional.empty());
  }

  /** The same with Jacobians in another mode; reverse takes one pullback per residual. */
  public LevenbergMarquardt withMode(Mode other) {
    return new LevenbergMarquardt(
        other,
        changeTolerance,
        parameterTolerance,
        orthogonalityTolerance,
        stepBound,
        maxEvaluations,
        refinements,
        scaled,
        listener,
        cancellation);
  }

  /**
   * The same with other tolerances, each at least 1e-15.
   *
   * @param change of the relative change of \( \chi^2 \)
   * @param parameter of the relative size of the region of trust
   * @param orthogonality of the cosine between the residuals and a column of the Jacobian
   */
  public LevenbergMarquardt withTolerances(double change, double parameter, double orthogonality) {
    return new LevenbergMarquardt(
        mode,
        change,
        parameter,
        orthogonality,
        stepBound,
        maxEvaluations,
        refinements,
        scaled,
        listener,
        cancellation);
  }

  /** The same with another bound on the first step, 0.1 to 100 in most uses. */
  public LevenbergMarquardt withStepBound(double factor) {
    return new LevenbergMarquardt(
        mode,
        changeTolerance,
        parameterTolerance,
        orthogonalityTolerance,
        factor,
        maxEvaluations,
        refinements,
        scaled,
        listener,
        cancellation);
  }

  /** The same with another limit on the evaluations of the residuals. */
  public LevenbergMarquardt withMaxEvaluations(int evaluations) {
    return new LevenbergMarquardt(
        mode,
        changeTolerance,
        parameterTolerance,
        orthogonalityTolerance,
        stepBound,
        evaluations,
        refinements,
        scaled,
        listener,
        cancellation);
  }

  /**
   * The same with steps of Gauss and Newton after the fit has converged, as long as they lower the
   * {@linkplain LeastSquaresFit#cosine cosine} between the residuals and their changes. Changes of
   * \( \chi^2 \) are lost in its rounding when the point is still off by a part 1e-8 of its errors;
   * the cosine goes on to tell. None unless set; each costs an evaluation and a Jacobian.
   */
  public LevenbergMarquardt withRefinement(int steps) {
    return new LevenbergMarquardt(
        mode,
        changeTolerance,
        parameterTolerance,
        orthogonalityTolerance,
        stepBound,
        maxEvaluations,
        steps,
        scaled,
        listener,
        cancellation);
  }

  /**
   * The same with every number divided by its typical magnitude at the start, see {@link
   * VectorValue#typicalMagnitudes}. That only matters to numbers on which the residuals do not
   * depend at first, and to the rounding of very different numbers.
   */
  public LevenbergMarquardt withScaling() {
    return new LevenbergMarquardt(
        mode,
        changeTolerance,
        parameterTolerance,
        orthogonalityTolerance,
        stepBound,
        maxEvaluations,
        refinements,
        true,
        listener,
        cancellation);
  }

  /** The same with somebody who is told of every iteration, in addition to those who are. */
  public LevenbergMarquardt withProgress(IterationListener other) {
    IterationListener before = listener;
    return new LevenbergMarquardt(
        mode,
        changeTolerance,
        parameterTolerance,
        orthogonalityTolerance,
        stepBound,
        maxEvaluations,
        refinements,
        scaled,
        iteration -> {
          before.progress(iteration);
          other.progress(iteration);
        },
        cancellation);
  }

  /** The same with a way to end it early; looked at before each evaluation. */
  public LevenbergMarquardt withCancellation(CancellationToken token) {
    return new LevenbergMarquardt(
        mode,
        changeTolerance,
        parameterTolerance,
        orthogonalityTolerance,
        stepBound,
        maxEvaluations,
        refinements,
        scaled,
        listener,
        Optional.of(token));
  }

  /**
   * Fits.
   *
   * @param residuals the differences between model and data, each in units of its error
   * @param start where to begin; residuals that are not finite there are an outcome, not an error,
   *     and so is a run in them that fails
   */
  public <A extends VectorValue<A>, B extends VectorValue<B>> LeastSquaresFit<A, B> fit(
      Differentiable<A, B> residuals, A start) {
    return new LeastSquaresRun<>(this, residuals, start).run();
  }

  private static void requireTolerance(String name, double tolerance) {
    if (!(tolerance >= LEAST_TOLERANCE && tolerance < 1)) {
      throw new IllegalArgumentException(
          name + " must be >= " + LEAST_TOLERANCE + " and < 1, got " + tolerance);
    }
  }
}
