// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.odisseo.loss.TestClouds.xy;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Scalar;
import org.odisseo.testkit.DifferentiableContract;

class SelectedFractionTest extends DifferentiableContract<Columns, Scalar> {

  private static final Columns MODEL =
      xy(new double[] {-4, -0.2, 0.5, 2.5, 7}, new double[] {1, 2, 3, 4, 5});

  @Override
  protected Differentiable<Columns, Scalar> map() {
    return SelectedFraction.of("x", 0.7, 12, -1, 1).and(2, 3);
  }

  @Override
  protected List<Columns> points() {
    return List.of(MODEL);
  }

  @Nested
  class WithBackground extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return SelectedFraction.of("x", 0.7, 12, -1, 1).withBackground(0.2);
    }

    @Override
    protected List<Columns> points() {
      return List.of(MODEL);
    }
  }

  /** A star in the middle of one standard deviation on either side is inside to 68.27 percent. */
  @Test
  void isThatOfANormalDistribution() {
    Columns one = xy(new double[] {3}, new double[] {0});
    double within = 0.682689492137085897;
    SelectedFraction loss = SelectedFraction.of("x", 0.5, 10, 2.5, 3.5);
    assertEquals(within, loss.fraction(one), 4e-16);
    assertEquals(10 * Math.log(within), loss.apply(one).value(), 1e-14);
    assertEquals(
        10 * Math.log(0.1 + 0.9 * within), loss.withBackground(0.1).apply(one).value(), 1e-14);
  }

  @Test
  void everywhereIsNoSelection() {
    SelectedFraction all =
        SelectedFraction.of("x", 1, 5, Double.NEGATIVE_INFINITY, 0.3)
            .and(0.3, Double.POSITIVE_INFINITY);
    assertEquals(1, all.fraction(MODEL), 1e-15);
    assertEquals(0, all.apply(MODEL).value(), 1e-14);
  }

  /** A likelihood with its selection is a density: it integrates to one over the interval. */
  @Test
  void normalisesTheLikelihood() {
    double width = 0.6;
    double low = -1;
    double high = 2;
    Columns model = Columns.of(List.of("x"), new double[] {-1.5, 0, 0.4, 3});
    SelectedFraction selection = SelectedFraction.of("x", width, 1, low, high);
    int n = 20_000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double x = low + (i + 0.5) * (high - low) / n;
      Columns star = Columns.of(List.of("x"), new double[] {x});
      GaussianMixtureLikelihood likelihood =
          GaussianMixtureLikelihood.of(star, Columns.of(List.of("x"), new double[] {width}));
      sum += Math.exp(-likelihood.apply(model).value() - selection.apply(model).value());
    }
    // The midpoint rule is good to (h/width)^2/24 per step.
    assertEquals(1, sum * (high - low) / n, 1e-8);
  }

  @Test
  void badInputIsNamed() {
    assertMessage(
        "width must be > 0 and finite, got 0.0", () -> SelectedFraction.of("x", 0, 1, 0, 1));
    assertMessage(
        "low must be below high, got 1.0 and 1.0", () -> SelectedFraction.of("x", 1, 1, 1, 1));
    assertMessage(
        "intervals must not overlap, got Interval[low=0.5, high=2.0] beside Interval[low=0.0,"
            + " high=1.0]",
        () -> SelectedFraction.of("x", 1, 1, 0, 1).and(0.5, 2));
  }
}
