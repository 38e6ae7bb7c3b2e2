// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/** Comparisons of draws with what is known, in Monte-Carlo errors. */
final class MonteCarlo {

  /** Exceeded by one of 16 000 comparisons if all is well. */
  private static final double BOUND = 4;

  private MonteCarlo() {}

  static void assertMean(String what, double expected, double[][] chains) {
    double mean = Arrays.stream(Chains.flat(chains)).average().orElseThrow();
    double error = Convergence.meanError(chains);
    double off = (mean - expected) / error;
    assertTrue(
        Math.abs(off) < BOUND,
        () -> what + " must be " + expected + ", got " + mean + " +- " + error + ", off by " + off);
  }

  /** The mean squared distance from the known mean is an ordinary mean, with its error. */
  static void assertMoments(String what, double mean, double variance, double[][] chains) {
    assertMean("mean of " + what, mean, chains);
    double[][] squares =
        Arrays.stream(chains)
            .map(row -> Arrays.stream(row).map(x -> (x - mean) * (x - mean)).toArray())
            .toArray(double[][]::new);
    assertMean("variance of " + what, variance, squares);
  }
}
