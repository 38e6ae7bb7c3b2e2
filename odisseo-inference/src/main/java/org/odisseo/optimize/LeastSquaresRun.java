// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.ValueAndJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Jacobian;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.simulate.FailedRunException;

/** One fit: residuals and Jacobians on their way to Commons Math, the best of them kept. */
final class LeastSquaresRun<A extends VectorValue<A>, B extends VectorValue<B>>
    implements ValueAndJacobianFunction {

  /**
   * A fit with a larger cosine that ends at the edge of where it is defined is not at a minimum.
   */
  private static final double NOT_AT_MINIMUM = 1e-3;

  /** Sums of squares that differ by less than this part are the same but for rounding. */
  private static final double SAME = 1e-12;

  /** Ends the optimiser from within an evaluation. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final FitStatus status;

    Ended(FitStatus status) {
      super(status.advice(), null, false, false);
      this.status = status;
    }
  }

  /** Residuals at a point; the numbers are those that the optimiser sees, perhaps scaled. */
  private static final class Trial<A extends VectorValue<A>, B extends VectorValue<B>> {
    final double[] numbers;
    final A point;
    final B value;
    final double chiSquared;
    @Nullable Jacobian<A, B> jacobian;

    Trial(double[] numbers, A point, B value, double[] residuals) {
      this.numbers = numbers;
      this.point = point;
      this.value = value;
      this.chiSquared = Vectors.dot(residuals, residuals);
    }

    boolean isFinite() {
      return Double.isFinite(chiSquared);
    }
  }

  private final LevenbergMarquardt settings;
  private final Differentiable<A, B> residuals;
  private final A start;
  private final double[] scales;
  private final List<Iteration> history = new ArrayList<>();
  private int evaluations;
  private int jacobians;
  private @Nullable Trial<A, B> last;
  private @Nullable Trial<A, B> lowest;
  private double @Nullable [] before;
  private @Nullable FailedRunException failedRun;

  LeastSquaresRun(LevenbergMarquardt settings, Differentiable<A, B> residuals, A start) {
    this.settings = settings;
    this.residuals = residuals;
    this.start = start;
    this.scales = start.typicalMagnitudes();
    if (!settings.scaled()) {
      Arrays.fill(scales, 1);
    }
  }

  LeastSquaresFit<A, B> run() {
    double[] numbers = start.toArray();
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] /= scales[j];
    }
    evaluations++;
    B value;
    try {
      value = residuals.apply(start);
    } catch (FailedRunException failed) {
      return LeastSquaresFit.ofFailedStart(start, failed);
    }
    Trial<A, B> first = new Trial<>(numbers, start, value, value.toArray());
    last = first;
    lowest = first;
    if (!first.isFinite()) {
      return result(first, FitStatus.NON_FINITE_START);
    }
    if (value.size() == 0 || start.size() == 0) {
      return result(first, FitStatus.CONVERGED);
    }
    FitStatus status = optimize(numbers, value.size());
    Trial<A, B> found = lowest;
    LeastSquaresFit<A, B> fit = result(found, status);
    boolean stuck = !last.isFinite() && fit.cosine() > NOT_AT_MINIMUM;
    if (!status.isConverged()) {
      return fit;
    }
    return stuck ? result(found, FitStatus.NO_PROGRESS) : refine(found, fit);
  }

  /** Steps of Gauss and Newton, as long as they bring the residuals nearer to orthogonality. */
  private LeastSquaresFit<A, B> refine(Trial<A, B> from, LeastSquaresFit<A, B> converged) {
    Trial<A, B> best = from;
    Trial<A, B> here = from;
    double least = converged.cosine();
    int misses = 0;
    try {
      for (int k = 0; k < settings.refinements() && misses < 2; k++) {
        ScaledJacobian jacobian = ScaledJacobian.of(jacobian(here));
        double[] step = jacobian.solve(here.value.toArray());
        double[] numbers = here.numbers.clone();
        for (int j = 0; j < numbers.length; j++) {
          numbers[j] -= step[j] / scales[j];
        }
        here = trial(numbers);
        if (!(here.chiSquared <= from.chiSquared * (1 + SAME))) {
          break;
        }
        double cosine = ScaledJacobian.of(jacobian(here)).cosine(here.value.toArray());
        // One step may go astray by rounding or by curvature.
        misses = cosine < least ? 0 : misses + 1;
        if (cosine < least) {
          least = cosine;
          best = here;
        }
      }
    } catch (Ended limit) {
      // What has converged stays so.
      return result(best, FitStatus.CONVERGED);
    }
    return result(best, FitStatus.CONVERGED);
  }

  private FitStatus optimize(double[] from, int rows) {
    LeastSquaresProblem problem =
        new LeastSquaresBuilder()
            .model(this)
            .target(new double[rows])
            .start(from)
            .lazyEvaluation(true)
            .maxEvaluations(Integer.MAX_VALUE)
            .maxIterations(Integer.MAX_VALUE)
            .build();
    try {
      new LevenbergMarquardtOptimizer()
          .withCostRelativeTolerance(settings.changeTolerance())
          .withParameterRelativeTolerance(settings.parameterTolerance())
          .withOrthoTolerance(settings.orthogonalityTolerance())
          .withInitialStepBoundFactor(settings.stepBound())
          .optimize(problem);
      return FitStatus.CONVERGED;
    } catch (Ended ended) {
      return ended.status;
    } catch (ConvergenceException failed) {
      // Tolerances are above rounding, so this is a decomposition that overflowed.
      return FitStatus.NON_FINITE;
    }
  }

  @Override
  public Pair<RealVector, RealMatrix> value(RealVector at) {
    double[] numbers = at.toArray();
    return new Pair<>(computeValue(numbers), computeJacobian(numbers));
  }

  /** Commons Math asks for the same residuals more than once. */
  @Override
  public RealVector computeValue(double[] numbers) {
    return new ArrayRealVector(trial(numbers).value.toArray(), false);
  }

  @Override
  public RealMatrix computeJacobian(double[] numbers) {
    Trial<A, B> trial = trial(numbers);
    Jacobian<A, B> jacobian = jacobian(trial);
    double[][] rows = jacobian.toArray();
    double finite = 0;
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= scales[j];
        finite += 0 * row[j];
      }
    }
    record(trial, jacobian);
    if (finite != 0) {
      if (failedRun != null && failedRun.isCancelled()) {
        throw new Ended(FitStatus.CANCELLED);
      }
      throw new Ended(history.size() == 1 ? FitStatus.NON_FINITE_START : FitStatus.NON_FINITE);
    }
    return new Array2DRowRealMatrix(rows, false);
  }

  private void record(Trial<A, B> trial, Jacobian<A, B> jacobian) {
    double[] point = trial.point.toArray();
    Iteration line =
        new Iteration(
            history.size(),
            trial.chiSquared,
            2 * jacobian.transposeTimes(trial.value).norm(),
            before == null ? 0 : Vectors.norm(Vectors.minus(point, before)),
            evaluations);
    before = point;
    history.add(line);
    settings.listener().progress(line);
  }

  private Trial<A, B> trial(double[] numbers) {
    Trial<A, B> known = last;
    if (known != null && Arrays.equals(numbers, known.numbers)) {
      return known;
    }
    if (settings.cancellation().isPresent() && settings.cancellation().get().isCancelled()) {
      throw new Ended(FitStatus.CANCELLED);
    }
    if (evaluations >= settings.maxEvaluations()) {
      throw new Ended(FitStatus.EVALUATION_LIMIT);
    }
    evaluations++;
    double[] point = numbers.clone();
    for (int j = 0; j < point.length; j++) {
      point[j] *= scales[j];
    }
    A at = start.withArray(point);
    B value;
    try {
      value = residuals.apply(at);
    } catch (FailedRunException failed) {
      failedRun = failed;
      if (failed.isCancelled()) {
        throw new Ended(FitStatus.CANCELLED);
      }
      value = Objects.requireNonNull(lowest).value.times(Double.NaN);
    }
    Trial<A, B> fresh = new Trial<>(numbers.clone(), at, value, value.toArray());
    last = fresh;
    if (lowest == null || fresh.chiSquared < lowest.chiSquared) {
      lowest = fresh;
    }
    return fresh;
  }

  private Jacobian<A, B> jacobian(Trial<A, B> trial) {
    Jacobian<A, B> known = trial.jacobian;
    if (known != null) {
      return known;
    }
    jacobians++;
    Jacobian<A, B> fresh = derive(trial);
    trial.jacobian = fresh;
    return fresh;
  }

  private Jacobian<A, B> derive(Trial<A, B> trial) {
    try {
      return Jacobian.of(
          new KnownValue<>(residuals, trial.point, trial.value), trial.point, settings.mode());
    } catch (FailedRunException failed) {
      failedRun = failed;
      Differentiable<A, B> withoutDerivatives =
          Differentiable.ofForward(
              at -> trial.value, (at, tangent) -> trial.value.times(Double.NaN));
      return Jacobian.of(withoutDerivatives, trial.point, Mode.FORWARD);
    }
  }

  private LeastSquaresFit<A, B> result(Trial<A, B> at, FitStatus status) {
    Jacobian<A, B> jacobian = jacobian(at);
    return new LeastSquaresFit<>(
        at.point,
        at.value,
        at.chiSquared,
        jacobian,
        status,
        evaluations,
        jacobians,
        history,
        Optional.ofNullable(failedRun));
  }
}
