// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Percentiles against those of the sorted distances. */
class DistancePercentilesTest {

  private static final double[] PERCENTS = {0, 3, 10, 25, 50, 75, 90, 99.9, 100};

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "37, 23, 1",
    "2, 200, 1e-140",
    "50, 50, 1e140",
    "300, 200, 1",
    "40, 31, 1e-170"
  })
  void betweenClouds(int n, int m, double size) {
    double[][] x = cloud(1, n, size);
    double[][] y = cloud(2, m, size);
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        distances.add(distance(x, i, y, j));
      }
    }
    double[] expected = sorted(distances);
    double[] actual = DistancePercentiles.between(x, y, PERCENTS).values();
    // Only the interpolation rounds.
    assertArrayEquals(expected, actual, 1e-15 * expected[8] + Double.MIN_VALUE);
  }

  @Test
  void withinACloud() {
    double[][] x = cloud(3, 41, 1);
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < 41; i++) {
      for (int j = 0; j < i; j++) {
        distances.add(distance(x, i, x, j));
      }
    }
    assertArrayEquals(sorted(distances), DistancePercentiles.within(x, PERCENTS).values(), 1e-15);
  }

  /** More equal distances than are ever collected: 120 000 of one, 80 000 of three. */
  @Test
  void tooManyEqualDistancesToCollect() {
    double[][] x = {new double[500]};
    double[][] y = {new double[400]};
    for (int i = 300; i < 500; i++) {
      x[0][i] = 2;
    }
    Arrays.fill(y[0], -1);
    DistancePercentiles percentiles =
        DistancePercentiles.between(x, y, new double[] {10, 59, 61, 100});
    assertArrayEquals(new double[] {1, 1, 3, 3}, percentiles.values(), 0);
    double[][] gradient = new double[1][500];
    percentiles.addGradient(0, 2, gradient);
    assertEquals(2, Arrays.stream(gradient[0]).sum(), 1e-15);
    // Between the last one and the first three, at position 0.6 * 199 999 = 119 999.4.
    double[] between = DistancePercentiles.between(x, y, new double[] {60}).values();
    assertArrayEquals(new double[] {1 + 2 * 0.4}, between, 1e-9);
  }

  @Test
  void manyEqualDistances() {
    double[][] x = {{0, 0, 0, 0, 1}};
    double[][] y = {{0, 3}};
    // Distances 0 0 0 0 1 2 3 3 3 3.
    double[] actual = DistancePercentiles.between(x, y, new double[] {0, 30, 50, 60, 100}).values();
    assertArrayEquals(new double[] {0, 0, 1.5, 2.4, 3}, actual, 1e-15);
  }

  /** The order statistics of number floor(h) and floor(h) + 1 for h = p/100 (n - 1). */
  private static double[] sorted(List<Double> distances) {
    double[] all = distances.stream().mapToDouble(d -> d).sorted().toArray();
    double[] percentiles = new double[PERCENTS.length];
    for (int k = 0; k < PERCENTS.length; k++) {
      double h = PERCENTS[k] / 100 * (all.length - 1);
      int low = (int) h;
      double high = all[Math.min(low + 1, all.length - 1)];
      percentiles[k] = (1 - (h - low)) * all[low] + (h - low) * high;
    }
    return percentiles;
  }

  private static double distance(double[][] x, int i, double[][] y, int j) {
    double square = 0;
    for (int c = 0; c < x.length; c++) {
      square += (x[c][i] - y[c][j]) * (x[c][i] - y[c][j]);
    }
    return Math.sqrt(square);
  }

  private static double[][] cloud(long seed, int n, double size) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] cloud = new double[3][n];
    for (double[] column : cloud) {
      for (int i = 0; i < n; i++) {
        column[i] = size * random.nextGaussian();
      }
    }
    return cloud;
  }
}
