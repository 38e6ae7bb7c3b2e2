// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.odisseo.loss.TestClouds.line;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.testkit.DifferentiableContract;

class EnergyDistanceTest extends DifferentiableContract<Columns, Scalar> {

  private static final Columns TARGET = TestClouds.normal(1, 9, 0, "a", "b", "c");

  @Override
  protected Differentiable<Columns, Scalar> map() {
    return EnergyDistance.of(TARGET).withScales(ParameterSet.of("a", 1, "b", 0.4, "c", 3));
  }

  @Override
  protected List<Columns> points() {
    return List.of(
        TestClouds.normal(2, 7, 0.5, "a", "b", "c"), TestClouds.normal(3, 1, 1, "a", "b", "c"));
  }

  @Test
  void twoPointsAreTwiceTheirDistanceApart() {
    EnergyDistance loss = EnergyDistance.of(TestClouds.xy(new double[] {0}, new double[] {0}));
    Columns star = TestClouds.xy(new double[] {3}, new double[] {-4});
    assertEquals(10, loss.apply(star).value());
    assertArrayEquals(new double[] {1.2, -1.6}, Gradient.of(loss, star).toArray(), 1e-15);
  }

  @Test
  void coincidingPointsHaveNoDerivative() {
    EnergyDistance loss = EnergyDistance.of(line(0, 2, 5));
    assertEquals(0, loss.apply(line(0, 2, 5)).value(), 1e-15);
    // By symmetry of the clouds, all pairs of different stars cancel.
    assertArrayEquals(new double[3], Gradient.of(loss, line(0, 2, 5)).toArray(), 1e-15);
  }

  /** Beyond all of the target: E|X - Y| is the shift, and E|X - X'| = (n^2 - 1)/(3 n) steps. */
  @Test
  void shiftedGrid() {
    int n = 12;
    double[] grid = new double[n];
    double[] shifted = new double[n];
    for (int i = 0; i < n; i++) {
      grid[i] = 0.25 * i;
      shifted[i] = grid[i] + 100;
    }
    double own = 0.25 * (n * n - 1) / (3.0 * n);
    assertEquals(
        2 * 100 - 2 * own, EnergyDistance.of(line(grid)).apply(line(shifted)).value(), 1e-12);
  }

  /** In one dimension it is twice the integral of (F - G)^2 (Szekely and Rizzo 2013, eq. 2.5). */
  @Test
  void isTheIntegralOfTheSquaredDifferenceOfDistributions() {
    double[] x = TestClouds.normal(5, 30, 0.3, "x").column("x");
    double[] y = TestClouds.normal(6, 21, 0, "x").column("x");
    double[] ends = new double[51];
    System.arraycopy(x, 0, ends, 0, 30);
    System.arraycopy(y, 0, ends, 30, 21);
    Arrays.sort(ends);
    double integral = 0;
    for (int k = 0; k + 1 < ends.length; k++) {
      double at = ends[k];
      double f = Arrays.stream(x).filter(v -> v <= at).count() / 30.0;
      double g = Arrays.stream(y).filter(v -> v <= at).count() / 21.0;
      integral += (f - g) * (f - g) * (ends[k + 1] - at);
    }
    assertEquals(2 * integral, EnergyDistance.of(line(y)).apply(line(x)).value(), 1e-14);
  }

  @Test
  void agreesWithScipy() {
    double actual =
        EnergyDistance.of(TestClouds.TARGET.select("x"))
            .apply(TestClouds.MODEL.select("x"))
            .value();
    assertEquals(TestClouds.reference("energy")[0], actual, 1e-14);
  }

  @Test
  void isTheDoubleLoop() {
    Columns model = points().get(0);
    double expected = 2 * mean(model, TARGET) - mean(model, model) - mean(TARGET, TARGET);
    assertEquals(expected, EnergyDistance.of(TARGET).apply(model).value(), 1e-14);
  }

  @Test
  void scalesMustBePositive() {
    assertMessage(
        "scales.x must be > 0 and finite, got 0.0",
        () -> EnergyDistance.of(line(1, 2)).withScales(ParameterSet.of("x", 0)));
  }

  private static double mean(Columns x, Columns y) {
    double sum = 0;
    for (int i = 0; i < x.count(); i++) {
      for (int j = 0; j < y.count(); j++) {
        sum += x.row(i).minus(y.row(j)).norm();
      }
    }
    return sum / x.count() / y.count();
  }
}
