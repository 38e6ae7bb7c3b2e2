// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.engine.Engine;
import org.odisseo.optimize.Starts;

class EnsembleSamplerTest {

  private static final EnsembleMove[] STRETCH = {EnsembleMove.stretch()};
  private static final EnsembleMove[] EVOLUTION = {EnsembleMove.differentialEvolution()};
  private static final EnsembleMove[] BOTH = {
    EnsembleMove.stretch(), EnsembleMove.differentialEvolution()
  };
  private static final ParameterSet AT = Targets.origin(4);
  private static final RealMatrix COVARIANCE = Targets.covariance(4, 1e3, 3);

  static Stream<Arguments> moves() {
    return Stream.of(STRETCH, EVOLUTION, BOTH).map(moves -> Arguments.of((Object) moves));
  }

  private static List<ParameterSet> starts(int walkers) {
    return Starts.normal(AT, 1, walkers, 1);
  }

  private static ToDoubleFunction<ParameterSet> normal(RealMatrix covariance) {
    Differentiable<ParameterSet, Scalar> map = Targets.normal(covariance);
    return at -> map.apply(at).value();
  }

  private static EnsembleChains run(RealMatrix covariance, long seed, EnsembleMove... moves) {
    return EnsembleSampler.of(normal(covariance))
        .withMoves(moves)
        .withWarmUp(300)
        .withDraws(2500)
        .run(starts(20), seed);
  }

  private static void assertMoments(EnsembleChains chains) {
    double[] means = chains.means().toArray();
    double[] errors = chains.meanErrors().toArray();
    for (int i = 0; i < means.length; i++) {
      assertEquals(i, means[i], 4 * errors[i], "mean of x" + i);
    }
    // Squares about the known mean have their own autocorrelation time.
    for (int i = 0; i < means.length; i++) {
      List<double[]> squares = new ArrayList<>();
      for (double[] row : chains.chains().values("x" + i)) {
        double[] square = row.clone();
        for (int k = 0; k < square.length; k++) {
          square[k] = (row[k] - i) * (row[k] - i);
        }
        squares.add(square);
      }
      double variance = COVARIANCE.getEntry(i, i);
      double time = Autocorrelation.time(squares);
      double draws = (double) squares.size() * squares.get(0).length;
      double mean = squares.stream().flatMapToDouble(Arrays::stream).sum() / draws;
      // A square of a normal number has the variance 2 v^2.
      assertEquals(variance, mean, 4 * variance * Math.sqrt(2 * time / draws), "variance " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("moves")
  void correlatedNormalHasItsMoments(EnsembleMove[] moves) {
    for (long seed = 1; seed <= 2; seed++) {
      EnsembleChains chains = run(COVARIANCE, seed, moves);
      assertMoments(chains);
      assertTrue(chains.acceptance() > 0.2 && chains.acceptance() < 0.8);
      assertEquals(List.of(), chains.problems());
    }
  }

  @Test
  void covarianceOfAnotherWidthIsNoticed() {
    EnsembleChains chains = run(COVARIANCE.scalarMultiply(1.3), 1, BOTH);
    assertThrows(AssertionError.class, () -> assertMoments(chains));
  }

  /**
   * Walkers that start at images of the starts under an affine map, in a target seen through it,
   * make the images of the draws: the same decisions, and the same numbers but for rounding, which
   * some tens of moves amplify by a few orders at most.
   */
  @ParameterizedTest
  @MethodSource("moves")
  void affineMapsCommuteWithSampling(EnsembleMove[] moves) {
    ToDoubleFunction<ParameterSet> target = normal(COVARIANCE);
    ToDoubleFunction<ParameterSet> seen = at -> target.applyAsDouble(backward(at));
    List<ParameterSet> images = starts(20).stream().map(EnsembleSamplerTest::forward).toList();
    EnsembleChains plain = shortRun(target, starts(20), moves);
    EnsembleChains mapped = shortRun(seen, images, moves);
    assertEquals(plain.acceptance(), mapped.acceptance());
    for (int k = 0; k < 20; k++) {
      for (int i = 0; i < 60; i++) {
        ParameterSet expected = forward(plain.chains().chain(k).draws().draw(i));
        ParameterSet actual = mapped.chains().chain(k).draws().draw(i);
        assertEquals(0, expected.minus(actual).norm(), 1e-10 * expected.norm());
      }
    }
  }

  private static EnsembleChains shortRun(
      ToDoubleFunction<ParameterSet> target, List<ParameterSet> starts, EnsembleMove... moves) {
    return EnsembleSampler.of(target).withMoves(moves).withWarmUp(0).withDraws(60).run(starts, 9);
  }

  private static ParameterSet forward(ParameterSet at) {
    double[] x = at.toArray();
    return at.withArray(new double[] {3 * x[0] + x[1] + 7, x[1], x[2] / 50, x[3] - x[0]});
  }

  private static ParameterSet backward(ParameterSet at) {
    double[] y = at.toArray();
    double x0 = (y[0] - y[1] - 7) / 3;
    return at.withArray(new double[] {x0, y[1], 50 * y[2], y[3] + x0});
  }

  @Test
  void threadsDoNotMatter() {
    EnsembleSampler sampler =
        EnsembleSampler.of(normal(COVARIANCE)).withMoves(BOTH).withWarmUp(10).withDraws(50);
    EnsembleChains one = sampler.withEngine(Engine.jvm(1)).run(starts(11), 4);
    EnsembleChains three = sampler.withEngine(Engine.jvm(3)).run(starts(11), 4);
    NoUTurnSamplerTest.assertSameBits(one.chains(), three.chains());
  }

  @Test
  void thinningKeepsEveryThirdStep() {
    EnsembleSampler sampler = EnsembleSampler.of(normal(COVARIANCE)).withWarmUp(0);
    EnsembleChains all = sampler.withDraws(30).run(starts(8), 4);
    EnsembleChains third = sampler.withDraws(10).withThinning(3).run(starts(8), 4);
    for (int i = 0; i < 10; i++) {
      assertEquals(
          all.chains().chain(5).draws().draw(3 * i + 2), third.chains().chain(5).draws().draw(i));
    }
    assertEquals(all.acceptance(), third.acceptance(), 1e-15);
  }

  @Test
  void densityThatIsNaNOrZeroRejects() {
    ToDoubleFunction<ParameterSet> half =
        at -> at.value("x0") > 0 ? (at.value("x0") > 5 ? Double.NaN : 0) : Double.NEGATIVE_INFINITY;
    List<ParameterSet> starts = Starts.uniform(ParameterSet.of("x0", 1, "x1", 0), 0.9, 10, 2);
    ToDoubleFunction<ParameterSet> bounded =
        at -> half.applyAsDouble(at) - at.value("x1") * at.value("x1");
    EnsembleChains chains = EnsembleSampler.of(bounded).withDraws(2000).run(starts, 1);
    for (double x : Chains.flat(chains.chains().values("x0"))) {
      assertTrue(x > 0 && x <= 5);
    }
    // Uniform between the walls.
    assertEquals(2.5, chains.means().value("x0"), 4 * chains.meanErrors().value("x0"));
    assertTrue(chains.rejectedNaNs() > 0);
    assertTrue(chains.problems().get(0).contains("NaN"), chains.problems().toString());
  }

  @Test
  void badStartsAndExceptionsAreOutcomes() {
    EnsembleChains bad = EnsembleSampler.of(at -> Math.log(at.value("x2"))).run(starts(10), 1);
    assertInstanceOf(ChainOutcome.BadStart.class, bad.outcome());
    assertTrue(bad.problems().contains("there are no draws"));
    EnsembleChains failed =
        EnsembleSampler.of(
                at -> {
                  if (at.value("x1") > 4) {
                    throw new IllegalStateException("too far");
                  }
                  return -at.dot(at) / 9;
                })
            .run(starts(10), 1);
    ChainOutcome.Failed outcome = assertInstanceOf(ChainOutcome.Failed.class, failed.outcome());
    assertTrue(outcome.at().value("x1") > 4);
    assertTrue(outcome.transitions() > 0);
  }

  @Test
  void badStartsAreNamed() {
    EnsembleSampler sampler = EnsembleSampler.of(normal(COVARIANCE));
    assertMessage("the number of starts must be >= 8, got 7", () -> sampler.run(starts(7), 1));
    assertMessage(
        "starts must differ in every parameter, got the same x2 for all walkers",
        () -> sampler.run(starts(10).stream().map(s -> s.with("x2", 1)).toList(), 1));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    sampler.run(
                        starts(10).stream().map(s -> s.with("x2", 3 * s.value("x1"))).toList(), 1))
            .getMessage();
    assertTrue(message.startsWith("starts must not lie in a hyperplane"), message);
    assertMessage("scale must be > 1 and finite, got 1.0", () -> new EnsembleMove.Stretch(1));
  }

  private static void assertMessage(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
