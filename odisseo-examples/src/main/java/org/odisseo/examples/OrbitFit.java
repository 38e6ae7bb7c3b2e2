// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.optimize.Attempts;
import org.odisseo.optimize.LeastSquaresFit;
import org.odisseo.optimize.LevenbergMarquardt;
import org.odisseo.optimize.MultiStart;
import org.odisseo.simulate.EnsembleListener;
import org.odisseo.simulate.ProgressListener;
import org.odisseo.uncertainty.FisherInformation;

/**
 * The orbit with the greatest likelihood times prior, from many starts.
 *
 * @param problem what was fitted
 * @param attempts every start and what came of it, in coordinates
 * @param best the best of them, converged further
 * @param seconds that all starts took
 * @param <A> what an orbit depends on
 */
record OrbitFit<A extends VectorValue<A>>(
    OrbitFitProblem<A> problem,
    Attempts<ParameterSet, LeastSquaresFit<ParameterSet, Pair<ParameterSet, ParameterSet>>>
        attempts,
    LeastSquaresFit<ParameterSet, Pair<ParameterSet, ParameterSet>> best,
    double seconds) {

  /** Differences of chi^2 of less than 1e-6 of it do not decide between starts. */
  private static final double TOLERANCE = 1e-6;

  private static final int MAX_EVALUATIONS = 60;

  /** A number whose error is this part of that of the prior is known from the prior alone. */
  private static final double PRIOR_ALONE = 0.9;

  /** Fits with the same sum of squares to this found the same minimum. */
  private static final double SAME = 0.01;

  /** Fits from so many starts. */
  static <A extends VectorValue<A>> OrbitFit<A> of(
      OrbitFitProblem<A> problem, int starts, long seed, ProgressListener listener) {
    long begin = System.nanoTime();
    Differentiable<ParameterSet, Pair<ParameterSet, ParameterSet>> pulls = problem.pulls();
    LevenbergMarquardt quick =
        LevenbergMarquardt.create()
            .withTolerances(TOLERANCE, TOLERANCE, TOLERANCE)
            .withMaxEvaluations(MAX_EVALUATIONS);
    Attempts<ParameterSet, LeastSquaresFit<ParameterSet, Pair<ParameterSet, ParameterSet>>>
        attempts =
            MultiStart
                .<ParameterSet, LeastSquaresFit<ParameterSet, Pair<ParameterSet, ParameterSet>>>of(
                    start -> quick.fit(pulls, start))
                .withProgress(EnsembleListener.fraction(listener))
                .run(problem.starts(starts, seed));
    LeastSquaresFit<ParameterSet, Pair<ParameterSet, ParameterSet>> best =
        attempts
            .best(LeastSquaresFit::chiSquared)
            .orElseThrow(() -> new IllegalStateException("no start gave an orbit"))
            .orThrow();
    LeastSquaresFit<ParameterSet, Pair<ParameterSet, ParameterSet>> refined =
        LevenbergMarquardt.create().withMaxEvaluations(MAX_EVALUATIONS).fit(pulls, best.point());
    return new OrbitFit<>(problem, attempts, refined, (System.nanoTime() - begin) / 1e9);
  }

  /** The best point. */
  A point() {
    return problem.free().point(best.point());
  }

  /** The free numbers there, in their own units. */
  ParameterSet values() {
    return problem.values(best.point());
  }

  /** chi^2 of the stars at the best, without the prior. */
  double chiSquared() {
    ParameterSet residuals = best.residuals().first();
    return residuals.dot(residuals);
  }

  /** How many residuals the stars have. */
  int count() {
    return best.residuals().first().size();
  }

  /** The names of those numbers of which the stars say next to nothing. */
  List<String> unconstrained() {
    ParameterSet sigmas = gaussian().marginalSigmas();
    return problem.numbers().stream()
        .filter(number -> sigmas.value(number.coordinate()) > PRIOR_ALONE * number.prior())
        .map(FreeNumber::name)
        .toList();
  }

  /** How many starts ended within 0.01 of the least sum of squares. */
  long same() {
    return attempts.results().stream()
        .filter(fit -> fit.chiSquared() < best.chiSquared() + SAME)
        .count();
  }

  /** How many starts met the stopping rule. */
  long converged() {
    return attempts.results().stream().filter(LeastSquaresFit::isConverged).count();
  }

  /** Half the second derivatives of the stars' chi^2 at the best, in the coordinates. */
  FisherInformation exact() {
    return FisherInformation.ofChiSquared(
        problem.free().restrict(problem.residuals()).then(Maps.<ParameterSet>sumOfSquares()),
        best.point());
  }

  /** The same without the curvature of the orbit, \( J^T J \). */
  FisherInformation gaussNewton() {
    return FisherInformation.ofResiduals(
        problem.free().restrict(problem.residuals()), best.point());
  }

  /**
   * The Gaussian that stands for likelihood times prior: the exact second derivatives plus the
   * inverse variances of the prior, or, where that is not positive, those of Gauss and Newton.
   */
  FisherInformation gaussian() {
    FisherInformation exact = withPrior(exact());
    return exact.unconstrained().isEmpty() ? exact : withPrior(gaussNewton());
  }

  private FisherInformation withPrior(FisherInformation stars) {
    FisherInformation both = stars;
    for (FreeNumber number : problem.numbers()) {
      both = both.withPrior(number.coordinate(), number.prior());
    }
    return both;
  }
}
