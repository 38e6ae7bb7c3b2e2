// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Axes, contours and labels. */
class PicturePartsTest {

  private static List<String> numbers(Axis axis) {
    return axis.ticks().stream().map(axis::text).toList();
  }

  @Test
  void axesHaveRoundNumbers() {
    assertEquals(List.of("2", "4", "6", "8"), numbers(new Axis("x", 0, 10, 5)));
    assertEquals(List.of("\u22120.5", "0.0", "0.5"), numbers(new Axis("x", -0.7, 0.7, 4)));
    assertEquals(List.of("26.80", "26.82", "26.84"), numbers(new Axis("x", 26.79, 26.85, 4)));
    // Not at the very ends, where a label would stick out.
    assertEquals(List.of("1"), numbers(new Axis("x", 0, 2, 2)));
  }

  @Test
  void powersOfTenGoIntoTheTitle() {
    Axis mass = new Axis("M [Msun]", 3.1e11, 5.2e11, 4);
    assertEquals("M [10^{11} Msun]", mass.title());
    assertEquals(List.of("4", "5"), numbers(mass));
    Axis wide = new Axis("M", 2e11, 1.9e12, 4);
    assertEquals("M [10^{11}]", wide.title());
    assertEquals(List.of("5", "10", "15"), numbers(wide));
    Axis small = new Axis("v [kpc/Myr]", -0.004, 0.006, 5);
    assertEquals("v [10^{\u22123} kpc/Myr]", small.title());
    assertEquals(List.of("\u22122", "0", "2", "4"), numbers(small));
    assertEquals("n", new Axis("n", 0, 20_000, 4).title());
    assertEquals(List.of("5000", "10000", "15000"), numbers(new Axis("n", 0, 20_000, 4)));
  }

  @Test
  void anAxisAroundOneValueHasALength() {
    Axis axis = Axis.around("x", 4, 4, 0.1, 4);
    assertEquals(0.5, axis.fraction(4), 1e-12);
    assertTrue(axis.high() > 4);
    assertMessage(
        "the range of x must be finite and rise, got NaN to 1.0",
        () -> new Axis("x", Double.NaN, 1, 4));
  }

  private static ContourLines contours(DoubleBinaryOperator height) {
    double[] x = new double[101];
    double[] y = new double[121];
    double[][] values = new double[x.length][y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = -5 + 0.1 * i;
      for (int j = 0; j < y.length; j++) {
        y[j] = -6 + 0.1 * j;
        values[i][j] = height.applyAsDouble(x[i], y[j]);
      }
    }
    return new ContourLines(x, y, values);
  }

  private static int curves(Path2D path) {
    int count = 0;
    PathIterator segments = path.getPathIterator(null);
    while (!segments.isDone()) {
      count += segments.currentSegment(new double[6]) == PathIterator.SEG_CLOSE ? 1 : 0;
      segments.next();
    }
    return count;
  }

  /** By the shoelace formula over all curves. */
  private static double area(Path2D path) {
    double area = 0;
    double[] at = new double[6];
    double[] start = new double[2];
    double[] last = new double[2];
    PathIterator segments = path.getPathIterator(null);
    while (!segments.isDone()) {
      int type = segments.currentSegment(at);
      double[] next = type == PathIterator.SEG_CLOSE ? start.clone() : new double[] {at[0], at[1]};
      if (type == PathIterator.SEG_MOVETO) {
        start = next.clone();
      } else {
        area += (last[0] * next[1] - last[1] * next[0]) / 2;
      }
      last = next;
      segments.next();
    }
    return Math.abs(area);
  }

  @Test
  void contoursOfAGaussianAreItsSigmas() {
    ContourLines lines = contours((x, y) -> Math.exp(-0.5 * (x * x + y * y)));
    for (int sigmas = 1; sigmas <= 2; sigmas++) {
      // The part within s sigma in two dimensions is 1 - exp(-s^2/2), and it begins at that height.
      double level = lines.levelOf(1 - Math.exp(-0.5 * sigmas * sigmas));
      // One cell more or less of 0.01/(2 pi) of the whole, with a few on the same circle.
      assertEquals(Math.exp(-0.5 * sigmas * sigmas), level, 0.015);
      Path2D path = lines.at(Math.exp(-0.5 * sigmas * sigmas), x -> x, y -> y);
      assertEquals(1, curves(path));
      // A polygon of chords, each 0.1 long at most, and linear interpolation of the height.
      assertEquals(Math.PI * sigmas * sigmas, area(path), 0.01);
    }
  }

  @Test
  void peaksHaveCurvesOfTheirOwnAndRimsClose() {
    ContourLines two =
        contours(
            (x, y) ->
                Math.exp(-2 * ((x - 2) * (x - 2) + y * y))
                    + Math.exp(-2 * ((x + 2) * (x + 2) + y * y)));
    assertEquals(2, curves(two.at(0.5, x -> x, y -> y)));
    assertEquals(1, curves(two.at(1e-4, x -> x, y -> y)));
    ContourLines ring = contours((x, y) -> Math.exp(-4 * Math.pow(Math.hypot(x, y) - 3, 2)));
    assertEquals(2, curves(ring.at(0.5, x -> x, y -> y)));
    ContourLines half = contours((x, y) -> x > 0.05 ? 1 : 0);
    Path2D path = half.at(0.5, x -> x, y -> y);
    assertEquals(1, curves(path));
    assertEquals(4.9 * 11.9, area(path), 0.1);
  }

  @Test
  void labelsHaveSubscripts() {
    assertEquals(
        List.of(
            new RichText.Part("M", 0),
            new RichText.Part("NFW", -1),
            new RichText.Part(" [10", 0),
            new RichText.Part("11", 1),
            new RichText.Part(" kpc", 0),
            new RichText.Part("2", 1),
            new RichText.Part("]", 0)),
        RichText.of("M_{NFW} [10^{11} kpc^2]").parts());
    assertEquals(
        List.of(new RichText.Part("r", 0), new RichText.Part("s", -1)), RichText.of("r_s").parts());
    assertEquals(List.of(new RichText.Part("M_NFW", 0)), RichText.of("M_NFW").parts());
  }
}
