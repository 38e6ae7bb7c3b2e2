// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.odisseo.loss.TestClouds.line;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.testkit.DifferentiableContract;

class SlicedWassersteinTest extends DifferentiableContract<Columns, Scalar> {

  private static final Columns TARGET = TestClouds.normal(1, 9, 0, "a", "b", "c");

  @Override
  protected Differentiable<Columns, Scalar> map() {
    return SlicedWasserstein.of(TARGET, 2, 5, new SplittableRandom(3))
        .withScales(ParameterSet.of("a", 1, "b", 0.4, "c", 3));
  }

  @Override
  protected List<Columns> points() {
    return List.of(
        TestClouds.normal(2, 6, 0.5, "a", "b", "c"),
        TestClouds.normal(4, 9, 0.5, "a", "b", "c"),
        TestClouds.normal(3, 1, 1, "a", "b", "c"));
  }

  @Nested
  class FirstPower extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return SlicedWasserstein.of(TARGET, 1, 3, new SplittableRandom(3));
    }

    @Override
    protected List<Columns> points() {
      return List.of(TestClouds.normal(2, 6, 4, "a", "b", "c"));
    }
  }

  @Test
  void shiftsCostTheirPowers() {
    double[] target = TestClouds.normal(1, 40, 0, "x").column("x");
    double[] model = target.clone();
    for (int i = 0; i < model.length; i++) {
      model[i] = target[target.length - 1 - i] - 0.3;
    }
    assertEquals(0.3, oneDimensional(1, target).apply(line(model)).value(), 1e-14);
    assertEquals(0.09, oneDimensional(2, target).apply(line(model)).value(), 1e-14);
    double[] slopes = Gradient.of(oneDimensional(2, target), line(model)).toArray();
    assertArrayEquals(TestClouds.filled(line(model), -0.6 / 40).toArray(), slopes, 1e-15);
  }

  /** Uniform grids on [0, 1] and [0, 2]: the quantiles are q and 2 q, apart by q. */
  @Test
  void uniformDistributions() {
    int n = 1000;
    double[] one = new double[n];
    double[] two = new double[2 * n];
    for (int i = 0; i < n; i++) {
      one[i] = (i + 0.5) / n;
    }
    for (int i = 0; i < 2 * n; i++) {
      two[i] = (i + 0.5) / n;
    }
    // Steps of 1/n in place of straight lines: an error of one part in n^2 and a bit.
    assertEquals(1 / 2.0, oneDimensional(1, one).apply(line(two)).value(), 1e-6);
    assertEquals(1 / 3.0, oneDimensional(2, one).apply(line(two)).value(), 1e-6);
  }

  @Test
  void differentSizesAgreeWithScipy() {
    double[] target = TestClouds.TARGET.column("x");
    Columns model = TestClouds.MODEL.select("x");
    double expected = TestClouds.reference("wasserstein1")[0];
    assertEquals(expected, oneDimensional(1, target).apply(model).value(), 1e-14);
  }

  /** Five stars against five: the least cost of all 120 assignments. */
  @Test
  void isTheCheapestAssignment() {
    double[] target = TestClouds.TARGET.column("x");
    double[] model = TestClouds.normal(8, 5, 0.7, "x").column("x");
    for (int power = 1; power <= 2; power++) {
      double least = cheapest(power, model, target, 0, 0);
      assertEquals(least / 5, oneDimensional(power, target).apply(line(model)).value(), 1e-14);
    }
  }

  @Test
  void repeatedStarsChangeNothing() {
    double[] target = TestClouds.TARGET.column("x");
    double[] model = TestClouds.MODEL.column("x");
    double[] thrice = new double[12];
    for (int i = 0; i < 12; i++) {
      thrice[i] = model[i % 4];
    }
    double expected = oneDimensional(2, target).apply(line(model)).value();
    assertEquals(expected, oneDimensional(2, target).apply(line(thrice)).value(), 1e-14);
  }

  /**
   * A shift by s costs |s . e| along e, on average half of |s| in three dimensions whatever its
   * direction, with a spread of sqrt(1/3 - 1/4). Directions to points in a cube would give 0.516
   * along an axis and 0.491 along a diagonal.
   */
  @Test
  void directionsAreUniform() {
    int directions = 40_000;
    Columns origin = Columns.of(TARGET.names(), new double[][] {{0}, {0}, {0}});
    for (double[] shift : new double[][] {{1, 0, 0}, {1, 1, 1}, {0, -3, 1}}) {
      Columns shifted = origin.withArray(shift);
      double error = shifted.norm() * Math.sqrt(1 / 12.0 / directions);
      for (long seed = 1; seed <= 3; seed++) {
        double value =
            SlicedWasserstein.of(origin, 1, directions, new SplittableRandom(seed))
                .apply(shifted)
                .value();
        assertEquals(shifted.norm() / 2, value, 4 * error);
      }
    }
  }

  @Test
  void sameSeedSameDirections() {
    Columns model = points().get(0);
    double first = map().apply(model).value();
    assertEquals(first, map().apply(model).value());
    double other = SlicedWasserstein.of(TARGET, 2, 5, new SplittableRandom(4)).apply(model).value();
    assertNotEquals(first, other);
  }

  @Test
  void badArgumentsAreRefused() {
    SplittableRandom random = new SplittableRandom(1);
    assertMessage("power must be 1 or 2, got 3", () -> SlicedWasserstein.of(TARGET, 3, 5, random));
    assertMessage(
        "directions must be >= 1, got 0", () -> SlicedWasserstein.of(TARGET, 1, 0, random));
  }

  private static SlicedWasserstein oneDimensional(int power, double[] target) {
    return SlicedWasserstein.of(line(target), power, 1, new SplittableRandom(1));
  }

  private static double cheapest(int power, double[] model, double[] target, int i, int used) {
    if (i == model.length) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < target.length; j++) {
      if ((used & 1 << j) == 0) {
        double cost = Math.pow(Math.abs(model[i] - target[j]), power);
        least = Math.min(least, cost + cheapest(power, model, target, i + 1, used | 1 << j));
      }
    }
    return least;
  }
}
