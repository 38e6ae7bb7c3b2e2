// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubstitutionTest {

  private static final Variable X = Expr.variable("x");
  private static final Variable Y = Expr.variable("y");
  private static final Variable S = Expr.variable("s");

  @Test
  void allAtTheSameTime() {
    assertEquals(Expr.parse("y - x"), Expr.parse("x - y").substitute(Map.of(X, Y, Y, X)));
    assertEquals(
        Expr.parse("sin(2)*y"), Expr.parse("sin(x)*y").substitute(Map.of(X, Expr.constant(2))));
    assertEquals(Expr.parse("4*y^2"), Expr.parse("x^2").substitute(Map.of(X, Expr.parse("2*y"))));
  }

  @Test
  void whatDoesNotHoldTheVariableIsKept() {
    Expr e = Expr.parse("sin(y)^z");
    assertSame(e, e.substitute(Map.of(X, Y)));
  }

  @Test
  void boundVariablesStayBound() {
    Expr e = Expr.parse("s*integrate(s*x, s, 0, s, 4)");
    assertEquals(Expr.parse("y*integrate(s*x, s, 0, y, 4)"), e.substitute(Map.of(S, Y)));
  }

  @Test
  void nothingIsCaptured() {
    Expr e = Expr.parse("integrate(s*x, s, 0, 1, 4)"); // x/2
    Expr replaced = e.substitute(Map.of(X, S.square()));
    assertEquals(List.of(S), List.copyOf(replaced.variables()));
    assertEquals(4.5, replaced.evaluate(Map.of("s", 3.0)), 1e-14);
    Expr both = Expr.parse("integrate(s*x*s_1, s, 0, s, 4)").substitute(Map.of(X, S, S, X));
    assertEquals(3.0 * 2 * 5 * 5 / 2, both.evaluate(Map.of("s", 3.0, "s_1", 2.0, "x", 5.0)), 1e-12);
  }

  @Test
  void variablesAreFreeAndOrdered() {
    Expr e = Expr.parse("z + integrate(s*b, s, a, x, 4)");
    assertEquals("[a, b, x, z]", e.variables().toString());
    assertTrue(Expr.parse("integrate(s, s, 0, s, 4)").variables().contains(S));
  }
}
