// SPDX-License-Identifier: Apache-2.0

package org.odisseo.initial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlummerSpeedTest {

  /**
   * The integral of g from 0 to q by another way: with q = sin(theta) the integrand is 512 / (7 pi)
   * sin^2 cos^8, a polynomial in cosines of even multiples of theta, here by Simpson's rule.
   */
  private static double integral(double q) {
    int panels = 20000;
    double top = Math.asin(q);
    double h = top / panels;
    double sum = integrand(0) + integrand(top);
    for (int i = 1; i < panels; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * integrand(i * h);
    }
    return sum * h / 3;
  }

  private static double integrand(double theta) {
    return 512 / (7 * Math.PI) * Math.pow(Math.sin(theta), 2) * Math.pow(Math.cos(theta), 8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.03, 0.2, 0.2499, 0.2501, 0.3, 0.5, 0.8, 0.99, 1})
  void cumulativeIsTheIntegralOfTheDensity(double q) {
    double expected = integral(q);
    assertEquals(expected, PlummerSpeed.cumulative(q), 2e-13 * expected);
    assertTrue(Math.abs(integral(q * 1.0001) / expected - 1) > 1e-12 || q == 1);
  }

  @Test
  void densityIsNormalizedAndPeaksWhereItsSlopeVanishes() {
    assertEquals(1, PlummerSpeed.cumulative(1), 4 * Math.ulp(1.0));
    // d/dq [q^2 (1 - q^2)^(7/2)] = 0 at q^2 = 2/9.
    double peak = Math.sqrt(2.0 / 9);
    assertTrue(PlummerSpeed.density(peak) > PlummerSpeed.density(peak * 1.001));
    assertTrue(PlummerSpeed.density(peak) > PlummerSpeed.density(peak * 0.999));
  }

  @Test
  void quantileInvertsTheCumulative() {
    double previous = -1;
    for (double u = 0; u < 1; u += 1.0 / 4096) {
      double q = PlummerSpeed.quantile(u);
      assertTrue(q > previous && q < 1, "u = " + u + ", q = " + q);
      assertEquals(u, PlummerSpeed.cumulative(q), 4e-16 + 1e-14 * u * u);
      previous = q;
    }
  }

  @Test
  void quantileOfTheExtremes() {
    assertEquals(0, PlummerSpeed.quantile(0));
    // G(q) = 512 q^3 / (21 pi) for small q.
    double tiny = 1e-15;
    double expected = Math.cbrt(21 * Math.PI * tiny / 512);
    assertEquals(expected, PlummerSpeed.quantile(tiny), 1e-9 * expected);
    double last = PlummerSpeed.quantile(Math.nextDown(1.0));
    assertTrue(last > 0.99 && last <= 1, "q = " + last);
  }
}
