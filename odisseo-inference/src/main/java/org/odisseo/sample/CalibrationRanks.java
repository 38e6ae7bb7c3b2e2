// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * The ranks of true parameters among posterior draws. Immutable.
 *
 * @see SimulationBasedCalibration
 */
public final class CalibrationRanks {

  private final List<String> names;
  private final List<int[]> ranks;
  private final int largest;
  private final int failures;

  /** Takes ownership of the ranks: one array per replicate with a rank per parameter. */
  CalibrationRanks(List<String> names, List<int[]> ranks, int largest, int failures) {
    this.names = names;
    this.ranks = ranks;
    this.largest = largest;
    this.failures = failures;
  }

  /** The names of the parameters. */
  public List<String> names() {
    return names;
  }

  /** The number of replicates that have ranks. */
  public int replicates() {
    return ranks.size();
  }

  /** The number of replicates that failed; if there are many, the ranks say little. */
  public int failures() {
    return failures;
  }

  /** The largest possible rank, the number of draws that were kept. */
  public int largest() {
    return largest;
  }

  /** The ranks of a parameter, each from 0 to {@link #largest}, one per replicate. */
  public int[] ranks(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw Names.unknown("parameter", name, names);
    }
    return ranks.stream().mapToInt(rank -> rank[index]).toArray();
  }

  /**
   * How many ranks fall into each of a number of equal bins.
   *
   * @param bins at least 2, a divisor of the number of possible ranks, {@code largest() + 1}
   */
  public int[] histogram(String name, int bins) {
    Require.atLeast("bins", bins, 2);
    if ((largest + 1) % bins != 0) {
      throw new IllegalArgumentException(
          "bins must divide the number of possible ranks, " + (largest + 1) + ", got " + bins);
    }
    int[] histogram = new int[bins];
    for (int rank : ranks(name)) {
      histogram[rank / ((largest + 1) / bins)]++;
    }
    return histogram;
  }

  /**
   * The probability that uniform ranks have a histogram as uneven as this one, or more, by
   * Pearson's chi-squared test. To be meant seriously there should be five ranks a bin or more.
   */
  public double pValue(String name, int bins) {
    double expected = (double) ranks.size() / bins;
    double chiSquared = 0;
    for (int count : histogram(name, bins)) {
      chiSquared += (count - expected) * (count - expected) / expected;
    }
    return ChiSquaredDistribution.of(bins - 1).survivalProbability(chiSquared);
  }
}
