// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numerical derivatives of expressions, by evaluation alone. */
final class Differences {

  private static final double[] WEIGHTS = {3.0 / 4, -3.0 / 20, 1.0 / 60};

  /**
   * Step relative to max(1, |x|): error of sixth order below 1e-13, rounding error 1e-16/STEP =
   * 1e-14 of the value.
   */
  private static final double STEP = 5e-3;

  private Differences() {}

  /** Central difference of sixth order. */
  static double central(Expr e, Map<String, Double> at, String name) {
    double x = at.get(name);
    double h = STEP * Math.max(0.2, Math.abs(x));
    Map<String, Double> moved = new HashMap<>(at);
    double sum = 0;
    for (int k = 1; k <= WEIGHTS.length; k++) {
      moved.put(name, x + k * h);
      double above = e.evaluate(moved);
      moved.put(name, x - k * h);
      sum += WEIGHTS[k - 1] * (above - e.evaluate(moved));
    }
    return sum / h;
  }

  /**
   * Checks the first and second derivatives of an expression with respect to all its variables, in
   * both modes.
   *
   * <p>Tolerance: special functions are good to 1e-13 of their scale, divided by the smallest step
   * of 1e-3 that is 1e-10; the truncation error is h^6 f^(7)/140, below that for functions that
   * change over lengths of about 1.
   */
  static void checkDerivatives(Expr e, Map<String, Double> at) {
    checkFirst(e, at);
    for (Variable v : e.variables()) {
      checkFirst(e.derivative(v), at);
    }
  }

  private static void checkFirst(Expr e, Map<String, Double> at) {
    List<Variable> variables = List.copyOf(e.variables());
    List<Expr> gradient = Derivatives.gradient(e, variables);
    for (int i = 0; i < variables.size(); i++) {
      double forward = e.derivative(variables.get(i)).evaluate(at);
      double reverse = gradient.get(i).evaluate(at);
      double difference = central(e, at, variables.get(i).name());
      double scale = Math.max(Math.abs(forward), Math.abs(e.evaluate(at)));
      String what = "d(" + e + ")/d" + variables.get(i) + " at " + at;
      assertClose(difference, forward, 1e-9 * Math.max(scale, 1e-3), what);
      assertClose(forward, reverse, 1e-12 * Math.max(scale, 1e-3), "reverse " + what);
    }
  }

  static void assertClose(double expected, double actual, double tolerance, String what) {
    assertTrue(
        Math.abs(expected - actual) <= tolerance,
        () -> what + ": expected " + expected + ", got " + actual + ", tolerance " + tolerance);
  }
}
