// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

  private static final Map<String, Double> AT =
      Map.of("x", 0.37, "y", 0.81, "z", -0.55, "halo.mass", 3.0);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 + 2*3; 7",
        "(1 + 2)*3; 9",
        "2^3^2; 512",
        "-2^2; -4",
        "(-2)^2; 4",
        "2^-1; 0.5",
        "2^-2^2; 0.0625",
        "--3; 3",
        "+3; 3",
        "2*-3; -6",
        "2/4/2; 0.25",
        "2 - 3 - 4; -5",
        "1e3; 1000",
        "1.5E-3; 0.0015",
        ".5; 0.5",
        "5.; 5",
        "1e+2; 100",
        "min(3, 1, 2); 1",
        "max(3, 1, 2); 3",
        "sqrt(16); 4",
        "cbrt(-8); -2",
        "ln(1); 0",
        "pow(2, 3); 8",
        "select(1 <= 1, 5, 6); 5",
        "select(1 != 1, 5, 6); 6",
        "integrate(t^2, t, 0, 3, 2); 9",
        "norm(3, 4); 5",
        "power_log(1, 1, 2); 0",
        "6/2*3; 9",
      })
  void numbers(String text, double expected) {
    assertEquals(expected, Expr.parse(text).evaluate(Map.of()), 1e-15 * Math.abs(expected));
  }

  @Test
  void namesMayHoldDotsAndLetters() {
    assertEquals(6, Expr.parse("2*halo.mass").evaluate(AT));
    assertEquals(Math.PI, Expr.parse("pi").evaluate(AT));
    assertEquals(2, Expr.parse("α_1 + e1").evaluate(Map.of("α_1", 1.0, "e1", 1.0)));
    assertEquals(2.5, Expr.parse("e + E").evaluate(Map.of("e", 1.0, "E", 1.5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-G*M/sqrt(x^2 + y^2 + (a + sqrt(b^2 + z^2))^2)",
        "-G*M*log_ratio(norm(x, y, z)/rs)/rs",
        "2*x/3 - 1",
        "1/(3*x)",
        "x^(3/2)",
        "x^(a - b)/y^(2*c)",
        "(x + y)^2*z",
        "0.1*x + 0.30000000000000004",
        "4.498502151469554e-12*M",
        "sqrt(-x)",
        "1/0",
        "(-2)^x",
        "2^x^y",
        "(x^y)^z",
        "-x^2",
        "-(x + y)^2",
        "select(x < y, -x, select(x == 0, 1, y))",
        "integrate(exp(-s*x)*s, s, x, 2*y, 12)",
        "polygamma(0, x) + polygamma(3, x) + gamma_p(2, a, x) + log_ratio(4, x) + power_log(2, x, p)",
        "cutoff_potential(1, a, x) + cutoff_potential(a, x)",
        "(x*y)^(-1/2)",
        "1e200*(1e200*x)",
        "(1/3)^x",
        "x*(1 - y)/(1 + y)",
        "atan2(y, x) + min(x, y) + max(x, -1)",
        "x^-0.1234567",
        "1e-7*x",
        "123456789012*x + 1e22",
        "halo.mass/disk_1.r",
      })
  void textReadsBack(String text) {
    Expr e = Expr.parse(text);
    assertEquals(e, Expr.parse(e.toString()), e::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x*x/3; x^2/3", "sqrt(u)^3; u^(3/2)", "y - x; y - x", "x*2; 2*x", "x^(1/2)/y; sqrt(x)/y",
            "1/x; 1/x",
        "-x/y; -x/y", "0.5*x; 0.5*x", "x/7; x/7", "1 - x; 1 - x", "x - 1; x - 1",
            "2*(x + y); 2*(x + y)",
        "G*M/(r*(r + a)^2); G*M/(r*(a + r)^2)",
      })
  void textIsReadable(String text, String expected) {
    assertEquals(expected, Expr.parse(text).toString());
  }

  /** The message names what is wrong, and the caret stands below it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "x +;4;the end",
        "x + * y;5;\"*\"",
        "2x;2;an operator",
        "x y;3;an operator",
        "(x + y;7;the end",
        "x + y);6;\")\"",
        "sqr(x);1;did you mean \"sqrt\"",
        "2*sin(x, y);3;sin takes 1 argument, got 2",
        "atan2(x);1;atan2 takes 2 arguments, got 1",
        "norm();1;at least 1 argument",
        "max(x);1;at least 2 arguments",
        "x $ y;3;\"$\"",
        "x = y;3;\"=\"",
        "x < y;3;\"<\"",
        "select(x, y, z);9;<",
        "select(x < y, z);16;\",\"",
        "select(x < y < z, 1, 2);14;\",\"",
        "integrate(x, 2, 0, 1, 3);14;name",
        "integrate(x, s, 0, 1);21;\",\"",
        "integrate(x, s, 0, 1, 2.5);23;whole number",
        "integrate(x, s, 0, 1, 0);23;from 1 to 1000",
        "integrate(x, pi, 0, 1, 2);14;pi",
        "1e999*x;1;range of double",
        "x + 1e-999;5;range of double",
        "polygamma(x, y);11;whole number",
        "polygamma(-1, y);1;>= 0",
        "1..2;3;an operator",
        "halo.;5;\".\"",
        "x^;3;the end",
        "1e300*x*1e300 + 1e300*1e300;17;constants multiply",
        "x**2;3;\"*\"",
        "sin x;5;an operator",
        "pow(x);1;pow takes 2",
        "x,y;2;\",\"",
        "#;1;\"#\"",
        "sqrt(x))*2;8;\")\"",
      })
  void errorsPointAtTheColumn(String text, int column, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Expr.parse(text));
    String[] lines = String.valueOf(e.getMessage()).split("\n");
    assertTrue(lines[0].contains(message), lines[0]);
    assertTrue(lines[0].endsWith("column " + column + ":"), lines[0]);
    assertEquals(text, lines[1]);
    assertEquals(" ".repeat(column - 1) + "^", lines[2]);
  }

  @Test
  void errorsInLaterLinesAndLongLines() {
    String message = message("a +\n\tb $ c");
    assertTrue(message.contains("line 2, column 4:\n b $ c\n   ^"), message);
    String far = message("x + ".repeat(100) + "$" + " + x".repeat(100));
    String[] lines = far.split("\n");
    assertTrue(lines[0].endsWith("column 401:"), lines[0]);
    assertEquals('$', lines[1].charAt(lines[2].indexOf('^')));
    assertTrue(lines[1].length() < 140, lines[1]);
    assertTrue(message("").contains("got the end"));
    assertTrue(message("  \n ").contains("got the end"));
  }

  private static String message(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Expr.parse(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-(", "2^", "sin(", "x^x^", "select(1<", "integrate("})
  void absurdNestingIsAnErrorNotAnOverflow(String unit) {
    assertTrue(message(unit.repeat(100_000)).contains("nested more than"));
  }

  @Test
  void longTextIsFine() {
    Expr sum = Expr.parse("sin(x) + y*x^2 - ".repeat(20_000) + "1");
    assertEquals(
        Expr.parse("20000*sin(x) + y*x^2 - 20000*1 + 19999*y*x^2 + 19999").variables(),
        sum.variables());
    assertEquals("x^5000", Expr.parse("x*".repeat(4999) + "x").toString());
  }

  @Test
  void unknownVariableNamesTheKnownOnes() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Expr.parse("halo.mas").evaluate(AT));
    assertTrue(String.valueOf(e.getMessage()).contains("halo.mass"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1x", "x y", ".x", "x.", "x..y", "x.1", "pi", "x+y", "x-"})
  void badNamesAreErrors(String name) {
    assertThrows(IllegalArgumentException.class, () -> Expr.variable(name));
  }
}
