// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.testkit.DifferentiableContract;

class StreamProfileTest extends DifferentiableContract<Columns, Columns> {

  private static final List<String> NAMES = List.of("phi2", "phi1", "distance");
  private static final double KAPPA = 0.002;

  private static Columns stars(double... phi1) {
    double[] phi2 = Arrays.stream(phi1).map(p -> 1 + 0.1 * p).toArray();
    double[] distance = Arrays.stream(phi1).map(p -> 8 + 0.01 * p * p).toArray();
    return Columns.of(NAMES, phi2, phi1, distance);
  }

  @Override
  protected Differentiable<Columns, Columns> map() {
    return StreamProfile.of(8, -20, -10, 5);
  }

  /** Stars in no window, in one, in two; and a table that leaves a window empty. */
  @Override
  protected List<Columns> points() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] columns = new double[3][7];
    for (double[] column : columns) {
      Arrays.setAll(column, i -> random.nextDouble(-2, 2));
    }
    columns[1] = new double[] {-80, -27, -17, -14.5, -9, 2, 11};
    return List.of(Columns.of(NAMES, columns), stars(-22, -19, -12.5));
  }

  /** Weights at distances of half and three quarters of the half width: (3/4)^3 and (7/16)^3. */
  @Test
  void weighsStarsByTheirDistanceFromTheMiddle() {
    double near = 27.0 / 64;
    double far = 343.0 / 4096;
    Columns profile = StreamProfile.of(8, 0, 100).apply(stars(4, -6, 100, 98));
    double there = 1 + Math.pow(15.0 / 16, 3);
    double total = near + far + there;
    assertEquals((near + far) / total, profile.value(StreamProfile.FRACTION, 0), 1e-15);
    assertEquals(there / total, profile.value(StreamProfile.FRACTION, 1), 1e-15);
    double mean = (near * 1.4 + far * 0.4) / (near + far + KAPPA * total);
    assertEquals(mean, profile.value("phi2", 0), 1e-15);
  }

  @Test
  void isTheSameForTwiceTheStars() {
    Columns once = map().apply(stars(-22, -15, -8, 4));
    Columns twice = map().apply(stars(-22, -15, -8, 4, 4, -8, -15, -22));
    assertArrayEquals(once.toArray(), twice.toArray(), 1e-14);
  }

  @Test
  void starsBeyondAllWindowsDoNotCount() {
    Columns within = map().apply(stars(-22, -15, 4));
    Columns more = map().apply(stars(-22, -15, 4, 13, -28, 300));
    assertArrayEquals(within.toArray(), more.toArray(), 0);
  }

  @Test
  void emptyWindowHasNothingAndNoOffset() {
    Columns profile = map().apply(stars(-22, -15));
    assertEquals(0, profile.value(StreamProfile.FRACTION, 2));
    assertEquals(0, profile.value("distance", 2));
  }

  @Test
  void withoutStarsNothingIsKnown() {
    Columns profile = map().apply(stars(90, 100));
    assertTrue(Arrays.stream(profile.toArray()).allMatch(Double::isNaN));
  }

  @Test
  void badInputIsNamed() {
    assertMessage("halfWidth must be > 0 and finite, got 0.0", () -> StreamProfile.of(0, 1));
    assertMessage("the number of windows must be >= 1, got 0", () -> StreamProfile.of(1));
    assertMessage(
        "centers must be finite, got NaN at index 1", () -> StreamProfile.of(1, 0, Double.NaN));
    assertMessage(
        "unknown column \"phi1\"; did you mean \"phi2\"?; known: phi2",
        () -> map().apply(Columns.of(List.of("phi2"), new double[] {1})));
  }
}
