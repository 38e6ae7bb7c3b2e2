// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.optimize.Attempts;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.optimize.LeastSquaresFit;
import org.odisseo.optimize.LevenbergMarquardt;
import org.odisseo.optimize.MultiStart;
import org.odisseo.simulate.EnsembleListener;
import org.odisseo.simulate.ProgressListener;
import org.odisseo.uncertainty.FisherInformation;

/**
 * The orbit with the greatest likelihood within the prior, from many starts.
 *
 * @param problem what was fitted
 * @param attempts every start and what came of it, in the coordinates of {@link
 *     OrbitFitProblem#bounded}
 * @param best the best of them, converged further
 * @param seconds that all starts took
 * @param <A> what an orbit depends on
 */
record OrbitFit<A extends VectorValue<A>>(
    OrbitFitProblem<A> problem,
    Attempts<ParameterSet, LeastSquaresFit<ParameterSet, ParameterSet>> attempts,
    LeastSquaresFit<ParameterSet, ParameterSet> best,
    double seconds) {

  /** Differences of chi^2 of less than 1e-6 of it do not decide between starts. */
  private static final double TOLERANCE = 1e-6;

  private static final int MAX_EVALUATIONS = 60;

  /** Fits with the same chi^2 to this found the same minimum. */
  private static final double SAME = 0.01;

  /** Fits from so many starts. */
  static <A extends VectorValue<A>> OrbitFit<A> of(
      OrbitFitProblem<A> problem, int starts, long seed, ProgressListener listener) {
    long begin = System.nanoTime();
    Differentiable<ParameterSet, ParameterSet> residuals =
        problem.bounded().restrict(problem.residuals());
    LevenbergMarquardt quick =
        LevenbergMarquardt.create()
            .withTolerances(TOLERANCE, TOLERANCE, TOLERANCE)
            .withMaxEvaluations(MAX_EVALUATIONS);
    Attempts<ParameterSet, LeastSquaresFit<ParameterSet, ParameterSet>> attempts =
        MultiStart.<ParameterSet, LeastSquaresFit<ParameterSet, ParameterSet>>of(
                start -> quick.fit(residuals, start))
            .withProgress(EnsembleListener.fraction(listener))
            .run(problem.starts(starts, seed));
    LeastSquaresFit<ParameterSet, ParameterSet> best =
        attempts
            .best(LeastSquaresFit::chiSquared)
            .orElseThrow(() -> new IllegalStateException("no start gave an orbit"))
            .orThrow();
    LeastSquaresFit<ParameterSet, ParameterSet> refined =
        LevenbergMarquardt.create()
            .withMaxEvaluations(MAX_EVALUATIONS)
            .fit(residuals, best.point());
    return new OrbitFit<>(problem, attempts, refined, (System.nanoTime() - begin) / 1e9);
  }

  /** The best point. */
  A point() {
    return problem.bounded().point(best.point());
  }

  /** The free numbers there, in their own units. */
  ParameterSet values() {
    return problem.bounded().values(best.point());
  }

  /** The names of those that would go on beyond the prior. */
  List<String> atBounds() {
    return problem.numbers().stream()
        .filter(number -> number.isAtBound(values().value(number.name())))
        .map(FreeNumber::name)
        .toList();
  }

  /** How many starts ended within 0.01 of the least chi^2. */
  long same() {
    return attempts.results().stream()
        .filter(fit -> fit.chiSquared() < best.chiSquared() + SAME)
        .count();
  }

  /** How many starts met the stopping rule. */
  long converged() {
    return attempts.results().stream().filter(LeastSquaresFit::isConverged).count();
  }

  /** Half the second derivatives of chi^2 at the best, in the natural coordinates. */
  FisherInformation exact() {
    FreeParameters<A> natural = problem.natural();
    return FisherInformation.ofChiSquared(
        natural.restrict(problem.residuals()).then(Maps.<ParameterSet>sumOfSquares()),
        natural.coordinates(point()));
  }

  /** The same without the curvature of the orbit, \( J^T J \). */
  FisherInformation gaussNewton() {
    FreeParameters<A> natural = problem.natural();
    return FisherInformation.ofResiduals(
        natural.restrict(problem.residuals()), natural.coordinates(point()));
  }

  /**
   * The Gaussian that stands for likelihood times prior: the exact second derivatives, or, where
   * they are not positive, those of Gauss and Newton, plus the inverse variance of the flat prior.
   */
  FisherInformation gaussian() {
    FisherInformation exact = exact();
    FisherInformation base = exact.unconstrained().isEmpty() ? exact : gaussNewton();
    for (FreeNumber number : problem.numbers()) {
      base = base.withPrior(number.naturalName(), number.priorSigma());
    }
    return base;
  }
}
