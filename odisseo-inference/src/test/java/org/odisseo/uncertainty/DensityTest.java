// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;

/** Densities and intervals by themselves: integrals, draws and closed forms. */
class DensityTest {

  private static final Columns TWO =
      Columns.of(List.of("x", "y"), new double[] {0, 1, 4, 2}, new double[] {10, 30, 20, 80});

  @Test
  void theProbabilityOfEverythingIsOne() {
    KernelDensity one = KernelDensity.of(new double[] {1, 2, 7}, Bandwidth.silverman());
    assertEquals(1, one.integrate(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), 1e-15);
    // A midpoint sum over many kernels converges faster than any power of the step.
    KernelDensity two = KernelDensity.of(TWO, Bandwidth.fixed(0.5));
    double sum = 0;
    for (double x = -8; x < 12; x += 0.25) {
      for (double y = -160; y < 240; y += 5) {
        sum += two.density(ParameterSet.of("x", x, "y", y)) * 0.25 * 5;
      }
    }
    assertEquals(1, sum, 1e-6);
  }

  @Test
  void farAwayTheLogarithmIsStillANumber() {
    KernelDensity one = KernelDensity.of(new double[] {1, 2, 7}, Bandwidth.scott());
    assertEquals(0, one.density(1e6));
    assertTrue(one.logDensity(ParameterSet.of("x", 1e6)) < -1e9);
    assertTrue(Double.isFinite(one.logDensity(ParameterSet.of("x", 1e6))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void drawsHaveTheMomentsOfTheDensity(long seed) {
    int n = 20_000;
    double[] weights = {1, 2, 0, 1};
    KernelDensity density = KernelDensity.ofWeighted(TWO, weights, Bandwidth.fixed(0.4));
    Columns draws = density.sample(new SplittableRandom(seed), n);
    assertEquals(draws, density.sample(new SplittableRandom(seed), n));
    // Weights 1/4, 1/2, 1/4: means 1 and 37.5, variances 0.5 and 668.75, covariance 17.5; the
    // kernel's are those over 1 - 6/16, times 0.16.
    double factor = 1 + 0.16 / (1 - 6.0 / 16);
    double[] x = Arrays.stream(draws.column("x")).map(v -> v - 1).toArray();
    double[] y = Arrays.stream(draws.column("y")).map(v -> v - 37.5).toArray();
    double sx = Math.sqrt(0.5 * factor);
    double sy = Math.sqrt(668.75 * factor);
    double error = 4 / Math.sqrt(n);
    assertEquals(0, Arrays.stream(x).average().orElseThrow(), error * sx);
    assertEquals(0, Arrays.stream(y).average().orElseThrow(), error * sy);
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      xx += x[i] * x[i] / n;
      xy += x[i] * y[i] / n;
    }
    // No product of two coordinates has more than twice the variance of a normal one's here.
    assertEquals(0.5 * factor, xx, error * sx * sx * 2);
    assertEquals(17.5 * factor, xy, error * sx * sy * 2);
  }

  @Test
  void oneKernelPairHasTheIntervalOfItsNormals() {
    // Two samples close together compared with their kernel: a normal of nearly the kernel's width.
    KernelDensity density = KernelDensity.of(new double[] {-1, 1}, Bandwidth.fixed(100));
    double kernel = density.kernelSigmas().value(0);
    assertEquals(100 * Math.sqrt(2), kernel, 1e-12);
    List<Interval> intervals = HighestDensityInterval.of(density, 0.95);
    assertEquals(1, intervals.size());
    double wanted = new NormalDistribution().inverseCumulativeProbability(0.975) * kernel;
    // The mixture's variance is larger by 1 in 20000.
    assertEquals(wanted * (1 + 0.25e-4), intervals.get(0).high(), wanted * 1e-7);
    assertEquals(-intervals.get(0).high(), intervals.get(0).low(), wanted * 1e-8);
  }

  @Test
  void twoPeaksHaveTwoIntervals() {
    double[] samples = {-10.2, -9.9, -10.4, 9.9, 10.2, 10.4};
    KernelDensity density = KernelDensity.of(samples, Bandwidth.fixed(0.05));
    List<Interval> intervals = HighestDensityInterval.of(density, 0.8);
    assertEquals(2, intervals.size());
    double level = density.density(intervals.get(0).low());
    double mass = 0;
    for (Interval interval : intervals) {
      assertEquals(level, density.density(interval.low()), level * 1e-7);
      assertEquals(level, density.density(interval.high()), level * 1e-7);
      assertTrue(density.density((interval.low() + interval.high()) / 2) > level);
      mass += density.integrate(interval.low(), interval.high());
    }
    assertEquals(0.8, mass, 1e-8);
    // The samples are symmetric about zero.
    assertEquals(-intervals.get(0).low(), intervals.get(1).high(), 1e-6);
    assertEquals(-intervals.get(0).high(), intervals.get(1).low(), 1e-6);
    // The shortest interval of samples cannot leave out the gap.
    assertTrue(HighestDensityInterval.of(samples, 0.8).width() > 19);
  }

  @Test
  void theShortestIntervalOfAnExponentialBeginsAtZero() {
    int n = 1000;
    double[] samples = new double[n];
    for (int i = 0; i < n; i++) {
      // In an order that is not sorted.
      samples[i] = -Math.log(1 - ((i * 7 % n) + 0.5) / n);
    }
    Interval interval = HighestDensityInterval.of(samples, 0.68);
    assertEquals(0, interval.low(), 1.0 / n);
    assertEquals(-Math.log(0.32), interval.high(), 2.0 / n / 0.32);
    assertTrue(interval.contains(1));
    assertTrue(!interval.contains(2));
  }

  @Test
  void quantilesOfFewSamples() {
    assertArrayEquals(new double[] {4, 4}, Quantiles.of(new double[] {4}, 0, 1));
    assertArrayEquals(new double[] {1, 2.5, 4}, Quantiles.of(new double[] {4, 1}, 0, 0.5, 1));
    assertArrayEquals(
        new double[] {2, 3},
        Quantiles.ofWeighted(new double[] {1, 2, 3, 9}, new double[] {0, 1, 3, 0}, 0, 1));
  }

  @Test
  void badInputIsNamed() {
    Columns flat = Columns.of(List.of("x"), new double[] {2, 2, 2});
    assertMessage(
        "the variance of x must be > 0 and finite, got 0.0", () -> KernelDensity.of(flat));
    assertMessage(
        "the number of samples must be >= 2, got 1",
        () -> KernelDensity.of(new double[] {1}, Bandwidth.scott()));
    Columns along = Columns.of(List.of("x", "y"), new double[] {1, 2, 3}, new double[] {2, 4, 6});
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> KernelDensity.of(along))
            .getMessage()
            .startsWith("covariance of the samples must be positive definite"));
    assertMessage(
        "samples must be finite, got NaN at index 1",
        () -> KernelDensity.of(new double[] {1, Double.NaN}, Bandwidth.scott()));
    assertMessage(
        "weights must be positive for at least two samples, got one that has all the weight",
        () -> KernelDensity.ofWeighted(TWO, new double[] {0, 1, 0, 0}, Bandwidth.scott()));
    assertMessage(
        "weights must have length 4 (one for each sample), got 1",
        () -> KernelDensity.ofWeighted(TWO, new double[] {1}, Bandwidth.scott()));
    assertMessage("factor must be > 0 and finite, got 0.0", () -> Bandwidth.fixed(0));
    KernelDensity two = KernelDensity.of(TWO);
    assertMessage("the density must be of one dimension, got 2: [x, y]", () -> two.density(1));
    assertMessage(
        "the density must be of one dimension, got 2: [x, y]",
        () -> HighestDensityInterval.of(two, 0.5));
    assertThrows(
        IllegalArgumentException.class, () -> two.density(ParameterSet.of("y", 1, "x", 1)));
    assertMessage(
        "probability must be > 0 and < 1, got 1.0",
        () -> HighestDensityInterval.of(new double[] {1, 2}, 1));
    assertMessage(
        "the number of samples must be >= 1, got 0", () -> Quantiles.of(new double[0], 0.5));
    assertMessage(
        "a probability must be >= 0 and <= 1, got -0.1",
        () -> Quantiles.of(new double[] {1}, -0.1));
    assertMessage(
        "the sum of weights must be > 0 and finite, got 0.0",
        () -> Quantiles.ofWeighted(new double[] {1}, new double[] {0}, 0.5));
  }
}
