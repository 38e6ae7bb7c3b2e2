// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.engine.Engine;
import org.odisseo.optimize.Starts;

class NoUTurnSamplerTest {

  private static final ParameterSet XY = ParameterSet.of("x", 0, "y", 0);
  private static final RealMatrix COVARIANCE = Targets.covariance(10, 1e3, 11);

  private static List<ParameterSet> starts(ParameterSet center, long seed) {
    return Starts.uniform(center, 2, 4, seed);
  }

  private static Chains normal(RealMatrix covariance, Metric metric, long seed) {
    return NoUTurnSampler.of(Targets.normal(covariance))
        .withMetric(metric)
        .run(starts(Targets.origin(10), seed), seed);
  }

  private static void assertNormal(Chains chains) {
    for (int i = 0; i < 10; i++) {
      String name = "x" + i;
      MonteCarlo.assertMoments(name, i, COVARIANCE.getEntry(i, i), chains.values(name));
    }
  }

  @ParameterizedTest
  @CsvSource({"DIAGONAL,1", "DENSE,2", "DENSE,3"})
  void correlatedNormalHasItsMoments(Metric metric, long seed) {
    Chains chains = normal(COVARIANCE, metric, seed);
    Diagnostics diagnostics = Diagnostics.of(chains);
    assertTrue(chains.isCompleted());
    assertNormal(chains);
    assertTrue(diagnostics.largestRHat() < 1.01, diagnostics::table);
    assertEquals(0, diagnostics.divergences());
    assertEquals(List.of(), diagnostics.problems());
  }

  @Test
  void covarianceOfAnotherWidthIsNoticed() {
    Chains chains = normal(COVARIANCE.scalarMultiply(1.15), Metric.DENSE, 2);
    assertThrows(AssertionError.class, () -> assertNormal(chains));
  }

  /** A dense metric makes a normal target round: a few steps do, not tens of them. */
  @Test
  void denseMetricShortensTrajectories() {
    double diagonal = stepsPerDraw(Metric.DIAGONAL);
    double dense = stepsPerDraw(Metric.DENSE);
    assertTrue(dense < diagonal / 3, () -> dense + " steps a draw, diagonal " + diagonal);
    assertTrue(dense < 8, () -> dense + " steps a draw");
  }

  private static double stepsPerDraw(Metric metric) {
    Chains chains =
        NoUTurnSampler.of(Targets.normal(COVARIANCE))
            .withMetric(metric)
            .withDraws(100)
            .run(starts(Targets.origin(10), 1).subList(0, 1), 5);
    return Diagnostics.of(chains).leapfrogSteps() / 100.0;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void bananaHasItsMoments(long seed) {
    Chains chains =
        NoUTurnSampler.of(Targets.banana())
            .withTargetAcceptance(0.95)
            .withDraws(2000)
            .run(starts(XY, seed), seed);
    MonteCarlo.assertMoments("x", 0, 1, chains.values("x"));
    // y = x^2 + e/2: mean 1, variance 2 + 1/4.
    MonteCarlo.assertMoments("y", 1, 2.25, chains.values("y"));
    assertTrue(Diagnostics.of(chains).largestRHat() < 1.01);
  }

  /**
   * In straight coordinates v = 3 a and x = e^(v/2) b, so log |x| has the mean -(gamma + log 2)/2
   * and the variance 9/4 + pi^2/8.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void straightFunnelHasTheMomentsOfTheFunnel(long seed) {
    Chains chains =
        NoUTurnSampler.of(Targets.straightFunnel())
            .run(starts(ParameterSet.of("a", 0, "b", 0, "c", 0), seed), seed);
    double[][] a = chains.values("a");
    double[][] b = chains.values("b");
    double[][] v = new double[4][1000];
    double[][] logX = new double[4][1000];
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < 1000; i++) {
        v[c][i] = 3 * a[c][i];
        logX[c][i] = v[c][i] / 2 + Math.log(Math.abs(b[c][i]));
      }
    }
    MonteCarlo.assertMoments("v", 0, 9, v);
    double mean = -(0.5772156649015329 + Math.log(2)) / 2;
    MonteCarlo.assertMoments("log |x|", mean, 2.25 + Math.PI * Math.PI / 8, logX);
    assertEquals(0, Diagnostics.of(chains).divergences());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void funnelReportsDivergences(long seed) {
    Chains chains =
        NoUTurnSampler.of(Targets.funnel())
            .withWarmUp(500)
            .withDraws(500)
            .run(starts(ParameterSet.of("v", 0, "x", 0, "y", 0), seed), seed);
    Diagnostics diagnostics = Diagnostics.of(chains);
    assertTrue(diagnostics.divergences() > 0);
    assertTrue(
        diagnostics.problems().stream()
            .anyMatch(problem -> problem.contains("divergent") && problem.contains("raise")),
        () -> diagnostics.problems().toString());
  }

  @Test
  void threadsDoNotMatter() {
    NoUTurnSampler sampler = NoUTurnSampler.of(Targets.banana()).withWarmUp(200).withDraws(100);
    Chains one = sampler.withEngine(Engine.jvm(1)).run(starts(XY, 1), 7);
    Chains three = sampler.withEngine(Engine.jvm(3)).run(starts(XY, 1), 7);
    assertSameBits(one, three);
    Chains other = sampler.run(starts(XY, 1), 8);
    assertFalse(Arrays.equals(other.values("x")[0], one.values("x")[0]), "other seed, same bits");
    // Chains from one start are different chains.
    Chains twins = sampler.run(List.of(XY, XY), 7);
    assertFalse(Arrays.equals(twins.values("x")[0], twins.values("x")[1]));
  }

  static void assertSameBits(Chains expected, Chains actual) {
    assertEquals(expected.count(), actual.count());
    for (int c = 0; c < expected.count(); c++) {
      assertSameBits(expected.chain(c).warmUp(), actual.chain(c).warmUp());
      assertSameBits(expected.chain(c).draws(), actual.chain(c).draws());
    }
  }

  private static void assertSameBits(Draws expected, Draws actual) {
    assertEquals(expected.count(), actual.count());
    for (String name : expected.names()) {
      assertArrayEquals(expected.values(name), actual.values(name));
    }
    for (Statistic statistic : expected.statistics()) {
      assertArrayEquals(expected.statistic(statistic), actual.statistic(statistic));
    }
  }

  /** Exact derivatives of polynomials agree to rounding; short runs do not drift apart. */
  @Test
  void modesAgree() {
    NoUTurnSampler sampler = NoUTurnSampler.of(Targets.banana()).withWarmUp(0).withDraws(5);
    Chains reverse = sampler.run(starts(XY, 1), 7);
    Chains forward = sampler.withMode(Mode.FORWARD).run(starts(XY, 1), 7);
    for (int c = 0; c < 4; c++) {
      assertArrayEquals(reverse.values("y")[c], forward.values("y")[c], 1e-9);
    }
  }

  @Test
  void forwardModeOfManyParametersHasEveryDerivative() {
    ParameterSet at = Targets.origin(19);
    for (int i = 0; i < 19; i++) {
      at = at.with("x" + i, Math.sin(i));
    }
    Differentiable<ParameterSet, Scalar> map = Targets.normal(Targets.covariance(19, 10, 1));
    double[] forward = new double[19];
    double[] reverse = new double[19];
    double value = LogDensity.of(map, at, Mode.FORWARD).value(at.toArray(), forward);
    assertEquals(LogDensity.of(map, at, Mode.REVERSE).value(at.toArray(), reverse), value);
    assertArrayEquals(reverse, forward, 1e-12);
  }

  @Test
  void badStartEndsOneChainOnly() {
    Differentiable<ParameterSet, Scalar> positive = Targets.formula("log(x) - x - y^2/2");
    List<ParameterSet> starts =
        List.of(
            ParameterSet.of("x", 1, "y", 0),
            ParameterSet.of("x", -1, "y", 0.25),
            ParameterSet.of("x", 2, "y", 1));
    Chains chains = NoUTurnSampler.of(positive).withWarmUp(300).withDraws(50).run(starts, 1);
    ChainOutcome bad = chains.chain(1).outcome();
    assertInstanceOf(ChainOutcome.BadStart.class, bad);
    assertTrue(bad.advice().contains("x=-1.0") && bad.advice().contains("y=0.25"), bad::advice);
    assertTrue(bad.advice().contains("NaN"), bad::advice);
    assertEquals(0, chains.chain(1).draws().count());
    assertTrue(chains.chain(0).outcome().isCompleted());
    assertTrue(chains.chain(2).outcome().isCompleted());
    assertEquals(2, chains.comparable().size());
    assertTrue(
        Diagnostics.of(chains).problems().get(0).startsWith("chain 1: the log density is NaN"));
  }

  @Test
  void badGradientAtTheStartIsNamed() {
    Differentiable<ParameterSet, Scalar> kink =
        Differentiable.ofReverse(
            at -> Scalar.of(-at.dot(at)), (at, cotangent) -> at.unit("x").times(Double.NaN));
    Chains chains = NoUTurnSampler.of(kink).run(List.of(XY), 1);
    String advice = chains.chain(0).outcome().advice();
    assertTrue(advice.contains("with respect to x, y is not finite"), advice);
    assertEquals(
        List.of("chain 0: " + advice, "there are no draws"), Diagnostics.of(chains).problems());
  }

  @Test
  void exceptionOfTheDensityKeepsTheDraws() {
    Differentiable<ParameterSet, Scalar> banana = Targets.banana();
    Differentiable<ParameterSet, Scalar> fragile =
        Differentiable.ofReverse(
            at -> {
              if (at.value("x") > 1.5) {
                throw new IllegalStateException("too far");
              }
              return banana.apply(at);
            },
            (at, cotangent) -> banana.vjp(at).pull(cotangent));
    Chains chains = NoUTurnSampler.of(fragile).withWarmUp(0).withDraws(5000).run(List.of(XY), 3);
    ChainOutcome outcome = chains.chain(0).outcome();
    ChainOutcome.Failed failed = assertInstanceOf(ChainOutcome.Failed.class, outcome);
    assertTrue(failed.at().value("x") > 1.5);
    assertTrue(failed.advice().contains("too far"), failed::advice);
    assertEquals(failed.transitions(), chains.chain(0).draws().count());
    assertTrue(failed.transitions() > 0);
  }

  @Test
  void improperDensityHasNoStepSize() {
    Chains chains = NoUTurnSampler.of(Targets.formula("0*x + 0*y")).run(List.of(XY), 1);
    ChainOutcome outcome = chains.chain(0).outcome();
    assertInstanceOf(ChainOutcome.NoStepSize.class, outcome);
    assertTrue(outcome.advice().contains("improper"), outcome::advice);
  }

  @Test
  void progressGrowsFromZeroToOne() {
    List<Double> seen = new ArrayList<>();
    NoUTurnSampler.of(Targets.banana())
        .withWarmUp(50)
        .withDraws(50)
        .withProgress(seen::add)
        .run(starts(XY, 1), 1);
    assertEquals(0, seen.get(0));
    assertEquals(1, seen.get(seen.size() - 1));
    assertEquals(seen.stream().sorted().toList(), seen);
    assertEquals(101, seen.size());
  }

  @Test
  void badOptionsAreNamed() {
    NoUTurnSampler sampler = NoUTurnSampler.of(Targets.banana());
    assertMessage("warmUp must be >= 0, got -1", () -> sampler.withWarmUp(-1));
    assertMessage("draws must be >= 1, got 0", () -> sampler.withDraws(0));
    assertMessage(
        "targetAcceptance must be > 0 and < 1, got NaN",
        () -> sampler.withTargetAcceptance(Double.NaN));
    assertMessage("maxTreeDepth must be <= 24, got 25", () -> sampler.withMaxTreeDepth(25));
    assertMessage(
        "maxEnergyError must be > 0 and finite, got 0.0", () -> sampler.withMaxEnergyError(0));
    assertMessage("the number of starts must be >= 1, got 0", () -> sampler.run(List.of(), 1));
    assertMessage(
        "starts[1] must be finite, got NaN at index 1",
        () -> sampler.run(List.of(XY, XY.with("y", Double.NaN)), 1));
  }

  private static void assertMessage(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
