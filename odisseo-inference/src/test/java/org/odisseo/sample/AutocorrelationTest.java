// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutocorrelationTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 31, 32, 33, 64, 65})
  void covariancesAreTheSums(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[] x = random.doubles(n).toArray();
    double mean = Arrays.stream(x).sum() / n;
    double[] expected = new double[n];
    for (int t = 0; t < n; t++) {
      for (int i = 0; i + t < n; i++) {
        expected[t] += (x[i] - mean) * (x[i + t] - mean) / n;
      }
    }
    assertArrayEquals(expected, Autocorrelation.covariances(x), 1e-15 * Math.max(1, n));
  }

  static List<String> cases() {
    return ConvergenceTest.cases().toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void timeAgreesWithEmcee(String name) {
    ConvergenceTest.assertReference(
        name, "time", Autocorrelation.time(List.of(ConvergenceTest.chains(name))));
  }

  /** Sokal: the relative error is sqrt(2 (2 M + 1)/n) with the window M = 5 times the time. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.8, 0.95})
  void autoregressiveSeriesHaveTheirTime(double rho) {
    double expected = (1 + rho) / (1 - rho);
    int total = 8 * 20_000;
    double error = Math.sqrt(2 * (2 * 5 * expected + 1) / total);
    double[][] rows = ConvergenceTest.autoregressive(rho, 8, 20_000, 9);
    // The window cuts off a part of e^-5 or less of an exponential's sum on this scale.
    assertEquals(1, Autocorrelation.time(List.of(rows)) / expected, 4 * error + 0.01);
  }

  @Test
  void seriesThatDoNotMoveAreLeftOut() {
    double[] moving = {1, 2, 4, 3, 5, 2, 1, 0};
    double[] still = new double[8];
    assertEquals(
        Autocorrelation.time(List.of(moving)), Autocorrelation.time(List.of(still, moving)));
    assertEquals(Double.NaN, Autocorrelation.time(List.of(still)));
  }
}
