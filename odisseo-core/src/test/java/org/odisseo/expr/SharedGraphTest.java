// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Expressions whose graph is small but which, written out as a tree, have 2^200 nodes; and very
 * deep ones.
 */
class SharedGraphTest {

  /** Thousands of times what is needed, and nothing beside 2^200. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Variable X = Expr.variable("x");
  private static final Variable Y = Expr.variable("y");
  private static final Map<String, Double> AT = Map.of("x", 0.3, "y", 0.4);

  private static final List<UnaryOperator<Expr>> STEPS =
      List.of(
          u -> u.times(u).plus(1).over(4),
          u -> u.times(u).plus(1),
          u -> Functions.sin(u).times(Functions.cos(u)),
          u -> Functions.norm(u, u.plus(Y), Functions.tanh(u)).over(3),
          u -> Functions.safeRatio(u, u.plus(Functions.exp(u.negate()))),
          u -> u.plus(Functions.sin(u)).times(u.minus(Functions.cos(u))).over(5));

  private static final List<UnaryOperator<Expr>> CHOICES =
      List.of(
          u -> Functions.max(u.times(0.9), Functions.sin(u)).times(u.plus(1)).over(2),
          u ->
              Functions.select(Comparison.LT, u, Y, Functions.sin(u), u.times(u))
                  .plus(u.times(0.1)));

  private static Expr nested(UnaryOperator<Expr> step, int times) {
    Expr e = X;
    for (int i = 0; i < times; i++) {
      e = step.apply(e);
    }
    return e;
  }

  @Test
  void arithmetic() {
    for (UnaryOperator<Expr> step : STEPS) {
      assertTimeoutPreemptively(LIMIT, () -> exercise(step, 200));
    }
  }

  @Test
  void choices() {
    for (UnaryOperator<Expr> step : CHOICES) {
      assertTimeoutPreemptively(LIMIT, () -> exercise(step, 60));
    }
  }

  private static void exercise(UnaryOperator<Expr> step, int times) {
    Expr e = nested(step, times);
    Expr twin = nested(step, times);
    assertEquals(e.hashCode(), twin.hashCode());
    assertEquals(e, twin);
    assertNotEquals(e, nested(step, times - 1));
    Expr forward = e.derivative(X);
    Expr reverse = Derivatives.gradient(twin, List.of(X, Y)).get(0);
    double value = forward.evaluate(AT);
    if (Double.isFinite(value)) {
      assertEquals(value, reverse.evaluate(AT), 1e-9 * Math.abs(value));
    }
    assertTrue(reverse.derivative(X).variables().size() <= 2);
    assertEquals(e.substitute(Map.of(X, Y)), twin.substitute(Map.of(X, Y)));
    assertTrue(e.toString().startsWith("<expression too large to write"), e::toString);
    assertThrows(IllegalStateException.class, e::toLatex);
  }

  @Test
  void derivativeOfIteratedMapAgainstRecurrence() {
    UnaryOperator<Expr> step = STEPS.get(0);
    double x = 0.3;
    double slope = 1;
    for (int i = 0; i < 60; i++) {
      slope *= x / 2;
      x = (x * x + 1) / 4;
    }
    assertEquals(slope, nested(step, 60).derivative(X).evaluate(AT), 1e-12 * slope);
  }

  @Test
  void nestedIntegralsOfSharedIntegrandsStayPolynomial() {
    Variable s = Expr.variable("s");
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          Expr e = X.times(s);
          for (int i = 0; i < 25; i++) {
            Expr integral = Functions.integrate(e.times(s), s, Expr.constant(0), X, 2);
            e = integral.plus(e.times(0.1)).times(Functions.sin(s));
          }
          Expr shifted = e.substitute(Map.of(s, X, X, s));
          assertTrue(shifted.variables().contains(s));
          assertTrue(e.derivative(X).variables().contains(X));
          assertEquals(2, Derivatives.gradient(e, List.of(X, s)).size());
        });
  }

  @Test
  void deepChainsDoNotOverflowTheStack() {
    UnaryOperator<Expr> step = u -> Functions.sin(u).plus(Functions.exp(u.times(Y)).times(0.01));
    Expr e = nested(step, 5_000);
    Expr twin = nested(step, 5_000);
    assertEquals(e, twin);
    assertTrue(Double.isFinite(e.evaluate(AT)));
    double forward = e.derivative(X).evaluate(AT);
    assertEquals(
        forward, Derivatives.gradient(e, List.of(X)).get(0).evaluate(AT), 1e-9 * Math.abs(forward));
    assertEquals(twin.substitute(Map.of(X, Y)), e.substitute(Map.of(X, Y)));
    assertTrue(e.toString().contains("too large"));
  }

  @Test
  void deepChoicesDoNotOverflowTheStack() {
    Expr e = nested(u -> Functions.max(Functions.sin(u), Y.times(0.01)), 3_000);
    double forward = e.derivative(X).evaluate(AT);
    assertEquals(forward, Derivatives.gradient(e, List.of(X)).get(0).evaluate(AT), 1e-9);
  }

  @Test
  void longSumsOfRunningSumsStaySmall() {
    Expr e = X;
    for (int i = 0; i < 3000; i++) {
      e = e.plus(Functions.sin(e).times(0.001)); // an Euler step; each result is used in the next
    }
    long operands = Dag.order(e).stream().mapToLong(node -> node.operands().size()).sum();
    assertTrue(operands < 3000L * 3 * SumBuilder.FLATTEN_LIMIT, "edges: " + operands);
    Map<String, Double> at = new HashMap<>(AT);
    double x = 0.3;
    for (int i = 0; i < 3000; i++) {
      x += 0.001 * Math.sin(x);
    }
    assertEquals(x, e.evaluate(at), 1e-12);
  }

  @Test
  void equalityIsAnEquivalence() {
    Expr a = Expr.parse("sin(x + y)*exp(z)");
    Expr b = Expr.parse("exp(z)*sin(y + x)");
    assertEquals(a, b);
    assertEquals(b, a);
    assertNotEquals(a, Expr.parse("sin(x + y)*exp(w)"));
    assertNotEquals(null, a);
    assertNotEquals("x", X);
    // "Aa" and "BB" have the same String hash
    assertNotEquals(Expr.parse("sin(Aa)"), Expr.parse("sin(BB)"));
    assertEquals(Expr.parse("sin(Aa) + sin(BB)"), Expr.parse("sin(BB) + sin(Aa)"));
    assertSame(a.operands(), a.operands());
  }
}
