// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.engine.Engine;
import org.odisseo.optimize.Starts;

class SimulationBasedCalibrationTest {

  private static final int BINS = 8;
  private static final ParameterSet MEAN = ParameterSet.of("mean", 0);

  /** Four data of unit error around a mean that is normal itself: conjugate. */
  private static SimulationBasedCalibration<double[]> conjugate(String logDensity) {
    Differentiable<ParameterSet, Scalar> map = Targets.formula(logDensity);
    return SimulationBasedCalibration.of(
            random -> ParameterSet.of("mean", random.nextGaussian()),
            (truth, random) -> new double[] {truth.value("mean") + random.nextGaussian() / 2},
            (data, seed) -> sample(map, ParameterSet.of("data", data[0]), MEAN, seed))
        .withReplicates(96)
        .withKeptDraws(31);
  }

  /** A decay rate from the brightness at two times. */
  private static SimulationBasedCalibration<double[]> decay(double error) {
    Differentiable<ParameterSet, Scalar> map =
        Targets.formula(
            "-a^2/2 - 2*b^2"
                + " - ((exp(a - exp(b)) - early)^2 + (exp(a - 3*exp(b)) - late)^2)/(2*error^2)");
    return SimulationBasedCalibration.of(
            random -> ParameterSet.of("a", random.nextGaussian(), "b", 0.5 * random.nextGaussian()),
            SimulationBasedCalibrationTest::brightness,
            (data, seed) ->
                sample(
                    map,
                    ParameterSet.of("early", data[0], "late", data[1], "error", error),
                    ParameterSet.of("a", 0, "b", 0),
                    seed))
        .withReplicates(96)
        .withKeptDraws(31);
  }

  private static double[] brightness(ParameterSet truth, RandomGenerator random) {
    double rate = Math.exp(truth.value("b"));
    return new double[] {
      Math.exp(truth.value("a") - rate) + 0.2 * random.nextGaussian(),
      Math.exp(truth.value("a") - 3 * rate) + 0.2 * random.nextGaussian()
    };
  }

  private static Chains sample(
      Differentiable<ParameterSet, Scalar> map,
      ParameterSet data,
      ParameterSet parameters,
      long seed) {
    ParameterSet shape = parameters.and(data);
    Differentiable<ParameterSet, Scalar> given =
        Differentiable.ofReverse(
            at -> map.apply(joined(at, shape)),
            (at, cotangent) -> {
              double[] pulled = map.vjp(joined(at, shape)).pull(cotangent).toArray();
              return at.withArray(Arrays.copyOf(pulled, at.size()));
            });
    return NoUTurnSampler.of(given)
        .withWarmUp(120)
        .withDraws(180)
        .withTargetAcceptance(0.9)
        .withEngine(Engine.jvm(1))
        .run(Starts.uniform(parameters, 1, 1, seed), seed);
  }

  /** The shape with other values at its beginning. */
  private static ParameterSet joined(ParameterSet at, ParameterSet shape) {
    double[] values = shape.toArray();
    System.arraycopy(at.toArray(), 0, values, 0, at.size());
    return shape.withArray(values);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void ranksOfAConjugateModelAreUniform(long seed) {
    CalibrationRanks ranks = conjugate("-mean^2/2 - 2*(mean - data)^2").run(seed);
    assertEquals(96, ranks.replicates());
    assertEquals(0, ranks.failures());
    // A uniform p value is below this once in 1000 runs, and the seed is fixed.
    double p = ranks.pValue("mean", BINS);
    assertTrue(p > 1e-3, () -> "p = " + p);
  }

  /**
   * A posterior that is too narrow puts the truth into its tails; one that is biased, to a side.
   */
  @ParameterizedTest
  @ValueSource(strings = {"-mean^2/2 - 6*(mean - data)^2", "-mean^2/2 - 2*(mean - 0.4 - data)^2"})
  void wrongPosteriorsAreNoticed(String logDensity) {
    double p = conjugate(logDensity).run(1).pValue("mean", BINS);
    assertTrue(p < 1e-6, () -> "p = " + p);
  }

  @Test
  void ranksOfANonlinearModelAreUniform() {
    CalibrationRanks ranks = decay(0.2).run(5);
    assertEquals(0, ranks.failures());
    for (String name : ranks.names()) {
      double p = ranks.pValue(name, BINS);
      assertTrue(p > 1e-3, () -> name + ": p = " + p);
    }
  }

  @Test
  void wrongErrorOfANonlinearModelIsNoticed() {
    double p = decay(0.06).run(5).pValue("a", BINS);
    assertTrue(p < 1e-6, () -> "p = " + p);
  }

  /** A broken sampler under a right posterior: it never gets far from where it starts. */
  @Test
  void wrongSamplerIsNoticed() {
    SimulationBasedCalibration<double[]> broken =
        SimulationBasedCalibration.of(
                random -> ParameterSet.of("mean", random.nextGaussian()),
                (truth, random) -> new double[] {truth.value("mean")},
                (data, seed) -> {
                  SplittableRandom random = new SplittableRandom(seed);
                  return chains(random.doubles(31, -0.5, 0.5).toArray());
                })
            .withKeptDraws(31);
    assertTrue(broken.run(1).pValue("mean", BINS) < 1e-6);
  }

  private static Chains chains(double... values) {
    Draws draws = Draws.of(List.of("mean"), List.of(values), Map.of());
    return Chains.of(
        List.of(new Chain(draws.range(0, 0), draws, new ChainOutcome.Completed(values.length))));
  }

  @Test
  void ranksCountSmallerDraws() {
    CalibrationRanks ranks =
        SimulationBasedCalibration.of(
                random -> ParameterSet.of("mean", 2.5),
                (truth, random) -> 0,
                (data, seed) -> chains(1, 2, 3, 4, 5, 6, 7))
            .withReplicates(3)
            .withKeptDraws(7)
            .run(1);
    assertArrayEquals(new int[] {2, 2, 2}, ranks.ranks("mean"));
    assertArrayEquals(new int[] {0, 3, 0, 0}, ranks.histogram("mean", 4));
    // Three of three in one of four bins: chi squared is 2.25^2/0.75 + 3 * 0.75 = 9, whose tail
    // with three degrees of freedom is erfc(3/sqrt(2)) + sqrt(18/pi) e^(-9/2).
    double tail = 0.0026997960632601866 + Math.sqrt(18 / Math.PI) * Math.exp(-4.5);
    assertEquals(tail, ranks.pValue("mean", 4), 1e-14);
    assertThrows(IllegalArgumentException.class, () -> ranks.histogram("mean", 3));
  }

  @Test
  void tooFewDrawsAreFailures() {
    CalibrationRanks ranks =
        SimulationBasedCalibration.of(
                random -> ParameterSet.of("mean", 2.5),
                (truth, random) -> 0,
                (data, seed) -> chains(1, 2, 3))
            .withReplicates(4)
            .run(1);
    assertEquals(0, ranks.replicates());
    assertEquals(4, ranks.failures());
  }
}
