// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.polynomials.PolynomialFunction;
import org.junit.jupiter.api.Test;

class HermitePieceTest {

  private static double[][] nodes(double[] times, DoubleUnaryOperator x, DoubleUnaryOperator v) {
    double[][] nodes = new double[6][times.length];
    for (int k = 0; k < times.length; k++) {
      for (int c = 0; c < 3; c++) {
        nodes[c][k] = (c + 1) * x.applyAsDouble(times[k]);
        nodes[3 + c][k] = (c + 1) * v.applyAsDouble(times[k]);
      }
    }
    return nodes;
  }

  /** Two conditions at each of n nodes fix a polynomial of degree 2n - 1, wherever it begins. */
  @Test
  void reproducesPolynomials() {
    double[] coefficients = {0.3, -1.2, 0.7, 0.45, -0.6, 0.2, 0.11, -0.07};
    for (int count = 1; count <= 6; count++) {
      double[] times = new double[count];
      for (int k = 0; k < count; k++) {
        times[k] = -1.1 + 0.5 * k + 0.03 * k * k;
      }
      int degree = 2 * Math.min(count, 4) - 1;
      PolynomialFunction x = new PolynomialFunction(Arrays.copyOf(coefficients, degree + 1));
      PolynomialFunction v = x.polynomialDerivative();
      PolynomialFunction a = v.polynomialDerivative();
      for (int interval = 0; interval < Math.max(1, count - 1); interval++) {
        HermitePiece piece = new HermitePiece(times, nodes(times, x::value, v::value), interval);
        for (double share : new double[] {0, 0.25, 0.8, 1}) {
          double t = times[interval] + share * 0.4;
          double[] expected = new double[9];
          for (int c = 0; c < 3; c++) {
            expected[c] = (c + 1) * x.value(t);
            expected[3 + c] = (c + 1) * v.value(t);
            expected[6 + c] = (c + 1) * a.value(t);
          }
          assertArrayEquals(expected, piece.at(t), 2e-13, count + " nodes, interval " + interval);
        }
      }
    }
  }

  /**
   * The error for sin(t) in the middle of four nodes is h^8/8! times (1/2)^4 (3/2)^4 = h^8/127 426,
   * to the next order in h, which is h^2.
   */
  @Test
  void theErrorIsThatOfTheText() {
    double h = 0.3;
    double middle = Math.PI / 2;
    double[] times = {middle - 1.5 * h, middle - 0.5 * h, middle + 0.5 * h, middle + 1.5 * h};
    HermitePiece piece = new HermitePiece(times, nodes(times, Math::sin, Math::cos), 1);
    double error = Math.abs(piece.at(middle)[0] - 1);
    double expected = Math.pow(h, 8) / 40320 * Math.pow(0.75, 4);
    assertEquals(expected, error, h * h * expected);
    assertTrue(Math.abs(piece.at(middle)[3]) < 1e-14);
  }
}
