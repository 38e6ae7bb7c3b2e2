// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegralTest {

  /**
   * Order n is exact up to degree 2n - 1, and not for degree 2n: its error term is (n!)^4
   * 2^(2n+1)/((2n+1) (2n)!^2).
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 20, 61})
  void exactForPolynomialsUpToTheirDegree(int order) {
    GaussLegendre rule = GaussLegendre.ofOrder(order);
    for (int degree = 0; degree <= 2 * order - 1; degree++) {
      double expected = degree % 2 == 0 ? 2.0 / (degree + 1) : 0;
      assertEquals(expected, moment(rule, degree), 4e-15, "degree " + degree);
    }
    if (order < 12) {
      double next = 2.0 / (2 * order + 1) - moment(rule, 2 * order);
      double error = Math.pow(2, 2 * order + 1) / (2 * order + 1);
      for (int k = 1; k <= order; k++) {
        error *= Math.pow(k, 2) / Math.pow(order + k, 2);
      }
      assertEquals(error, next, 1e-14);
    }
  }

  private static double moment(GaussLegendre rule, int degree) {
    double sum = 0;
    for (int i = 0; i < rule.order(); i++) {
      sum += rule.weight(i) * Math.pow(rule.node(i), degree);
    }
    return sum;
  }

  @Test
  void pointsAreOrderedAndSymmetric() {
    GaussLegendre rule = GaussLegendre.ofOrder(1000);
    for (int i = 0; i < 1000; i++) {
      assertEquals(-rule.node(i), rule.node(999 - i));
      assertTrue(rule.weight(i) > 0);
      assertTrue(i == 0 || rule.node(i) > rule.node(i - 1));
    }
    assertEquals(2, moment(rule, 0), 1e-13);
    assertThrows(IllegalArgumentException.class, () -> GaussLegendre.ofOrder(0));
  }

  @Test
  void valuesAgainstClosedForms() {
    Map<String, Double> at = Map.of("a", 0.4, "b", 1.9);
    assertEquals(
        Math.exp(1.9) - Math.exp(0.4),
        Expr.parse("integrate(exp(s), s, a, b, 12)").evaluate(at),
        1e-14);
    assertEquals(
        -Math.log(1.9 / 0.4), Expr.parse("integrate(1/s, s, b, a, 40)").evaluate(at), 1e-14);
    // integral of s t over the triangle 0 < t < s < b is b^4/8
    assertEquals(
        Math.pow(1.9, 4) / 8,
        Expr.parse("integrate(integrate(s*t, t, 0, s, 2), s, 0, b, 2)").evaluate(at),
        1e-14);
  }

  @Test
  void innerVariableHidesOuterOne() {
    // the inner s is another one: integral of s * (1/2) from 0 to 2
    Expr e = Expr.parse("integrate(s*integrate(s, s, 0, 1, 2), s, 0, 2, 2) + s");
    assertEquals(1 + 10, e.evaluate(Map.of("s", 10.0)), 1e-14);
  }
}
