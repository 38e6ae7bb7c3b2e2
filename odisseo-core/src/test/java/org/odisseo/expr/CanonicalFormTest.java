// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalFormTest {

  /** Two ways to write the same thing are the same expression. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x + y; y + x",
        "x - x; 0",
        "x + x; 2*x",
        "3*x - x/2; 5*x/2",
        "x*y; y*x",
        "x*x; x^2",
        "x/x; 1",
        "x^0; 1",
        "x*0; 0",
        "1*x; x",
        "(x + y) + (z - x); y + z",
        "-(x - y); y - x",
        "2*(3*x); 6*x",
        "(2*x)^3; 8*x^3",
        "(4*x)^(1/2); 2*sqrt(x)",
        "sqrt(x)*x^-1; x^(-1/2)",
        "x^(1/3)*x^(1/3)*x^(1/3); x",
        "(x*y)^2; x^2*y^2",
        "(x^2*y)^3; x^6*y^3",
        "(x^(1/2))^2; x",
        "(x^3)^(1/3); (x^3)^(1/3)",
        "sqrt(x^2); abs(x)",
        "abs(x)^2; x^2",
        "norm(x, y)^2; x^2 + y^2",
        "norm(x, y)*norm(x, y)*norm(x, y)^-3; 1/norm(x, y)",
        "norm(x, y)^3*(x^2 + y^2)^-1*z; norm(x, y)*z",
        "(x^2 + y^2)*norm(x, y)^-1; norm(x, y)",
        "norm(x, x)^2; 2*x^2",
        "norm(y, -abs(x)); norm(x, y)",
        "abs(x)^3*abs(x); x^4",
        "norm(y, -x); norm(x, y)",
        "norm(norm(x, y), z); norm(x, y, z)",
        "norm(x, 0); abs(x)",
        "(norm(x, y)*exp(z))^(1/2); sqrt(norm(x, y))*exp(z/2)",
        "exp(x)*exp(y); exp(x + y)",
        "exp(x)/exp(x); 1",
        "exp(x)^3; exp(3*x)",
        "exp(log(x)); x",
        "exp(2*log(x)); x^2",
        "log(exp(x)); x",
        "sin(-x); -sin(x)",
        "cos(-x); cos(x)",
        "abs(-2*x); 2*abs(x)",
        "abs(exp(x)); exp(x)",
        "sign(exp(x)); 1",
        "sign(-3*x); -sign(x)",
        "cbrt(-x); -cbrt(x)",
        "cbrt(exp(3*x)); exp(x)",
        "cbrt(abs(x)); abs(x)^(1/3)",
        "max(x, x); x",
        "max(x, y); max(y, x)",
        "safe_ratio(2*x, 3*y); 2*safe_ratio(x, y)/3",
        "safe_ratio(x, 1 + y^2); x/(1 + y^2)",
        "safe_ratio(0, y); 0",
        "power_log(0, x, p); x^p",
        "2^3; 8",
        "2*3 + 4/8; 6.5",
        "log(1) + sin(0); 0",
        "log_ratio(0); 1",
        "gamma_p(1, 0); 0",
        "erf(0)*x; 0",
        "2^x*2^y; 2^(x + y)",
        "x^y*x^-y; 1",
        "x^a*x^b; x^(a + b)",
        "select(1 < 2, x, y); x",
        "select(x > y, 1, 2); select(y < x, 1, 2)",
        "select(x != y, 1, 2); select(y == x, 2, 1)",
        "select(x < y, z, z); z",
        "integrate(2*s*x, s, 0, 1, 3); 2*integrate(s*x, s, 0, 1, 3)",
        "integrate(3, s, x, y, 3); 3*(y - x)",
        "integrate(f(s), s, x, x, 3); 0",
        "-(-x); x",
        "x - (y - z); x - y + z",
        "(x*y)/(z*w); x*y*z^-1*w^-1",
        "((x^2)^(1/2))^2; x^2",
        "(x - y)^2; (y - x)^2",
        "z*(-x - y); -z*(x + y)",
        "norm(x - y, 1); norm(y - x, -1)",
        "abs(x - 1); abs(1 - x)",
        "0^-2; 1/0",
        "(x^2 + y^2)^(1/2)*(y^2 + x^2)^(3/2); (x^2 + y^2)^2",
      })
  void isTheSame(String one, String other) {
    assertEquals(
        Expr.parse(other.replace("f(s)", "sin(s)")), Expr.parse(one.replace("f(s)", "sin(s)")));
    assertEquals(
        Expr.parse(other.replace("f(s)", "s")).hashCode(),
        Expr.parse(one.replace("f(s)", "s")).hashCode());
  }

  /** What must not be taken apart: it would change values, or make NaN of a number. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sqrt(x*y); sqrt(x)*sqrt(y)",
        "sqrt(x^2); x",
        "(x^2)^(1/2); x",
        "(x*y)^p; x^p*y^p",
        "(-x)^(1/2); x^(1/2)",
        "log(x*y); log(x) + log(y)",
        "safe_ratio(x, y); x/y",
        "safe_ratio(x, x); 1",
        "min(x, y); max(x, y)",
        "cbrt(x); x^(1/3)",
        "x^(1/2); x^(0.5000001)",
        "abs(x); x",
        "norm(x, y); x + y",
        "sin(x); sin(y)",
        "integrate(s*x, s, 0, 1, 3); integrate(s*x, s, 0, 1, 4)",
        "select(x < y, 1, 2); select(x <= y, 1, 2)",
      })
  void isNotTheSame(String one, String other) {
    assertNotEquals(Expr.parse(other), Expr.parse(one));
  }

  @Test
  void nodesHaveTheDocumentedForm() {
    assertTrue(
        Expr.parse("2*x") instanceof Sum sum
            && sum.isScaled()
            && sum.terms().get(0).coefficient() == 2);
    assertTrue(Expr.parse("x*y^2/z") instanceof Product product && product.factors().size() == 3);
    assertTrue(Expr.parse("sqrt(x)") instanceof Product product && product.factors().size() == 1);
    assertTrue(
        Expr.parse("1 + x + y") instanceof Sum sum
            && sum.constant() == 1
            && sum.terms().size() == 2);
    assertTrue(
        Expr.parse("exp(x)") instanceof Call call
            && call.fn() == Fn.EXP
            && call.args().size() == 1);
  }

  @Test
  void constantsThatCannotBeFoldedStay() {
    assertEquals(Double.POSITIVE_INFINITY, Expr.parse("1/0").evaluate(Map.of()));
    assertEquals(Double.NEGATIVE_INFINITY, Expr.parse("log(0)").evaluate(Map.of()));
    assertTrue(Double.isNaN(Expr.parse("sqrt(-1)").evaluate(Map.of())));
    assertEquals(1e100, Expr.parse("1e200*(1e200*x)").evaluate(Map.of("x", 1e-300)), 1e86);
    assertEquals(1e100, Expr.parse("(1e200*x)^2").evaluate(Map.of("x", 1e-150)), 1e86);
  }

  @Test
  void badNumbersAreErrors() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> Expr.constant(bad));
      assertThrows(IllegalArgumentException.class, () -> Expr.variable("x").times(bad));
      assertThrows(IllegalArgumentException.class, () -> Expr.variable("x").pow(bad));
    }
  }

  @Test
  void negativeZeroIsZero() {
    assertEquals(Expr.constant(0.0), Expr.constant(-0.0));
    assertEquals(Expr.constant(0.0).hashCode(), Expr.constant(-0.0).hashCode());
  }

  /**
   * The value of the canonical form equals the value of the formula as it was written, within its
   * rounding error as bounded by running error analysis.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void valueIsThatOfTheFormulaAsWritten(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int compared = 0;
    int sharp = 0;
    for (int i = 0; i < 3000; i++) {
      RandomFormula formula = RandomFormula.draw(random, 6);
      for (int point = 0; point < 3; point++) {
        double[] at = random.doubles(4, -2, 2).toArray();
        RandomFormula.Bounded written = formula.value(at);
        if (written.isTrustworthy()) {
          double value = formula.expr().evaluate(RandomFormula.named(at));
          double tolerance = 20 * written.error() + 1e-300;
          Differences.assertClose(
              written.value(), value, tolerance, formula.text() + " = " + formula.expr());
          compared++;
          sharp += tolerance < 1e-9 * Math.abs(written.value()) ? 1 : 0;
        }
      }
    }
    assertTrue(compared > 4000, "too few valid points: " + compared);
    assertTrue(
        sharp > 0.8 * compared, "bounds too loose to tell anything: " + sharp + " of " + compared);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void textReadsBackAndModesAgree(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Variable> variables = RandomFormula.variables();
    int compared = 0;
    for (int i = 0; i < 500; i++) {
      Expr e = RandomFormula.draw(random, 4).expr();
      assertEquals(e, Expr.parse(e.toString()), e::toString);
      double[] at = random.doubles(4, -2, 2).toArray();
      List<Expr> gradient = Derivatives.gradient(e, variables);
      for (int j = 0; j < variables.size(); j++) {
        Expr forward = e.derivative(variables.get(j));
        assertEquals(forward, Expr.parse(forward.toString()), forward::toString);
        double expected = forward.evaluate(RandomFormula.named(at));
        if (Double.isFinite(expected) && Math.abs(expected) < 1e6) {
          double reverse = gradient.get(j).evaluate(RandomFormula.named(at));
          double scale = Math.max(1, Math.abs(expected));
          Differences.assertClose(
              expected, reverse, 1e-7 * scale, "d(" + e + ")/d" + variables.get(j));
          compared++;
        }
      }
    }
    assertTrue(compared > 500, "too few valid points: " + compared);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void orderOfBuildingDoesNotMatter(long seed) {
    String[] parts = {
      "x",
      "y^2",
      "1/x",
      "sqrt(z)",
      "z^(-3/2)",
      "norm(x, y)",
      "norm(x, y)^-3",
      "x^2 + y^2",
      "(x^2 + y^2)^-2",
      "exp(x)",
      "exp(-x*y)",
      "abs(x)",
      "abs(x)^3",
      "sqrt(x*y)",
      "x*y",
      "3",
      "0.1*w",
      "(-2)*w^3",
      "x - y",
      "(y - x)^2",
      "z^p",
      "z^-p",
      "2^x",
      "exp(log(z))",
      "sqrt(x^2)",
      "safe_ratio(x, y)",
      "cbrt(x)",
      "select(x < y, x, z)",
      "1/(x - y)",
      "-x - y"
    };
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 700; i++) {
      List<Expr> chosen =
          random
              .ints(random.nextInt(2, 8), 0, parts.length)
              .mapToObj(k -> Expr.parse(parts[k]))
              .toList();
      List<Expr> shuffled = new ArrayList<>(chosen);
      Collections.shuffle(shuffled, new Random(seed + i));
      assertSameWhenJoined(chosen, shuffled, Expr::times);
      assertSameWhenJoined(chosen, shuffled, Expr::plus);
      Expr pairs = chosen.get(0).times(chosen.get(1));
      for (int k = 2; k < chosen.size(); k += 2) {
        Expr pair = k + 1 < chosen.size() ? chosen.get(k).times(chosen.get(k + 1)) : chosen.get(k);
        pairs = pair.times(pairs);
      }
      assertSameForm(chosen.stream().reduce(Expr::times).orElseThrow(), pairs);
    }
  }

  private static void assertSameWhenJoined(
      List<Expr> one, List<Expr> other, BinaryOperator<Expr> join) {
    assertSameForm(
        one.stream().reduce(join).orElseThrow(), other.stream().reduce(join).orElseThrow());
  }

  /** Equal but for the last digits of numbers, which do depend on the order. */
  private static void assertSameForm(Expr one, Expr other) {
    assertEquals(rounded(one), rounded(other));
  }

  private static String rounded(Expr e) {
    return Pattern.compile("[0-9]+\\.[0-9]+")
        .matcher(e.toString())
        .replaceAll(m -> String.format("%.9g", Double.parseDouble(m.group())));
  }

  /** Compositions, as opposed to the single functions of DerivativeTest. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void derivativesOfRandomFormulasAgainstDifferences(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int compared = 0;
    for (int i = 0; i < 700; i++) {
      RandomFormula formula = RandomFormula.draw(random, 5);
      double[] at = random.doubles(4, -2, 2).toArray();
      for (int j = 0; j < at.length; j++) {
        double fine = difference(formula, at, j, 1e-4);
        double coarse = difference(formula, at, j, 2e-4);
        // where the two differences agree there is no corner or pole nearby
        if (Math.abs(fine - coarse) < 1e-6 * (1 + Math.abs(fine)) && Math.abs(fine) < 1e3) {
          Expr derivative = formula.expr().derivative(RandomFormula.variables().get(j));
          double exact = derivative.evaluate(RandomFormula.named(at));
          Differences.assertClose(fine, exact, 1e-5 * (1 + Math.abs(fine)), formula.text());
          compared += formula.expr().variables().contains(RandomFormula.variables().get(j)) ? 1 : 0;
        }
      }
    }
    assertTrue(compared > 200, "too few valid points: " + compared);
  }

  private static double difference(RandomFormula formula, double[] at, int j, double h) {
    double[] above = at.clone();
    double[] below = at.clone();
    above[j] += h;
    below[j] -= h;
    return (formula.value(above).value() - formula.value(below).value()) / (2 * h);
  }
}
