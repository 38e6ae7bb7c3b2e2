// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.loss.TestClouds.MODEL;
import static org.odisseo.loss.TestClouds.TARGET;
import static org.odisseo.loss.TestClouds.reference;
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

class PercentileDiscrepancyTest extends DifferentiableContract<Columns, Scalar> {

  private static final MaximumMeanDiscrepancy LOSS = MaximumMeanDiscrepancy.percentiles(TARGET);

  @Override
  protected Differentiable<Columns, Scalar> map() {
    return LOSS;
  }

  @Override
  protected List<Columns> points() {
    return List.of(MODEL, TestClouds.xy(new double[] {0.7, 1.3}, new double[] {0.1, -0.6}));
  }

  @Nested
  class Frozen extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return MaximumMeanDiscrepancy.frozenPercentiles(TARGET);
    }

    @Override
    protected List<Columns> points() {
      return List.of(MODEL, TARGET.times(1.5));
    }
  }

  @Test
  void valueAndBandwidthsAreThoseOfNumpy() {
    assertEquals(reference("mmd.value")[0], LOSS.apply(MODEL).value(), 1e-15);
    assertArrayEquals(reference("mmd.bandwidths"), LOSS.bandwidths(MODEL), 1e-15);
    assertArrayEquals(
        reference("frozen.bandwidths"),
        MaximumMeanDiscrepancy.frozenPercentiles(TARGET).bandwidths(MODEL),
        1e-15);
  }

  @Test
  void gradientIsThatOfAutomaticDifferentiation() {
    Columns gradient = Gradient.of(LOSS, MODEL);
    assertArrayEquals(reference("mmd.gradient.x"), gradient.column("x"), 1e-15);
    assertArrayEquals(reference("mmd.gradient.y"), gradient.column("y"), 1e-15);
  }

  /** Without the derivative of the bandwidths the gradient would be another one. */
  @Test
  void bandwidthsTakePartInTheGradient() {
    Columns held =
        Gradient.of(
            MaximumMeanDiscrepancy.of(TARGET, LOSS.bandwidths(MODEL))
                .withScales(deviations())
                .withKernelWeights(0.02, 0.02, 0.06, 0.05, 0.05),
            MODEL);
    assertTrue(held.minus(Gradient.of(LOSS, MODEL)).norm() > 0.1 * held.norm());
  }

  @Test
  void unitsOfTheColumnsDoNotMatter() {
    Columns kiloModel = MODEL.times(1000);
    Columns kiloTarget = TARGET.times(1000);
    double value = MaximumMeanDiscrepancy.percentiles(kiloTarget).apply(kiloModel).value();
    assertEquals(LOSS.apply(MODEL).value(), value, 1e-15);
  }

  /** Distances zero, many equal ones, and bandwidths of zero. */
  @Test
  void coincidingStarsGiveFiniteNumbers() {
    assertEquals(0, LOSS.apply(TARGET).value(), 1e-15);
    assertTrue(Gradient.of(LOSS, TARGET).isFinite());
    Columns pair = TestClouds.line(0, 1);
    MaximumMeanDiscrepancy loss = MaximumMeanDiscrepancy.percentiles(pair);
    // Both stars of the model on one of the target: half of the distances are zero, half are two,
    // in units of the deviation 1/2; percentiles 10 and 25 are zero, 50 is one, 75 and 90 are two.
    Columns both = TestClouds.line(1, 1);
    double[] widths = loss.bandwidths(both);
    assertArrayEquals(new double[] {0, 0, 1, 2, 2}, widths, 1e-15);
    // S-S all one, T-T half one, S-T half one, the other halves K(2).
    double expected = 0;
    double[] weights = {0.1, 0.1, 0.3, 0.25, 0.25};
    double[] far = {0, 0, Math.exp(-2), Math.exp(-0.5), Math.exp(-0.5)};
    for (int k = 0; k < 5; k++) {
      expected += weights[k] / 5 * (1 + (1 + far[k]) / 2 - (1 + far[k]));
    }
    assertEquals(expected, loss.apply(both).value(), 1e-15);
    assertTrue(Gradient.of(loss, both).isFinite());
  }

  @Test
  void columnsWithoutSpreadAreRefused() {
    Columns flat = TestClouds.xy(new double[] {1, 2, 3}, new double[] {0.1, 0.1, 0.1});
    assertMessage(
        "target.y must have a spread, in which it is measured, got 0.1 in all 3 rows",
        () -> MaximumMeanDiscrepancy.percentiles(flat));
    assertMessage(
        "target.y must have a spread, in which it is measured, got 0.1 in all 3 rows",
        () -> MaximumMeanDiscrepancy.frozenPercentiles(flat));
    assertMessage(
        "percentile 10.0 of the distances in target must be > 0 and finite, got 0.0",
        () -> MaximumMeanDiscrepancy.frozenPercentiles(TestClouds.line(1, 1, 1, 2)));
  }

  private static ParameterSet deviations() {
    double[] deviations = new double[2];
    for (int c = 0; c < 2; c++) {
      double[] column = TARGET.column(TARGET.names().get(c));
      double mean = Arrays.stream(column).average().orElseThrow();
      deviations[c] =
          Math.sqrt(
              Arrays.stream(column).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }
    return ParameterSet.of(TARGET.names(), deviations);
  }
}
