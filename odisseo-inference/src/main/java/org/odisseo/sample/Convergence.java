// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.odisseo.validation.Require;

/**
 * Whether chains agree, and how many independent draws theirs are worth, after Vehtari, Gelman,
 * Simpson, Carpenter and Burkner (2021), doi:10.1214/20-BA1221.
 *
 * <p>Everywhere a row holds the draws of one quantity in one chain. Chains are split in halves
 * before they are compared, so that a drift within one is seen, too; the middle draw of an odd
 * number is left out. Results are NaN where they are not defined: for fewer than four draws, and
 * for chains that do not move.
 *
 * @shape chains (c,n) with c at least 1
 */
public final class Convergence {

  private static final int LEAST = 4;
  private static final double TAIL = 0.05;

  private Convergence() {}

  /**
   * The plain split R-hat: the root of the ratio of the variance of all draws, estimated from
   * within and between chains, and the mean variance within chains. Near 1 if chains agree.
   */
  public static double splitRHat(double[][] chains) {
    return isTooShort(chains) ? Double.NaN : rHat(split(chains));
  }

  /**
   * The larger of the split R-hats of the rank-normalized draws and of their rank-normalized
   * distances from the median: the first sees differences of place, the second of spread, both also
   * for quantities without a variance.
   */
  public static double rankNormalizedRHat(double[][] chains) {
    if (isTooShort(chains)) {
      return Double.NaN;
    }
    double[][] halves = split(chains);
    double median = quantile(Chains.flat(halves), 0.5);
    double[][] folded = map(halves, x -> Math.abs(x - median));
    return Math.max(rHat(normalized(halves)), rHat(normalized(folded)));
  }

  /** The effective number of draws for the mean of the rank-normalized quantity. */
  public static double bulkSize(double[][] chains) {
    return isTooShort(chains) ? Double.NaN : EffectiveSize.of(normalized(split(chains)));
  }

  /** The smaller effective number of draws for the quantiles of 5 and of 95 per cent. */
  public static double tailSize(double[][] chains) {
    return Math.min(quantileSize(chains, TAIL), quantileSize(chains, 1 - TAIL));
  }

  /** The effective number of draws for a quantile. */
  public static double quantileSize(double[][] chains, double probability) {
    if (isTooShort(chains)) {
      return Double.NaN;
    }
    double quantile = quantile(Chains.flat(chains), probability);
    return EffectiveSize.of(split(map(chains, x -> x <= quantile ? 1 : 0)));
  }

  /** The effective number of draws for the mean. */
  public static double meanSize(double[][] chains) {
    return isTooShort(chains) ? Double.NaN : EffectiveSize.of(split(chains));
  }

  /** The standard error of the mean of all draws. */
  public static double meanError(double[][] chains) {
    double variance = new Variance().evaluate(Chains.flat(chains));
    return Math.sqrt(variance / meanSize(chains));
  }

  /**
   * The standard error of the standard deviation of all draws, \(\sqrt{\mathrm{var}(d) / (4\, \bar
   * d\, n)}\) with the squared deviations \(d = (x - \bar x)^2\) and their effective number \(n\).
   */
  public static double standardDeviationError(double[][] chains) {
    double mean = new Mean().evaluate(Chains.flat(chains));
    double[][] squares = map(chains, x -> (x - mean) * (x - mean));
    double[] all = Chains.flat(squares);
    double meanSquare = new Mean().evaluate(all);
    double variance = new Variance(false).evaluate(all);
    return Math.sqrt(variance / (4 * meanSquare * meanSize(squares)));
  }

  /**
   * The estimated Bayesian fraction of missing information of a chain of a Hamiltonian sampler: the
   * mean square change of the energy between draws over its variance (Betancourt 2016,
   * arXiv:1604.00695). Below 0.3 the momenta are too weak to explore the energies.
   */
  public static double energyFraction(double[] energies) {
    double sum = 0;
    for (int i = 1; i < energies.length; i++) {
      double change = energies[i] - energies[i - 1];
      sum += change * change;
    }
    double variance = new Variance().evaluate(energies);
    return energies.length < LEAST ? Double.NaN : sum / (energies.length - 1) / variance;
  }

  /**
   * The quantile of a probability in [0, 1], with linear interpolation between order statistics.
   */
  public static double quantile(double[] values, double probability) {
    Require.atLeast("the number of values", values.length, 1);
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be in [0, 1], got " + probability);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = probability * (sorted.length - 1);
    int below = (int) place;
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (place - below) * (above - sorted[below]);
  }

  private static boolean isTooShort(double[][] chains) {
    Require.atLeast("the number of chains", chains.length, 1);
    for (int c = 0; c < chains.length; c++) {
      Require.length("chains[" + c + "]", chains[c], chains[0].length, "as the first chain");
      Require.allFinite("chains[" + c + "]", chains[c]);
    }
    return chains[0].length < LEAST;
  }

  private static double[][] split(double[][] chains) {
    int n = chains[0].length;
    double[][] halves = new double[2 * chains.length][];
    for (int c = 0; c < chains.length; c++) {
      halves[c] = Arrays.copyOfRange(chains[c], 0, n / 2);
      halves[chains.length + c] = Arrays.copyOfRange(chains[c], n - n / 2, n);
    }
    return halves;
  }

  private static double[][] map(double[][] rows, DoubleUnaryOperator function) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(function).toArray())
        .toArray(double[][]::new);
  }

  /** Every number replaced by the normal quantile of its rank among all, as Blom (1958) does it. */
  private static double[][] normalized(double[][] rows) {
    // The ranking tells zeros of different signs apart; these are ties.
    double[] all = Chains.flat(map(rows, x -> x + 0.0));
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(all);
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double[][] normalized = new double[rows.length][rows[0].length];
    int k = 0;
    for (double[] row : normalized) {
      for (int i = 0; i < row.length; i++) {
        row[i] = normal.inverseCumulativeProbability((ranks[k++] - 0.375) / (all.length + 0.25));
      }
    }
    return normalized;
  }

  private static double rHat(double[][] rows) {
    int n = rows[0].length;
    double within = meanOf(rows, new Variance()::evaluate);
    double between = new Variance().evaluate(means(rows));
    return Math.sqrt((between / within * n + n - 1) / n);
  }

  private static double meanOf(double[][] rows, ToDoubleFunction<double[]> function) {
    return Arrays.stream(rows).mapToDouble(function).average().orElse(Double.NaN);
  }

  private static double[] means(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(new Mean()::evaluate).toArray();
  }
}
