// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * What the draws say about one parameter.
 *
 * @param name the parameter
 * @param mean the mean of all draws
 * @param standardDeviation their standard deviation
 * @param meanError the Monte-Carlo standard error of the mean
 * @param standardDeviationError that of the standard deviation
 * @param low the quantile of 5 per cent
 * @param median the median
 * @param high the quantile of 95 per cent
 * @param bulkSize the effective number of draws in the bulk
 * @param tailSize the effective number of draws in the tails
 * @param rHat the rank-normalized split R-hat
 */
public record ParameterSummary(
    String name,
    double mean,
    double standardDeviation,
    double meanError,
    double standardDeviationError,
    double low,
    double median,
    double high,
    double bulkSize,
    double tailSize,
    double rHat) {

  /** The summary of draws, one row per chain. */
  static ParameterSummary of(String name, double[][] chains) {
    double[] all = Chains.flat(chains);
    return new ParameterSummary(
        name,
        new Mean().evaluate(all),
        new StandardDeviation().evaluate(all),
        Convergence.meanError(chains),
        Convergence.standardDeviationError(chains),
        Convergence.quantile(all, 0.05),
        Convergence.quantile(all, 0.5),
        Convergence.quantile(all, 0.95),
        Convergence.bulkSize(chains),
        Convergence.tailSize(chains),
        Convergence.rankNormalizedRHat(chains));
  }
}
