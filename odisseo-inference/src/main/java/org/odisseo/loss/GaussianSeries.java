// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sums of {@link GaussianSums} over the pairs in one cloud for any bandwidth, at next to no
 * cost once they were asked for at about the same one. With the rate \( \rho = 1 / 2 \sigma^2 \)
 * and a node \( \rho_0 \) nearby,
 *
 * <p>\[ \sum w e^{-\rho r^2} = \sum_k m_k \left(1 - \frac{\rho}{\rho_0}\right)^k, \quad m_k = \sum
 * w \frac{(\rho_0 r^2)^k}{k!} e^{-\rho_0 r^2}, \]
 *
 * <p>where the sums m are over pairs of weights w and kept for each node. As \( z^k e^{-z} / k! \)
 * is at most 0.4, and nodes are so dense that the brackets are below 0.032, the terms that are left
 * out are 1e-18 of the sum of weights, and 1e-15 for the slope. Safe for use by several threads.
 */
final class GaussianSeries {

  /** Nodes for each factor e in the rate. */
  private static final double DENSITY = 16;

  private static final int TERMS = 12;

  private final double[][] cloud;
  private final double[] weights;
  private final Map<Long, double[]> nodes = new ConcurrentHashMap<>();

  /** The sums over the pairs of two different points of a cloud, each pair once. */
  GaussianSeries(double[][] cloud, double[] weights) {
    this.cloud = cloud;
    this.weights = weights;
  }

  /** Puts total and moment of each bandwidth into sums of the same bandwidths. */
  void fill(double[] bandwidths, GaussianSums sums) {
    for (int k = 0; k < bandwidths.length; k++) {
      double rate = 0.5 / (bandwidths[k] * bandwidths[k]);
      long node = Math.round(DENSITY * Math.log(rate));
      double[] terms = nodes.computeIfAbsent(node, this::terms);
      double step = 1 - rate / rate(node);
      double total = 0;
      double slope = 0;
      for (int t = TERMS - 1; t >= 0; t--) {
        slope = slope * step + total;
        total = total * step + terms[t];
      }
      sums.totals[k] = total;
      sums.moments[k] = slope / rate(node);
    }
  }

  private static double rate(long node) {
    return Math.exp(node / DENSITY);
  }

  private double[] terms(long node) {
    double rate = rate(node);
    double[] terms = new double[TERMS];
    PairSweep.self(
        cloud,
        weights,
        (squares, count, others, weight, slopes) -> {
          for (int i = 0; i < count; i++) {
            double z = rate * squares[i];
            double term = weight * others[i] * NegativeExponential.of(z);
            for (int t = 0; t < TERMS; t++) {
              terms[t] += term;
              term *= z / (t + 1);
            }
          }
        },
        0,
        new double[0][]);
    return terms;
  }
}
