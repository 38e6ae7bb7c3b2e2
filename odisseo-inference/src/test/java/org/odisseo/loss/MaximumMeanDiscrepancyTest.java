// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.testkit.DifferentiableContract;

class MaximumMeanDiscrepancyTest extends DifferentiableContract<Columns, Scalar> {

  private static final Columns TARGET = TestClouds.normal(1, 23, 0, "a", "b", "c");
  private static final Columns MODEL = TestClouds.normal(2, 17, 0.4, "a", "b", "c");
  private static final double[] WIDTHS = {0.5, 1.5, 4};

  @Override
  protected Differentiable<Columns, Scalar> map() {
    return MaximumMeanDiscrepancy.of(TARGET, WIDTHS);
  }

  /**
   * A cloud, one with two coinciding stars, a single star, and stars that coincide with observed
   * ones.
   */
  @Override
  protected List<Columns> points() {
    Columns twins = MODEL;
    Columns onTarget = MODEL;
    for (String name : MODEL.names()) {
      twins = TestClouds.with(twins, name + "[3]", MODEL.value(name, 5));
      onTarget = TestClouds.with(onTarget, name + "[8]", TARGET.value(name, 2));
    }
    return List.of(MODEL, twins, TestClouds.normal(3, 1, 0, "a", "b", "c"), onTarget);
  }

  /** The unbiased estimate with all weights and scales. */
  @Nested
  class WithEverything extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return everything();
    }

    @Override
    protected List<Columns> points() {
      return List.of(MODEL);
    }
  }

  @Test
  void isTheDoubleLoop() {
    Direct direct =
        new Direct(
            new double[] {1, 1, 1},
            ones(17),
            ones(23),
            new double[] {1. / 3, 1. / 3, 1. / 3},
            false);
    direct.check(MaximumMeanDiscrepancy.of(TARGET, WIDTHS));
  }

  @Test
  void isTheDoubleLoopWithWeightsAndScalesAndWithoutTheDiagonal() {
    Direct direct =
        new Direct(new double[] {2, 0.5, 1.2}, ramp(17), ramp(23), new double[] {1, 0.5, 3}, true);
    direct.check(everything());
  }

  @Test
  void equalCloudsAreAtDistanceZero() {
    // A sum of terms of order one that cancel.
    assertEquals(0, MaximumMeanDiscrepancy.of(TARGET, WIDTHS).apply(TARGET).value(), 1e-15);
    assertTrue(MaximumMeanDiscrepancy.of(TARGET, WIDTHS).apply(MODEL).value() > 0.01);
  }

  /**
   * For x from N(0, 1), y from N(m, 1) and one bandwidth s, E k(x, y) = s/sqrt(s^2 + 2) exp(-m^2/(2
   * s^2 + 4)), the convolution of three Gaussians.
   */
  @Test
  void unbiasedMeanIsTheClosedFormForGaussians() {
    double s = 0.8;
    double m = 0.7;
    double expected = 2 * s / Math.sqrt(s * s + 2) * (1 - Math.exp(-m * m / (2 * s * s + 4)));
    int samples = 400;
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < samples; k++) {
      Columns target = TestClouds.normal(1000 + k, 20, 0, "x");
      Columns model = TestClouds.normal(5000 + k, 30, m, "x");
      double value = MaximumMeanDiscrepancy.of(target, s).unbiased().apply(model).value();
      sum += value;
      squares += value * value;
    }
    double mean = sum / samples;
    double error = Math.sqrt((squares / samples - mean * mean) / samples);
    assertEquals(expected, mean, 4 * error);
    // The bias of the other estimate, about 1/20 + 1/30 times 1 - E k(x, x'), would be noticed.
    assertTrue(4 * error < (1 / 20.0 + 1 / 30.0) * (1 - s / Math.sqrt(s * s + 2)));
  }

  @Test
  void starsOfWeightZeroDoNotCount() {
    Columns far = TestClouds.with(MODEL, "a[16]", 100);
    double[] weights = ones(17);
    weights[16] = 0;
    double[] first = new double[16];
    double[][] fewer =
        MODEL.names().stream()
            .map(MODEL::column)
            .map(c -> Arrays.copyOf(c, first.length))
            .toArray(double[][]::new);
    double expected =
        MaximumMeanDiscrepancy.of(TARGET, WIDTHS).apply(Columns.of(MODEL.names(), fewer)).value();
    double actual =
        MaximumMeanDiscrepancy.of(TARGET, WIDTHS).withModelWeights(weights).apply(far).value();
    assertEquals(expected, actual, 1e-14);
  }

  @Test
  void bandwidthsAreThoseGiven() {
    assertArrayEquals(WIDTHS, MaximumMeanDiscrepancy.of(TARGET, WIDTHS).bandwidths(MODEL));
  }

  @Test
  void badArgumentsAreRefused() {
    MaximumMeanDiscrepancy loss = MaximumMeanDiscrepancy.of(TARGET, WIDTHS);
    assertMessage(
        "the number of bandwidths must be >= 1, got 0", () -> MaximumMeanDiscrepancy.of(TARGET));
    assertMessage(
        "bandwidths must be > 0 and finite, got 0.0 at index 1",
        () -> MaximumMeanDiscrepancy.of(TARGET, 1, 0));
    assertMessage(
        "target.b must be finite, got NaN at index 2",
        () -> MaximumMeanDiscrepancy.of(TestClouds.with(TARGET, "b[2]", Double.NaN), 1));
    assertMessage(
        "weights must have length 3 (one for each bandwidth), got 2",
        () -> loss.withKernelWeights(1, 2));
    assertMessage(
        "weights must have length 23 (one for each star of the target), got 2",
        () -> loss.withTargetWeights(1, 2));
    assertMessage(
        "stars must have length 1 (one for each weight), got 2",
        () -> loss.withModelWeights(1, 2).apply(points().get(2)));
    assertMessage(
        "the sum of weights must be > 0 and finite, got 0.0", () -> loss.withModelWeights(0, 0));
    assertMessage(
        "scales.b must be > 0 and finite, got -1.0",
        () -> loss.withScales(ParameterSet.of("a", 1, "b", -1, "c", 1)));
    assertMessage(
        "scales must have one number for each column (a, b, c), got (a, b)",
        () -> loss.withScales(ParameterSet.of("a", 1, "b", 1)));
    assertMessage(
        "stars must have at least 2 stars with a weight for an unbiased estimate, got 1",
        () -> loss.unbiased().apply(points().get(2)));
    double[] single = new double[23];
    single[7] = 3;
    assertMessage(
        "target must have at least 2 stars with a weight for an unbiased estimate, got 1",
        () -> loss.withTargetWeights(single).unbiased());
  }

  private static MaximumMeanDiscrepancy everything() {
    return MaximumMeanDiscrepancy.of(TARGET, WIDTHS)
        .withScales(ParameterSet.of("a", 2, "b", 0.5, "c", 1.2))
        .withKernelWeights(1, 0.5, 3)
        .withTargetWeights(ramp(23))
        .withModelWeights(ramp(17))
        .unbiased();
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] ramp(int n) {
    double[] ramp = new double[n];
    Arrays.setAll(ramp, i -> 0.5 + i % 4);
    return ramp;
  }

  /** The definition, by loops over all ordered pairs. */
  private record Direct(
      double[] scales, double[] a, double[] b, double[] kernelWeights, boolean unbiased) {

    void check(MaximumMeanDiscrepancy loss) {
      Columns gradient = MODEL.zero();
      double[] slopes = gradient.toArray();
      double value =
          mean(MODEL, a, MODEL, a, unbiased, 2, slopes)
              + mean(TARGET, b, TARGET, b, unbiased, 0, slopes)
              - 2 * mean(MODEL, a, TARGET, b, false, -2, slopes);
      // Sums of some hundred terms of order one.
      assertEquals(value, loss.apply(MODEL).value(), 1e-13);
      assertArrayEquals(slopes, Gradient.of(loss, MODEL).toArray(), 1e-13);
      assertTrue(Arrays.stream(slopes).map(Math::abs).min().orElseThrow() > 1e-6);
    }

    /**
     * The weighted mean of the kernel; adds {@code factor} times its derivative by the first cloud.
     */
    double mean(
        Columns x,
        double[] a,
        Columns y,
        double[] b,
        boolean skip,
        double factor,
        double[] slopes) {
      double norm = 0;
      for (int i = 0; i < x.count(); i++) {
        for (int j = 0; j < y.count(); j++) {
          norm += skip && i == j ? 0 : a[i] * b[j];
        }
      }
      double sum = 0;
      for (int i = 0; i < x.count(); i++) {
        for (int j = 0; j < y.count(); j++) {
          if (skip && i == j) {
            continue;
          }
          double square = 0;
          for (int c = 0; c < 3; c++) {
            square += Math.pow(difference(x, i, y, j, c), 2);
          }
          for (int k = 0; k < WIDTHS.length; k++) {
            double variance = WIDTHS[k] * WIDTHS[k];
            double kernel =
                kernelWeights[k] * a[i] * b[j] / norm * Math.exp(-square / (2 * variance));
            sum += kernel;
            for (int c = 0; c < 3; c++) {
              slopes[c * 17 + i % 17] -=
                  factor * kernel * difference(x, i, y, j, c) / variance / scales[c];
            }
          }
        }
      }
      return sum;
    }

    private double difference(Columns x, int i, Columns y, int j, int c) {
      String name = x.names().get(c);
      return (x.value(name, i) - y.value(name, j)) / scales[c];
    }
  }
}
