// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.odisseo.validation.Require;

/** Quantiles of samples. */
public final class Quantiles {

  private Quantiles() {}

  /**
   * Quantiles by linear interpolation between the sorted samples, at position \( p (n - 1) \) from
   * 0: type 7 of Hyndman and Fan 1996 (Am. Stat. 50, 361), the default of R and NumPy.
   *
   * @param samples at least one, finite, in any order
   * @param probabilities each from 0 to 1
   * @return one quantile for each probability
   */
  public static double[] of(double[] samples, double... probabilities) {
    double[] sorted = sorted("samples", samples);
    double[] quantiles = new double[probabilities.length];
    for (int k = 0; k < quantiles.length; k++) {
      double position = probability(probabilities[k]) * (sorted.length - 1);
      int below = (int) Math.min(Math.floor(position), Math.max(sorted.length - 2, 0));
      double above = sorted[Math.min(below + 1, sorted.length - 1)];
      quantiles[k] = sorted[below] + (position - below) * (above - sorted[below]);
    }
    return quantiles;
  }

  /**
   * Quantiles of weighted samples: the least sample at which the share of the weights up to it
   * reaches the probability. Nothing is interpolated.
   *
   * @param samples at least one, finite, in any order
   * @param weights one for each sample, not negative, not all zero
   * @param probabilities each from 0 to 1
   */
  public static double[] ofWeighted(double[] samples, double[] weights, double... probabilities) {
    Require.length("weights", weights, samples.length, "one for each sample");
    sorted("samples", samples);
    double total = Arrays.stream(Require.allNonNegative("weights", weights)).sum();
    Require.positive("the sum of weights", total);
    int[] order =
        IntStream.range(0, samples.length)
            .filter(i -> weights[i] > 0)
            .boxed()
            .sorted((a, b) -> Double.compare(samples[a], samples[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] quantiles = new double[probabilities.length];
    for (int k = 0; k < quantiles.length; k++) {
      double wanted = probability(probabilities[k]) * total;
      double reached = weights[order[0]];
      int i = 0;
      while (reached < wanted && i + 1 < order.length) {
        i++;
        reached += weights[order[i]];
      }
      quantiles[k] = samples[order[i]];
    }
    return quantiles;
  }

  static double[] sorted(String argument, double[] samples) {
    Require.atLeast("the number of " + argument, samples.length, 1);
    double[] sorted = Require.allFinite(argument, samples).clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double probability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a probability must be >= 0 and <= 1, got " + p);
    }
    return p;
  }
}
