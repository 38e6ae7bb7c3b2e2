// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.expr.Differences.assertClose;
import static org.odisseo.expr.Differences.checkDerivatives;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivativeTest {

  private static final Map<String, Double> AT =
      Map.of("x", 0.37, "y", 0.81, "z", -0.55, "a", 1.3, "p", 2.6);

  private static final String[] FORMULAS = {
    "exp(x*y)",
    "expm1(x*y)",
    "log(x + 2*y)",
    "log1p(x*y)",
    "sin(x + y^2)",
    "cos(x*y)",
    "tan(x*y)",
    "asin(x*y)",
    "acos(x*y)",
    "atan(x/y)",
    "atan2(x*z, y)",
    "sinh(x*z)",
    "cosh(x*z)",
    "tanh(x - z)",
    "asinh(x*z)",
    "acosh(2 + x*y)",
    "atanh(x*z)",
    "cbrt(x*z)",
    "abs(x*z)",
    "sign(x*z)*y",
    "min(x*y, z + 1)",
    "max(x*y, z + 1)",
    "min(x, y, z)*a",
    "erf(x*z)",
    "log_gamma(a*x)",
    "polygamma(0, a*y)",
    "polygamma(2, a*y)",
    "gamma_p(a, p*x)",
    "gamma_p(1, a, p*x)",
    "gamma_p(2, a, p*x)",
    "log_ratio(x*z)",
    "log_ratio(2, x*y)",
    "cutoff_potential(a, p*x^2)",
    "cutoff_potential(1, a, p*x)",
    "norm(x, y, z)",
    "norm(x, y, z)^-1",
    "norm(x, y, z)^(5/2)",
    "norm(x, y, z)^3*x",
    "norm(x, y)^p",
    "safe_ratio(x*y, z)",
    "power_log(1, x, p)",
    "power_log(2, x*y, p*a)",
    "x^p",
    "(x*y)^(p*a)",
    "p^x",
    "x^3*y^(-2)*sqrt(a*x)",
    "sqrt(x^2 + y^2)",
    "(x^2)^(3/4)*y",
    "x*y/(z - a)",
    "2^(x*z)",
    "select(x < y, x*y^2, exp(z*x))",
    "select(x > y, x*y^2, exp(z*x))",
    "select(x*y == z, 1, x*z)*y",
    "integrate(exp(-s*x)*s^p, s, 0, a, 60)",
    "integrate(sin(s*x*y) + x, s, x*z, y^2, 30)",
    "integrate(s*integrate(t*s*x + y, t, 0, s, 8), s, x, a, 8)",
    "integrate(max(x*y*a, x), s, 0, x, 4)",
    "digamma(a)",
    "pow(x, 7/2)",
    "exp(x)*exp(y*z)^2",
    "log_ratio(norm(x, y, z)/a)",
  };

  @Test
  void everyFormulaAgainstDifferencesAndTheOtherMode() {
    for (String formula : FORMULAS) {
      checkDerivatives(Expr.parse(formula), AT);
    }
  }

  @Test
  void everyFunctionIsAmongTheFormulas() {
    Set<Fn> missing = EnumSet.allOf(Fn.class);
    for (String formula : FORMULAS) {
      for (Expr node : Dag.order(Expr.parse(formula))) {
        if (node instanceof Call call) {
          missing.remove(call.fn());
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void toleranceBites() {
    Expr right = Expr.parse("gamma_p(a, p*x)");
    Expr off = right.plus(Expr.parse("1e-8*x"));
    double exact = right.derivative(Expr.variable("x")).evaluate(AT);
    double difference = Differences.central(off, AT, "x");
    assertTrue(Math.abs(exact - difference) > 1e-9 * exact, "an error of 1e-8 must not pass");
  }

  @Test
  void thirdDerivativeAgainstClosedForm() {
    Variable x = Expr.variable("x");
    // d^3/dx^3 (r^2 + 1)^(-1/2) = (9 x (r^2 + 1) - 15 x^3)/(r^2 + 1)^(7/2)
    Expr third = Expr.parse("1/sqrt(x^2 + y^2 + 1)").derivative(x).derivative(x).derivative(x);
    double u = 0.37 * 0.37 + 0.81 * 0.81 + 1;
    double expected = (9 * 0.37 * u - 15 * Math.pow(0.37, 3)) / Math.pow(u, 3.5);
    assertClose(expected, third.evaluate(AT), 1e-14, "third derivative");
    // d^3/dx^3 x^3 ln x = 6 ln x + 11
    Expr logarithmic = Expr.parse("x^3*log(x)").derivative(x).derivative(x).derivative(x);
    assertClose(6 * Math.log(0.37) + 11, logarithmic.evaluate(AT), 1e-13, "x^3 ln x");
  }

  @Test
  void mixedThirdDerivativeOfIncompleteGammaAgainstDifferences() {
    Variable a = Expr.variable("a");
    Variable x = Expr.variable("x");
    Expr mixed = Functions.gammaP(a, x).derivative(a).derivative(x).derivative(a);
    Expr swapped = Functions.gammaP(a, x).derivative(x).derivative(a).derivative(a);
    double value = mixed.evaluate(AT);
    assertClose(value, swapped.evaluate(AT), 1e-12 * Math.abs(value), "order of derivatives");
    Expr second = Functions.gammaP(a, x).derivative(x).derivative(a);
    assertClose(Differences.central(second, AT, "a"), value, 1e-9 * Math.abs(value), "mixed");
  }

  @Test
  void tiesOfExtremaShareHalfAndHalf() {
    Variable x = Expr.variable("x");
    Variable y = Expr.variable("y");
    Map<String, Double> tie = Map.of("x", 2.0, "y", 4.0);
    for (String formula : List.of("max(2*x, y)", "min(2*x, y)")) {
      Expr e = Expr.parse(formula);
      assertEquals(1.0, e.derivative(x).evaluate(tie));
      assertEquals(0.5, e.derivative(y).evaluate(tie));
      assertEquals(1.0, Derivatives.gradient(e, List.of(x, y)).get(0).evaluate(tie));
      assertEquals(0.5, Derivatives.gradient(e, List.of(x, y)).get(1).evaluate(tie));
    }
  }

  @Test
  void derivativeAtCornersIsZero() {
    Variable x = Expr.variable("x");
    assertEquals(0, Expr.parse("abs(x)").derivative(x).evaluate(Map.of("x", 0.0)));
    assertEquals(0, Expr.parse("norm(x, 0*y)").derivative(x).evaluate(Map.of("x", 0.0)));
    assertEquals(
        0, Expr.parse("atan2(y, x)").derivative(x).evaluate(Map.of("x", 0.0, "y", 0.0)), 0.0);
    assertEquals(0, Expr.parse("sqrt(x^2)").derivative(x).evaluate(Map.of("x", 0.0)));
  }

  /** The branch that is not taken is singular at the point; neither mode may let it leak. */
  @Test
  void untakenBranchDoesNotLeak() {
    Variable x = Expr.variable("x");
    Map<String, Double> zero = Map.of("x", 0.0);
    for (String formula :
        List.of(
            "select(x > 0, sqrt(x)*log(x), 3*x)",
            "max(3*x, sqrt(x) - 1)*1",
            "min(3*x, 1 + sqrt(x))")) {
      Expr e = Expr.parse(formula);
      assertEquals(3.0, e.derivative(x).evaluate(zero), formula);
      assertEquals(3.0, Derivatives.gradient(e, List.of(x)).get(0).evaluate(zero), formula);
    }
    Expr nested =
        Expr.parse("2*select(x > 0, select(x > 1, 1/x, log(x)), exp(select(x < 0, x^-3, x)))");
    assertEquals(2.0, Derivatives.gradient(nested, List.of(x)).get(0).evaluate(zero));
  }

  @Test
  void productsOfJacobianAgreeWithEachOther() {
    List<Variable> wrt = List.of(Expr.variable("x"), Expr.variable("y"), Expr.variable("z"));
    List<Expr> outputs =
        List.of(
            Expr.parse("x*y*z"),
            Expr.parse("norm(x, y, z)"),
            Expr.parse("select(x < y, x*z, y)"),
            Expr.parse("x"));
    List<Expr> tangents = List.of(Expr.parse("y"), Expr.parse("0.3"), Expr.parse("sin(x)"));
    List<Expr> cotangents =
        List.of(Expr.parse("a"), Expr.parse("x*y"), Expr.parse("2"), Expr.parse("z"));
    double forward = dot(cotangents, Derivatives.jvp(outputs, wrt, tangents)).evaluate(AT);
    double reverse = dot(tangents, Derivatives.vjp(outputs, cotangents, wrt)).evaluate(AT);
    assertClose(forward, reverse, 1e-15, "cotangent J tangent");
    double manual = 0;
    for (int i = 0; i < outputs.size(); i++) {
      for (int j = 0; j < wrt.size(); j++) {
        double entry = outputs.get(i).derivative(wrt.get(j)).evaluate(AT);
        manual += cotangents.get(i).evaluate(AT) * entry * tangents.get(j).evaluate(AT);
      }
    }
    assertClose(manual, forward, 1e-15, "by entries");
  }

  private static Expr dot(List<Expr> a, List<Expr> b) {
    Expr sum = Expr.constant(0);
    for (int i = 0; i < a.size(); i++) {
      sum = sum.plus(a.get(i).times(b.get(i)));
    }
    return sum;
  }

  @Test
  void sameOutputTwiceAddsUp() {
    Variable x = Expr.variable("x");
    Expr e = Expr.parse("sin(x)");
    List<Expr> gradient =
        Derivatives.vjp(
            List.of(e, e, x), List.of(Expr.constant(1), Expr.constant(2), x), List.of(x, x));
    double expected = 3 * Math.cos(0.37) + 0.37;
    assertClose(expected, gradient.get(0).evaluate(AT), 1e-15, "gradient");
    assertEquals(gradient.get(0), gradient.get(1));
  }

  @Test
  void boundVariablesAreNotDifferentiated() {
    Variable s = Expr.variable("s");
    Expr e = Expr.parse("s*integrate(s^2*x, s, 0, s, 4)");
    // = s * x s^3/3
    Map<String, Double> at = Map.of("s", 1.5, "x", 0.7);
    double expected = 0.7 * 4 * Math.pow(1.5, 3) / 3;
    assertClose(expected, e.derivative(s).evaluate(at), 1e-14, "forward");
    assertClose(
        expected, Derivatives.gradient(e, List.of(s)).get(0).evaluate(at), 1e-14, "reverse");
  }

  @Test
  void tangentsAreNotCapturedByIntegrals() {
    Variable x = Expr.variable("x");
    Variable s = Expr.variable("s");
    Expr e = Expr.parse("integrate(s*x^2, s, 0, 1, 4)"); // x^2/2
    Expr tangent =
        Derivatives.jvp(List.of(e), List.of(x), List.of(s)).get(0); // x s, with the outer s
    Map<String, Double> at = Map.of("s", 5.0, "x", 0.7);
    assertClose(3.5, tangent.evaluate(at), 1e-14, "jvp");
    Expr cotangent = Derivatives.vjp(List.of(e), List.of(s), List.of(x)).get(0);
    assertClose(3.5, cotangent.evaluate(at), 1e-14, "vjp");
  }

  @Test
  void integralsAgainstClosedForms() {
    // integral of e^(-s x) from 0 to 1 = (1 - e^-x)/x, whose derivative is e^-x/x - (1 - e^-x)/x^2
    Expr e = Expr.parse("integrate(exp(-s*x), s, 0, 1, 20)");
    double x = 0.37;
    double expected = Math.exp(-x) / x + Math.expm1(-x) / (x * x);
    assertClose(
        expected, e.derivative(Expr.variable("x")).evaluate(AT), 1e-14, "under the integral");
    // integral of s^2 from x to y^2
    Expr limits = Expr.parse("integrate(s^2, s, x, y^2, 2)");
    assertClose(-x * x, limits.derivative(Expr.variable("x")).evaluate(AT), 1e-15, "lower limit");
    assertClose(
        2 * Math.pow(0.81, 5),
        limits.derivative(Expr.variable("y")).evaluate(AT),
        1e-15,
        "upper limit");
  }

  @Test
  void independentOfOtherVariables() {
    Expr e = Expr.parse("sin(x)*integrate(s*x, s, 0, x, 3)");
    assertEquals(Expr.constant(0), e.derivative(Expr.variable("q")));
    assertEquals(List.of(Expr.constant(0)), Derivatives.gradient(e, List.of(Expr.variable("q"))));
    assertEquals(Expr.constant(0), e.derivative(Expr.variable("s")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void wrongNumberOfDirectionsIsAnError(int count) {
    List<Expr> directions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      directions.add(Expr.constant(1));
    }
    List<Expr> outputs = List.of(Expr.parse("x"));
    List<Variable> wrt = List.of(Expr.variable("x"));
    assertThrows(IllegalArgumentException.class, () -> Derivatives.jvp(outputs, wrt, directions));
    assertThrows(IllegalArgumentException.class, () -> Derivatives.vjp(outputs, directions, wrt));
  }

  @Test
  void sameVariableTwiceIsAnErrorInForwardMode() {
    Variable x = Expr.variable("x");
    List<Expr> ones = List.of(Expr.constant(1), Expr.constant(1));
    assertThrows(
        IllegalArgumentException.class, () -> Derivatives.jvp(List.of(x), List.of(x, x), ones));
  }

  /** The example of the package's description. */
  @Test
  void packageExample() {
    Expr potential = Expr.parse("-G*M/sqrt(x^2 + y^2 + z^2 + b^2)");
    Expr force = potential.derivative(Expr.variable("x")).negate();
    assertEquals("-G*M*x/(b^2 + x^2 + y^2 + z^2)^(3/2)", force.toString());
    Map<String, Double> at = Map.of("G", 1.0, "M", 2.0, "b", 1.0, "x", 1.0, "y", 1.0, "z", 1.0);
    assertEquals(-0.25, force.evaluate(at), 1e-16);
    List<Variable> all = List.copyOf(potential.variables());
    assertEquals("[G, M, b, x, y, z]", all.toString());
    assertEquals(force.negate(), Derivatives.gradient(potential, all).get(3));
  }
}
