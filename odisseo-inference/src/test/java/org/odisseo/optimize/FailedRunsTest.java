// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.optimize.FailingRuns.at;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.CancellationToken;

/** Fits on whose way, or at whose start, a run does not come to its end. */
class FailedRunsTest {

  /**
   * The tolerance of the runs is 1e-8 a step, of which there are about 20, and the position and
   * velocity change by 0.6 and 0.8 for a unit of u.
   */
  private static final double ERROR = 20 * 1e-8;

  private static final String SAID = "the step limit was reached";

  @ParameterizedTest
  @EnumSource(Mode.class)
  void leastSquaresShortensItsStep(Mode mode) {
    // The step of Gauss and Newton from here is longer than 100.
    LeastSquaresFit<ParameterSet, Particles> fit =
        LevenbergMarquardt.create().withMode(mode).fit(FailingRuns.residuals(), at(-4.6)).orThrow();
    assertTrue(fit.failedRun().isPresent(), "no run failed");
    assertEquals(FailingRuns.TRUTH, fit.point().value("u"), ERROR);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theLineSearchShortensItsStep(Mode mode) {
    Minimum<ParameterSet> minimum =
        LBfgs.create()
            .withFirstStep(50)
            .withMode(mode)
            .minimize(FailingRuns.loss(1e4), at(-4.6))
            .orThrow();
    assertTrue(minimum.failedRun().isPresent(), "no run failed");
    assertEquals(FailingRuns.TRUTH, minimum.point().value("u"), ERROR);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void fixedRatesEndAndSayWhatTheRunSaid(Mode mode) {
    for (Minimizer method : List.of(GradientDescent.of(1e3), Adam.of(10))) {
      Minimum<ParameterSet> minimum = method.withMode(mode).minimize(FailingRuns.loss(1), at(-4.6));
      assertEquals(FitStatus.NON_FINITE, minimum.status(), method.toString());
      assertEquals(at(-4.6), minimum.point());
      assertTrue(minimum.advice().contains(SAID), minimum.advice());
      assertThrows(IllegalStateException.class, minimum::orThrow);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void scoringShortensItsStep(Mode mode) {
    LikelihoodFit<ParameterSet> fit =
        FisherScoring.create()
            .withTolerance(1e-16)
            .withMode(mode)
            .fit(terms(FailingRuns.residuals()), at(-4.6))
            .orThrow();
    assertTrue(fit.failedRun().isPresent(), "no run failed");
    assertEquals(FailingRuns.TRUTH, fit.point().value("u"), ERROR);
  }

  /** Half the squares of the offsets of ten observations that lie around the true end. */
  private static Differentiable<ParameterSet, ParameterSet> terms(
      Differentiable<ParameterSet, Particles> single) {
    List<String> names = new ArrayList<>();
    double[][] rows = new double[10][8];
    double[] noise = new double[10];
    for (int i = 0; i < 10; i++) {
      names.add("t" + i);
      rows[i][2] = 1;
      noise[i] = i % 2 == 0 ? 1 : -1;
    }
    ParameterSet offsets = ParameterSet.of(names, noise);
    Differentiable<ParameterSet, ParameterSet> residuals =
        single.then(Maps.matrix(rows, Particles.zero(1), offsets)).then(Maps.translate(offsets));
    Differentiable<ParameterSet, ParameterSet> halfSquares =
        Differentiable.of(
            r -> product(0.5, r, r),
            (r, cotangent) -> product(1, r, cotangent),
            (r, tangent) -> product(1, r, tangent));
    return residuals.then(halfSquares);
  }

  private static ParameterSet product(double factor, ParameterSet a, ParameterSet b) {
    double[] product = new double[a.size()];
    for (int i = 0; i < product.length; i++) {
      product[i] = factor * a.value(i) * b.value(i);
    }
    return a.withArray(product);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aRunThatFailsAtTheStartIsAnOutcome(Mode mode) {
    Differentiable<ParameterSet, Scalar> loss = FailingRuns.loss(1);
    List<Minimizer> methods = List.of(LBfgs.create(), Adam.of(0.1), GradientDescent.of(0.1));
    for (Minimizer method : methods) {
      Minimum<ParameterSet> minimum = method.withMode(mode).minimize(loss, at(5));
      assertEquals(FitStatus.NON_FINITE_START, minimum.status());
      assertEquals(at(5), minimum.point());
      assertTrue(minimum.advice().contains(SAID), minimum.advice());
    }
    LikelihoodFit<ParameterSet> scoring =
        FisherScoring.create().withMode(mode).fit(terms(FailingRuns.residuals()), at(5));
    assertEquals(FitStatus.NON_FINITE_START, scoring.status());
    assertTrue(scoring.advice().contains(SAID), scoring.advice());

    LeastSquaresFit<ParameterSet, Particles> fit =
        LevenbergMarquardt.create().withMode(mode).fit(FailingRuns.residuals(), at(5));
    assertEquals(FitStatus.NON_FINITE_START, fit.status());
    assertEquals(at(5), fit.point());
    assertTrue(fit.advice().contains(SAID), fit.advice());
    assertEquals(Double.NaN, fit.chiSquared());
    assertEquals(at(Double.POSITIVE_INFINITY), fit.sigmas());
    for (Runnable ask :
        List.<Runnable>of(fit::residuals, fit::jacobian, fit::information, fit::orThrow)) {
      String message = assertThrows(IllegalStateException.class, ask::run).getMessage();
      assertTrue(message.contains(SAID), message);
    }
  }

  @Test
  void theBestOfManyStartsIsFoundAmongThoseThatRun() {
    Attempts<ParameterSet, LeastSquaresFit<ParameterSet, Particles>> attempts =
        MultiStart.of(
                (ParameterSet from) ->
                    LevenbergMarquardt.create().fit(FailingRuns.residuals(), from))
            .run(List.of(at(5), at(0), at(6)));
    assertEquals(List.of(), attempts.failures());
    ParameterSet best =
        attempts.best(LeastSquaresFit::chiSquared).orElseThrow().orThrow().orThrow().point();
    assertEquals(FailingRuns.TRUTH, best.value("u"), ERROR);
  }

  /** Runs that fail wherever the loss is lower: the search ends at the last that does not. */
  @Test
  void anEdgeOfFailingRunsIsNamed() {
    Differentiable<ParameterSet, Scalar> down =
        Maps.sum(Maps.weighted(at(-1)), FailingRuns.loss(0));
    Minimum<ParameterSet> minimum = LBfgs.create().minimize(down, at(0));
    assertEquals(FitStatus.NO_PROGRESS, minimum.status(), minimum.advice());
    assertTrue(minimum.advice().contains(SAID), minimum.advice());
    assertEquals(FailingRuns.edge(), minimum.point().value("u"), 1e-6);
  }

  /** A run that was stopped says nothing about the loss. */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void aRunThatIsCancelledCancelsTheFit(Mode mode) {
    for (Minimizer method : List.of(LBfgs.create(), Adam.of(0.1), GradientDescent.of(0.1))) {
      CancellationToken token = new CancellationToken();
      Minimum<ParameterSet> minimum =
          method
              .withMode(mode)
              .withProgress(iteration -> cancelAt(2, iteration, token))
              .minimize(FailingRuns.loss(token), at(0));
      assertEquals(FitStatus.CANCELLED, minimum.status(), method.toString());
      assertEquals(2, minimum.iterations());
      assertTrue(Double.isFinite(minimum.value()));
      assertEquals(FitStatus.CANCELLED, method.minimize(FailingRuns.loss(token), at(0)).status());
    }
    CancellationToken token = new CancellationToken();
    LevenbergMarquardt squares = LevenbergMarquardt.create().withMode(mode);
    LeastSquaresFit<ParameterSet, Particles> fit =
        squares
            .withProgress(iteration -> cancelAt(2, iteration, token))
            .fit(FailingRuns.residuals(token), at(0));
    assertEquals(FitStatus.CANCELLED, fit.status());
    assertEquals(3, fit.history().size());
    assertTrue(Double.isFinite(fit.chiSquared()));
    assertEquals(FitStatus.CANCELLED, squares.fit(FailingRuns.residuals(token), at(0)).status());
    assertEquals(
        FitStatus.CANCELLED,
        FisherScoring.create()
            .withMode(mode)
            .fit(terms(FailingRuns.residuals(token)), at(0))
            .status());
  }

  private static void cancelAt(int number, Iteration iteration, CancellationToken token) {
    if (iteration.number() == number) {
      token.cancel();
    }
  }

  /** What was cancelled in its first evaluation has no value to go on from, but a point. */
  @Test
  void aStartThatWasCancelledIsResumed() {
    CancellationToken token = new CancellationToken();
    token.cancel();
    Minimum<ParameterSet> cancelled = LBfgs.create().minimize(FailingRuns.loss(token), at(0));
    assertEquals(FitStatus.CANCELLED, cancelled.status());
    Minimum<ParameterSet> resumed =
        LBfgs.create().resume(FailingRuns.loss(1), at(0), cancelled.state()).orThrow();
    assertEquals(FailingRuns.TRUTH, resumed.point().value("u"), ERROR);
    assertEquals(resumed.value(), resumed.best().value());
  }
}
