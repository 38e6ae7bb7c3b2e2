// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Jacobian;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.simulate.FailedRunException;
import org.odisseo.validation.Require;

/**
 * Maximum likelihood for independent data by scoring: with \( f_i = -\ln L_i \) for each datum and
 * its scores \( s_i = \partial f_i / \partial \theta \), steps solve
 *
 * <p>\[ (F + \lambda D)\, \delta = -\sum_i s_i, \qquad F = \sum_i s_i s_i^T, \qquad D =
 * \mathrm{diag}\, F. \]
 *
 * <p>F is the empirical Fisher information (Berndt, Hall, Hall and Hausman 1974, Annals of Economic
 * and Social Measurement 3, 653), which needs first derivatives alone, is never negative, and near
 * the maximum is the inverse covariance of the parameters if the model is right. The damping \(
 * \lambda \) is that of Levenberg and Marquardt: less after a good step, more after a bad one. In
 * narrow valleys near the maximum this takes far fewer evaluations than methods that learn the
 * curvature from successive gradients; far from it the scores are larger than the curvature
 * warrants and steps creep, so begin with {@link LBfgs} there.
 *
 * <pre>{@code
 * LikelihoodFit<ParameterSet> fit =
 *     FisherScoring.create().fit(model.then(likelihood.terms()), start);
 * fit.information();                      // for errors: FisherInformation.ofMatrix
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param mode of the Jacobian of the terms; {@link #create} takes forward
 * @param tolerance converged when the predicted gain in \( \ln L \) of an undamped step is not
 *     larger; 0.005 is a tenth of a standard error
 * @param maxEvaluations the most evaluations of the terms with their derivatives
 * @param cancellation ends a run early
 */
public record FisherScoring(
    Mode mode, double tolerance, int maxEvaluations, Optional<CancellationToken> cancellation) {

  private static final double FIRST_DAMPING = 0.1;
  private static final double LEAST_DAMPING = 1e-8;
  private static final double MOST_DAMPING = 1e12;

  /** Part of the largest element below which a diagonal element is raised. */
  private static final double SMALLEST = 1e-14;

  /** Checks the numbers. */
  public FisherScoring {
    Require.positive("tolerance", tolerance);
    Require.atLeast("maxEvaluations", maxEvaluations, 1);
  }

  /** In forward mode, to a predicted gain of 0.005, with at most 100 evaluations. */
  public static FisherScoring create() {
    return new FisherScoring(Mode.FORWARD, 0.005, 100, Optional.empty());
  }

  /** The same with derivatives in another mode; reverse takes one pullback per datum. */
  public FisherScoring withMode(Mode other) {
    return new FisherScoring(other, tolerance, maxEvaluations, cancellation);
  }

  /** The same with another predicted gain in \( \ln L \) at which it stops. */
  public FisherScoring withTolerance(double gain) {
    return new FisherScoring(mode, gain, maxEvaluations, cancellation);
  }

  /** The same with another limit. */
  public FisherScoring withMaxEvaluations(int evaluations) {
    return new FisherScoring(mode, tolerance, evaluations, cancellation);
  }

  /** The same with a way to end it early; looked at before each evaluation. */
  public FisherScoring withCancellation(CancellationToken token) {
    return new FisherScoring(mode, tolerance, maxEvaluations, Optional.of(token));
  }

  /**
   * Fits.
   *
   * @param terms \( -\ln L_i \) of each datum
   * @param start where to begin; terms that are not finite there are an outcome, not an error, and
   *     so is a run in them that fails
   */
  public <A extends VectorValue<A>, B extends VectorValue<B>> LikelihoodFit<A> fit(
      Differentiable<A, B> terms, A start) {
    State<A> at = State.of(terms, start, mode);
    Optional<FailedRunException> failedRun = at.failedRun;
    int evaluations = 1;
    if (!at.isFinite()) {
      return at.fit(
          at.isCancelled() ? FitStatus.CANCELLED : FitStatus.NON_FINITE_START,
          evaluations,
          failedRun);
    }
    double damping = FIRST_DAMPING;
    while (true) {
      if (at.gain() <= tolerance) {
        return at.fit(FitStatus.CONVERGED, evaluations, failedRun);
      }
      if (cancellation.isPresent() && cancellation.get().isCancelled()) {
        return at.fit(FitStatus.CANCELLED, evaluations, failedRun);
      }
      if (evaluations >= maxEvaluations) {
        return at.fit(FitStatus.EVALUATION_LIMIT, evaluations, failedRun);
      }
      double[] step = at.step(damping);
      State<A> next = State.of(terms, at.moved(step), mode);
      failedRun = next.failedRun.isPresent() ? next.failedRun : failedRun;
      evaluations++;
      if (next.isCancelled()) {
        return at.fit(FitStatus.CANCELLED, evaluations, failedRun);
      }
      double predicted = at.predictedGain(step);
      double ratio = next.isFinite() ? (at.value - next.value) / predicted : -1;
      if (ratio > 1e-4) {
        at = next;
      }
      if (ratio > 0.75) {
        damping = Math.max(LEAST_DAMPING, damping / 5);
      } else if (!(ratio > 0.25)) {
        damping *= ratio > 0 ? 3 : 8;
      }
      if (damping > MOST_DAMPING) {
        return at.fit(FitStatus.NO_PROGRESS, evaluations, failedRun);
      }
    }
  }

  /** The value, the gradient and the information at one point. */
  private static final class State<A extends VectorValue<A>> {
    final A point;
    final double value;
    final double[] gradient;
    final double[][] information;

    /** What failed here, if it did. */
    final Optional<FailedRunException> failedRun;

    private State(
        A point,
        double value,
        double[] gradient,
        double[][] information,
        Optional<FailedRunException> failedRun) {
      this.point = point;
      this.value = value;
      this.gradient = gradient;
      this.information = information;
      this.failedRun = failedRun;
    }

    /** Nothing is known where a run fails. */
    static <A extends VectorValue<A>> State<A> failed(A point, FailedRunException failure) {
      int p = point.size();
      double[] unknown = new double[p];
      Arrays.fill(unknown, Double.NaN);
      double[][] rows = new double[p][];
      Arrays.setAll(rows, k -> unknown.clone());
      return new State<>(point, Double.NaN, unknown, rows, Optional.of(failure));
    }

    static <A extends VectorValue<A>, B extends VectorValue<B>> State<A> of(
        Differentiable<A, B> terms, A point, Mode mode) {
      Jacobian<A, B> jacobian;
      try {
        jacobian = Jacobian.of(terms, point, mode);
      } catch (FailedRunException failure) {
        return failed(point, failure);
      }
      int p = point.size();
      double[] gradient = new double[p];
      double[][] information = new double[p][p];
      for (double[] score : jacobian.toArray()) {
        for (int k = 0; k < p; k++) {
          gradient[k] += score[k];
          for (int l = 0; l < p; l++) {
            information[k][l] += score[k] * score[l];
          }
        }
      }
      double value = Arrays.stream(jacobian.value().toArray()).sum();
      return new State<>(point, value, gradient, information, Optional.empty());
    }

    boolean isCancelled() {
      return failedRun.filter(FailedRunException::isCancelled).isPresent();
    }

    boolean isFinite() {
      boolean finite = Double.isFinite(value) && Double.isFinite(Vectors.norm(gradient));
      for (double[] row : information) {
        finite &= Double.isFinite(Vectors.norm(row));
      }
      return finite;
    }

    /** What an undamped step should gain, half of g F^-1 g. */
    double gain() {
      return -0.5 * Vectors.dot(gradient, step(LEAST_DAMPING));
    }

    double[] step(double damping) {
      int p = gradient.length;
      double largest = 0;
      for (int k = 0; k < p; k++) {
        largest = Math.max(largest, information[k][k]);
      }
      if (largest == 0) {
        return new double[p];
      }
      double[][] damped = new double[p][];
      for (int k = 0; k < p; k++) {
        damped[k] = information[k].clone();
        damped[k][k] += damping * Math.max(information[k][k], SMALLEST * largest);
      }
      double[] right = Arrays.stream(gradient).map(g -> -g).toArray();
      return solve(damped, right);
    }

    /** Scaled to a unit diagonal first, so that units do not matter. */
    private static double[] solve(double[][] matrix, double[] right) {
      int p = right.length;
      double[] scale = new double[p];
      for (int k = 0; k < p; k++) {
        scale[k] = 1 / Math.sqrt(matrix[k][k]);
      }
      double[][] scaled = new double[p][p];
      double[] r = new double[p];
      for (int k = 0; k < p; k++) {
        r[k] = right[k] * scale[k];
        for (int l = 0; l < p; l++) {
          scaled[k][l] = matrix[k][l] * scale[k] * scale[l];
        }
      }
      for (double lift = 0; ; lift = Math.max(1e-12, 10 * lift)) {
        try {
          double[] x =
              new CholeskyDecomposition(new Array2DRowRealMatrix(scaled), 1e-8, 1e-14)
                  .getSolver()
                  .solve(new ArrayRealVector(r))
                  .toArray();
          for (int k = 0; k < p; k++) {
            x[k] *= scale[k];
          }
          return x;
        } catch (NonPositiveDefiniteMatrixException e) {
          for (int k = 0; k < p; k++) {
            scaled[k][k] += Math.max(1e-12, 10 * lift);
          }
        }
      }
    }

    double predictedGain(double[] step) {
      double square = 0;
      for (int k = 0; k < step.length; k++) {
        square += step[k] * Vectors.dot(information[k], step);
      }
      return -Vectors.dot(gradient, step) - 0.5 * square;
    }

    A moved(double[] step) {
      return point.withArray(Vectors.plus(point.toArray(), 1, step));
    }

    LikelihoodFit<A> fit(
        FitStatus status, int evaluations, Optional<FailedRunException> lastFailure) {
      return new LikelihoodFit<>(
          point, value, gradient, information, status, evaluations, lastFailure);
    }
  }
}
