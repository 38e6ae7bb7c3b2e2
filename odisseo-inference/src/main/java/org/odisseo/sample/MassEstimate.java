// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Variance;

/**
 * The inverse mass matrix from draws: their variances or covariance \(S\), shrunk toward a small
 * multiple of the unit matrix as in Stan, \(\Sigma = \frac{n}{n + 5} S + \frac{5}{n + 5}\,10^{-3}\,
 * 1\).
 */
final class MassEstimate {

  private static final double PRIOR_DRAWS = 5;
  private static final double PRIOR_VARIANCE = 1e-3;

  private MassEstimate() {}

  /**
   * The estimate, or {@code previous} if draws are so far apart or so dependent that there is none.
   *
   * @param columns the values of each parameter
   */
  static MassMatrix of(Metric metric, double[][] columns, MassMatrix previous) {
    int n = columns[0].length;
    if (metric == Metric.UNIT || n < 2) {
      return previous;
    }
    double[] entries = metric == Metric.DIAGONAL ? variances(columns) : covariances(columns);
    for (double entry : entries) {
      if (!Double.isFinite(entry)) {
        return previous;
      }
    }
    try {
      return MassMatrix.of(metric, columns.length, entries);
    } catch (NonPositiveDefiniteMatrixException tooDependent) {
      return previous;
    }
  }

  private static double[] variances(double[][] columns) {
    double[] entries = new double[columns.length];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = shrunk(new Variance().evaluate(columns[i]), true, columns[i].length);
    }
    return entries;
  }

  private static double[] covariances(double[][] columns) {
    int size = columns.length;
    double[] entries = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double covariance = new Covariance().covariance(columns[i], columns[j]);
        double entry = shrunk(covariance, i == j, columns[i].length);
        entries[i * size + j] = entry;
        entries[j * size + i] = entry;
      }
    }
    return entries;
  }

  private static double shrunk(double value, boolean diagonal, int n) {
    return (n * value + (diagonal ? PRIOR_DRAWS * PRIOR_VARIANCE : 0)) / (n + PRIOR_DRAWS);
  }
}
