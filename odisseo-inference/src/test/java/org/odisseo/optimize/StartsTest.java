// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;

class StartsTest {

  private static final Starts BOX = Starts.box("x", -3, 5).andLog("m", 1e10, 1e13).and("z", 0, 1);

  /** Where a point lies along each side, from 0 to 1. */
  private static double[] parts(ParameterSet point) {
    return new double[] {
      (point.value("x") + 3) / 8, Math.log10(point.value("m") / 1e10) / 3, point.value("z")
    };
  }

  @Test
  void pointsLieInTheBoxAndFollowTheSeed() {
    for (long seed = 0; seed < 20; seed++) {
      for (List<ParameterSet> points : all(33, seed)) {
        assertEquals(33, points.size());
        assertEquals(33, new HashSet<>(points).size());
        for (ParameterSet point : points) {
          assertEquals(List.of("x", "m", "z"), point.names());
          for (double part : parts(point)) {
            assertTrue(part >= -1e-15 && part <= 1 + 1e-15, point.toString());
          }
        }
      }
      for (int k = 0; k < 3; k++) {
        assertEquals(all(33, seed).get(k), all(33, seed).get(k));
        assertNotEquals(all(33, seed).get(k), all(33, seed + 1).get(k));
      }
    }
  }

  @Test
  void aLatinHypercubeHasOnePointInEverySlice() {
    for (long seed = 0; seed < 5; seed++) {
      List<ParameterSet> points = BOX.latinHypercube(50, seed);
      for (int side = 0; side < 3; side++) {
        Set<Integer> slices = new HashSet<>();
        for (ParameterSet point : points) {
          slices.add((int) Math.floor(50 * parts(point)[side]));
        }
        assertEquals(50, slices.size());
      }
    }
  }

  @Test
  void everyKindIsUniform() {
    // The mean of n random parts is off by sqrt(1/12/n); five of these.
    int n = 4096;
    for (long seed = 0; seed < 4; seed++) {
      List<List<ParameterSet>> kinds = all(n, seed);
      double[] allowed = {5 / Math.sqrt(12.0 * n), 1e-3, 1e-3};
      for (int kind = 0; kind < 3; kind++) {
        for (int side = 0; side < 3; side++) {
          double mean = 0;
          double square = 0;
          for (ParameterSet point : kinds.get(kind)) {
            double part = parts(point)[side];
            mean += part / n;
            square += part * part / n;
          }
          assertEquals(0.5, mean, allowed[kind]);
          assertEquals(1.0 / 3, square, allowed[kind]);
        }
      }
    }
  }

  @Test
  void sobolPointsAreEvenInEveryCorner() {
    // Of 1024 unshifted points every octant has 128; a shift moves the octants, and only planes of
    // points near their faces can change sides. Random points scatter by sqrt(128) = 11.
    for (long seed = 0; seed < 5; seed++) {
      int[] octants = new int[8];
      for (ParameterSet point : BOX.sobol(1024, seed)) {
        double[] part = parts(point);
        octants[(part[0] < 0.5 ? 0 : 1) + (part[1] < 0.5 ? 0 : 2) + (part[2] < 0.5 ? 0 : 4)]++;
      }
      for (int octant : octants) {
        assertEquals(128, octant, 6);
      }
    }
  }

  @Test
  void boxesThatCannotBeMeantAreErrors() {
    assertThrows(IllegalArgumentException.class, () -> Starts.box("x", 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Starts.box("x", Double.NaN, 1));
    assertThrows(
        IllegalArgumentException.class, () -> Starts.box("x", 0, Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> Starts.logBox("x", 0, 1));
    assertThrows(IllegalArgumentException.class, () -> BOX.and("x", 0, 1));
    assertThrows(IllegalArgumentException.class, () -> BOX.random(0, 1));
    assertThrows(IllegalArgumentException.class, () -> BOX.latinHypercube(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> BOX.sobol(0, 1));
  }

  private static List<List<ParameterSet>> all(int count, long seed) {
    return List.of(
        BOX.random(count, seed), BOX.latinHypercube(count, seed), BOX.sobol(count, seed));
  }

  @Test
  void pointsAroundACenterHaveTheirScatter() {
    ParameterSet center = ParameterSet.of("x", 3, "y", -1);
    int n = 4000;
    for (long seed = 1; seed <= 3; seed++) {
      double[] squares = new double[2];
      for (ParameterSet point : Starts.normal(center, 0.5, n, seed)) {
        squares[0] += Math.pow(point.value("x") - 3, 2) / n;
      }
      for (ParameterSet point : Starts.uniform(center, 0.5, n, seed)) {
        assertTrue(Math.abs(point.value("y") + 1) <= 0.5);
        squares[1] += Math.pow(point.value("y") + 1, 2) / n;
      }
      // Variances s^2 and h^2/3; those of the squares are 2 s^4 and 4 h^4/45.
      assertEquals(0.25, squares[0], 4 * Math.sqrt(2 / 16.0 / n));
      assertEquals(0.25 / 3, squares[1], 4 * Math.sqrt(4 / 45.0 / 16 / n));
    }
    assertEquals(Starts.normal(center, 1, 5, 7), Starts.normal(center, 1, 5, 7));
    assertThrows(IllegalArgumentException.class, () -> Starts.normal(center, 0, 5, 7));
    assertThrows(IllegalArgumentException.class, () -> Starts.uniform(center, 1, 0, 7));
    assertThrows(
        IllegalArgumentException.class,
        () -> Starts.uniform(center.with("x", Double.NaN), 1, 1, 7));
  }
}
