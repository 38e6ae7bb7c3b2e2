// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceTest {

  private static final Properties REFERENCE = load();

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in =
        ConvergenceTest.class.getResourceAsStream("/reference/convergence-arviz.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  static Stream<String> cases() {
    return REFERENCE.stringPropertyNames().stream()
        .filter(key -> key.endsWith(".chain0"))
        .map(key -> key.substring(0, key.indexOf('.')))
        .sorted();
  }

  static double[][] chains(String name) {
    List<double[]> rows = new ArrayList<>();
    while (REFERENCE.containsKey(name + ".chain" + rows.size())) {
      String row = REFERENCE.getProperty(name + ".chain" + rows.size());
      rows.add(Stream.of(row.split(",")).mapToDouble(Double::parseDouble).toArray());
    }
    return rows.toArray(double[][]::new);
  }

  static void assertReference(String name, String key, double actual) {
    double expected = Double.parseDouble(REFERENCE.getProperty(name + "." + key));
    // Sums of hundreds of numbers, by transforms in the one program and the other.
    assertEquals(expected, actual, 1e-10 * Math.abs(expected), key);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithArviz(String name) {
    double[][] chains = chains(name);
    assertReference(name, "splitRHat", Convergence.splitRHat(chains));
    assertReference(name, "rHat", Convergence.rankNormalizedRHat(chains));
    assertReference(name, "bulkSize", Convergence.bulkSize(chains));
    assertReference(name, "tailSize", Convergence.tailSize(chains));
    assertReference(name, "meanSize", Convergence.meanSize(chains));
    assertReference(name, "quantileSize", Convergence.quantileSize(chains, 0.5));
    assertReference(name, "meanError", Convergence.meanError(chains));
    assertReference(name, "energyFraction", Convergence.energyFraction(chains[0]));
    assertReference(name, "quantile", Convergence.quantile(Chains.flat(chains), 0.3));
  }

  static double[][] autoregressive(double rho, int chains, int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[chains][length];
    for (double[] row : rows) {
      row[0] = random.nextGaussian();
      for (int t = 1; t < length; t++) {
        row[t] = rho * row[t - 1] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
      }
    }
    return rows;
  }

  /**
   * An autoregressive process has the effective size n (1 - rho)/(1 + rho). The estimate has the
   * relative error sqrt(2 (2 M + 1)/n) when it sums M lags (Sokal 1996), here some five times the
   * autocorrelation time.
   */
  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0, 0.5, 0.8})
  void autoregressiveChainsHaveTheirEffectiveSize(double rho) {
    int chains = 4;
    int length = 2500;
    int seeds = 4;
    double expected = chains * length * (1 - rho) / (1 + rho);
    double lags = 5 * Math.max(1, (1 + rho) / (1 - rho));
    double tolerance = 4 * Math.sqrt(2 * (2 * lags + 1) / (seeds * chains * length));
    double mean = 0;
    double bulk = 0;
    for (long seed = 1; seed <= seeds; seed++) {
      double[][] rows = autoregressive(rho, chains, length, seed);
      mean += Convergence.meanSize(rows) / seeds;
      bulk += Convergence.bulkSize(rows) / seeds;
      assertEquals(1, Convergence.rankNormalizedRHat(rows), 0.01);
    }
    assertEquals(1, mean / expected, tolerance);
    // Rank normalization does nothing to normal draws.
    assertEquals(1, bulk / expected, tolerance);
  }

  /** The error of the standard deviation against the scatter of many estimates. */
  @Test
  void errorOfTheStandardDeviationIsTheScatter() {
    int repeats = 400;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (int k = 0; k < repeats; k++) {
      double[][] rows = autoregressive(0.5, 2, 500, 100 + k);
      double sd = Math.sqrt(variance(Chains.flat(rows)));
      sum += sd;
      squares += sd * sd;
      errors += Convergence.standardDeviationError(rows) / repeats;
    }
    double mean = sum / repeats;
    double scatter = Math.sqrt(squares / repeats - mean * mean);
    // The scatter of 400 numbers is known to 1/sqrt(800) = 3.5 per cent.
    assertEquals(1, errors / scatter, 4 * 0.035);
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
  }

  /** Same place, other spread: only the folded part of R-hat sees it. */
  @Test
  void differentSpreadIsNoticed() {
    double[][] rows = autoregressive(0, 4, 500, 3);
    for (int i = 0; i < 500; i++) {
      rows[3][i] *= 3;
    }
    assertTrue(Convergence.splitRHat(rows) < 1.01);
    assertTrue(Convergence.rankNormalizedRHat(rows) > 1.05);
  }

  @Test
  void undefinedIsNaN() {
    double[][] still = {{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}};
    assertEquals(Double.NaN, Convergence.splitRHat(still));
    assertEquals(Double.NaN, Convergence.bulkSize(still));
    double[][] tooShort = {{1, 2, 3}, {3, 1, 2}};
    assertEquals(Double.NaN, Convergence.rankNormalizedRHat(tooShort));
    assertEquals(Double.NaN, Convergence.meanSize(tooShort));
    assertEquals(Double.NaN, Convergence.energyFraction(new double[] {1, 2, 3}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Convergence.splitRHat(new double[][] {{1, 2, 3, 4}, {1, 2, 3}}));
  }
}
