// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SprayRecipeTest {

  private static final int COUNT = 40_000;

  /**
   * Draws in the variables of Chen et al. (2025), taken back from positions and velocities:
   * distance, phi, theta, speed over escape speed, alpha, beta, in degrees.
   */
  private static double[][] chen(long seed, boolean leading) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      double[] s = SprayRecipe.chen2024().draw(random, leading);
      int sign = leading ? -1 : 1;
      double d = Math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
      double v = Math.sqrt(s[3] * s[3] + s[4] * s[4] + s[5] * s[5]);
      rows[i] =
          new double[] {
            d,
            Math.toDegrees(Math.atan2(sign * s[1], sign * s[0])),
            Math.toDegrees(Math.asin(s[2] / d)),
            v / Math.sqrt(2 / d),
            Math.toDegrees(Math.atan2(sign * s[4], sign * s[3])),
            Math.toDegrees(Math.asin(s[5] / v))
          };
    }
    return rows;
  }

  private static double mean(double[][] rows, int c) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[c];
    }
    return sum / rows.length;
  }

  private static double covariance(double[][] rows, int a, int b) {
    double meanA = mean(rows, a);
    double meanB = mean(rows, b);
    double sum = 0;
    for (double[] row : rows) {
      sum += (row[a] - meanA) * (row[b] - meanB);
    }
    return sum / rows.length;
  }

  /**
   * Means and the whole covariance as published. The error of a mean is sigma/sqrt(N), that of a
   * covariance of Gaussians sqrt((C_aa C_bb + C_ab^2)/N); none of 162 numbers may be off by five
   * errors, which happens by chance once in 10 000 runs. The scatter in speed is exactly zero.
   * Wrapped angles (|alpha| beyond 180 deg is 8 sigma) do not matter.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void chenHasThePublishedMomentsAndNoScatterInSpeed(long seed) {
    double[] mean = {1.6, -30, 0, 1, 20, 0};
    double[][] c = new double[6][6];
    double[] variance = {0.1225, 529, 144, 0, 400, 484};
    for (int k = 0; k < 6; k++) {
      c[k][k] = variance[k];
    }
    c[0][4] = -4.9;
    c[4][0] = -4.9;
    for (boolean leading : new boolean[] {false, true}) {
      double[][] rows = chen(seed, leading);
      for (int a = 0; a < 6; a++) {
        assertEquals(mean[a], mean(rows, a), 5 * Math.sqrt(c[a][a] / COUNT) + 1e-13);
        for (int b = a; b < 6; b++) {
          double error = Math.sqrt((c[a][a] * c[b][b] + c[a][b] * c[a][b]) / COUNT);
          assertEquals(c[a][b], covariance(rows, a, b), 5 * error + 1e-13, a + " " + b);
        }
      }
    }
  }

  /** (k_r, k_z, k_vt, k_vz): the numbers of Fardal et al. 2015, and those of gala. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void fardalHasThePublishedMoments(long seed) {
    for (boolean gala : new boolean[] {false, true}) {
      SprayRecipe recipe = gala ? SprayRecipe.fardalAsInGala() : SprayRecipe.fardal2015();
      double[] sigma = gala ? new double[] {0.5, 0.5, 0.5, 0.5} : new double[] {0.4, 0.5, 0.4, 0.5};
      double[] mean = {2, 0, 0.3, 0};
      for (boolean leading : new boolean[] {false, true}) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[COUNT][];
        int sign = leading ? -1 : 1;
        for (int i = 0; i < COUNT; i++) {
          double[] s = recipe.draw(random, leading);
          assertEquals(0, s[1]);
          assertEquals(0, s[3]);
          double factor = gala ? s[0] * sign : 1;
          rows[i] = new double[] {sign * s[0], sign * s[2], sign * s[4] / factor, sign * s[5]};
        }
        for (int a = 0; a < 4; a++) {
          assertEquals(mean[a], mean(rows, a), 5 * sigma[a] / Math.sqrt(COUNT));
          for (int b = a; b < 4; b++) {
            double expected = a == b ? sigma[a] * sigma[a] : 0;
            double error = Math.sqrt(((a == b ? 2 : 1) * square(sigma[a] * sigma[b])) / COUNT);
            assertEquals(expected, covariance(rows, a, b), 5 * error);
          }
        }
      }
    }
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void badNumbersAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new SprayRecipe.Fardal(2, -0.4, 0.5, 0.3, 0.4, 0.5, false))
            .getMessage();
    assertTrue(message.contains("radiusScatter"), message);
  }
}
