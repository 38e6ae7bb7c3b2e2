// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;

/**
 * The effective number of draws of several chains, \(c n / \tau\) with \(\tau = -1 + 2 \sum_k
 * P_k\), where \(P_k = \hat\rho_{2k} + \hat\rho_{2k + 1}\) are the sums of neighboring
 * autocorrelations, cut where they become negative and made monotone (Geyer 1992; Vehtari et al.
 * 2021, equations 10 to 13). The autocorrelations combine the chains, so that chains that disagree
 * count for little.
 */
final class EffectiveSize {

  private EffectiveSize() {}

  static double of(double[][] rows) {
    int n = rows[0].length;
    double[] covariances = new double[n];
    double[] means = new double[rows.length];
    for (int c = 0; c < rows.length; c++) {
      double[] own = Autocorrelation.covariances(rows[c]);
      for (int t = 0; t < n; t++) {
        covariances[t] += own[t] / rows.length;
      }
      means[c] = new Mean().evaluate(rows[c]);
    }
    double within = covariances[0] * n / (n - 1);
    double total = covariances[0] + (rows.length > 1 ? new Variance().evaluate(means) : 0);
    if (!(total > 0) || isConstant(rows)) {
      return Double.NaN;
    }
    double draws = (double) rows.length * n;
    // Antithetic chains may be worth more than their number, but the estimate cannot say much more.
    double time = Math.max(time(covariances, within, total), 1 / Math.log10(draws));
    return draws / time;
  }

  private static double time(double[] covariances, double within, double total) {
    int n = covariances.length;
    double sum = 0;
    double smallest = Double.POSITIVE_INFINITY;
    int t = 0;
    for (; t + 5 <= n; t += 2) {
      double pair =
          correlation(covariances, t, within, total)
              + correlation(covariances, t + 1, within, total);
      if (pair < 0) {
        break;
      }
      smallest = Math.min(smallest, pair);
      sum += smallest;
    }
    // One more even lag, if it is positive, mends the bias of cutting.
    return 2 * sum - 1 + Math.max(0, correlation(covariances, t, within, total));
  }

  private static double correlation(double[] covariances, int lag, double within, double total) {
    return lag == 0 ? 1 : 1 - (within - covariances[lag]) / total;
  }

  private static boolean isConstant(double[][] rows) {
    for (double[] row : rows) {
      for (double value : row) {
        if (value != rows[0][0]) {
          return false;
        }
      }
    }
    return true;
  }
}
