// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;

/** Densities, quantiles and intervals against scipy and numpy. */
class DensityReferenceTest {

  private static final Properties SCIPY = load("density-scipy.properties");

  private static final Map<String, Bandwidth> RULES =
      Map.of(
          "scott", Bandwidth.scott(),
          "silverman", Bandwidth.silverman(),
          "0.37", Bandwidth.fixed(0.37));

  @Test
  void oneDimensionAgreesWithScipy() {
    Columns samples = Columns.of(List.of("x"), numbers("one"));
    RULES.forEach(
        (rule, bandwidth) -> {
          KernelDensity plain = KernelDensity.of(numbers("one"), bandwidth);
          KernelDensity weighted = KernelDensity.ofWeighted(samples, numbers("weights"), bandwidth);
          check(plain, "one." + rule + ".plain");
          check(weighted, "one." + rule + ".weighted");
        });
    assertEquals(KernelDensity.of(samples).factor(), numbers("one.scott.plain.factor")[0], 1e-15);
  }

  private static void check(KernelDensity density, String key) {
    assertEquals(numbers(key + ".factor")[0], density.factor(), 1e-14, key);
    double[] at = numbers("one.at");
    double[] expected = numbers(key + ".logpdf");
    for (int i = 0; i < at.length; i++) {
      double found = density.logDensity(ParameterSet.of("x", at[i]));
      // Sums of 40 positive terms, then a logarithm; the exponent itself is rounded where large.
      assertEquals(expected[i], found, 1e-13 * Math.max(1, Math.abs(expected[i])), key);
      assertEquals(Math.exp(expected[i]), density.density(at[i]), 1e-13, key);
    }
    assertEquals(numbers(key + ".integral")[0], density.integrate(1, 4), 1e-13, key);
  }

  @Test
  void twoDimensionsOfVeryDifferentSizeAgreeWithScipy() {
    Columns samples =
        Columns.of(List.of("mass", "slope"), numbers("two.mass"), numbers("two.slope"));
    double[] at = numbers("two.at");
    int n = at.length / 2;
    RULES.forEach(
        (rule, bandwidth) -> {
          for (String weights : List.of("plain", "weighted")) {
            KernelDensity density =
                weights.equals("plain")
                    ? KernelDensity.of(samples, bandwidth)
                    : KernelDensity.ofWeighted(samples, numbers("two.weights"), bandwidth);
            String key = "two." + rule + "." + weights;
            assertEquals(numbers(key + ".factor")[0], density.factor(), 1e-14, key);
            double[] expected = numbers(key + ".logpdf");
            for (int i = 0; i < n; i++) {
              double found = density.logDensity(ParameterSet.of("mass", at[i], "slope", at[n + i]));
              // The correlation is 0.95: a condition of 40 between the two ways to whiten.
              assertEquals(expected[i], found, 1e-12 * Math.abs(expected[i]), key);
            }
          }
        });
  }

  @Test
  void quantilesAgreeWithNumpy() {
    double[] p = numbers("quantile.p");
    assertArrayEquals(numbers("quantile.plain"), Quantiles.of(numbers("one"), p), 1e-14);
    assertArrayEquals(
        numbers("quantile.weighted"), Quantiles.ofWeighted(numbers("one"), numbers("weights"), p));
  }

  @Test
  void theShortestIntervalOfABetaDistributionIsFound() {
    BetaDistribution beta = new BetaDistribution(2, 5);
    int n = 10_000;
    double[] samples = new double[n];
    for (int i = 0; i < n; i++) {
      samples[i] = beta.inverseCumulativeProbability((i + 0.5) / n);
    }
    Interval interval = HighestDensityInterval.of(samples, 0.9);
    double[] expected = numbers("beta.2.5.interval.0.9");
    // The width is flat at its minimum, so the place is known to sqrt(spacing), the width to it.
    assertEquals(expected[1] - expected[0], interval.width(), 2.0 / n);
    assertEquals(expected[0], interval.low(), 2 / Math.sqrt(n) * 0.1);
    assertEquals(expected[1], interval.high(), 2 / Math.sqrt(n) * 0.1);
  }

  private static double[] numbers(String key) {
    String text = SCIPY.getProperty(key);
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static Properties load(String name) {
    Properties properties = new Properties();
    try (InputStream in = DensityReferenceTest.class.getResourceAsStream("/reference/" + name)) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
