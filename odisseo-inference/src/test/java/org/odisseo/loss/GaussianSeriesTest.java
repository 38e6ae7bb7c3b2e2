// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianSeriesTest {

  /** Two of the stars coincide. */
  private static final double[][] CLOUD = {{0, 0.3, 1.7, 0.3, -2}, {1, 0.2, 0.4, 0.2, 5}};

  private static final double[] WEIGHTS = {0.1, 0.3, 0.2, 0.25, 0.15};

  /** At every bandwidth, near the nodes and between them, and asked for again. */
  @Test
  void isTheSumOverPairs() {
    GaussianSeries series = new GaussianSeries(CLOUD, WEIGHTS);
    for (int round = 0; round < 2; round++) {
      for (double bandwidth = 0.02; bandwidth < 300; bandwidth *= 1.013) {
        double[] widths = {bandwidth, 1.1 * bandwidth};
        GaussianSums direct = sums(widths);
        PairSweep.self(CLOUD, WEIGHTS, direct, 0, new double[0][]);
        GaussianSums filled = sums(widths);
        series.fill(widths, filled);
        for (int k = 0; k < widths.length; k++) {
          assertEquals(direct.totals[k], filled.totals[k], 1e-15);
          assertEquals(direct.moments[k], filled.moments[k], 1e-14 * widths[k] * widths[k] + 1e-16);
        }
      }
    }
  }

  /** A bandwidth of next to nothing counts the stars that coincide. */
  @Test
  void narrowestKernelSeesOnlyTwins() {
    double[] widths = {1e-100};
    GaussianSums sums = sums(widths);
    new GaussianSeries(CLOUD, WEIGHTS).fill(widths, sums);
    assertEquals(WEIGHTS[1] * WEIGHTS[3], sums.totals[0], 1e-16);
    assertEquals(0, sums.moments[0]);
  }

  private static GaussianSums sums(double[] widths) {
    double[] kernelWeights = new double[widths.length];
    Arrays.fill(kernelWeights, 1);
    return new GaussianSums(widths, kernelWeights, true);
  }
}
