// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatexTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x/y; \\frac{x}{y}",
        "x^2; x^{2}",
        "x^(3/2); x^{3/2}",
        "sqrt(x + 1); \\sqrt{1 + x}",
        "-x/(a + b); -\\frac{x}{a + b}",
        "alpha*r_c; \\alpha r_{c}",
        "halo.M_s; M_{s, \\mathrm{halo}}",
        "rho0; \\rho_{0}",
        "Omega_m; \\Omega_{m}",
        "mass; \\mathrm{mass}",
        "sin(x)^2; \\left(\\sin\\left(x\\right)\\right)^{2}",
        "exp(-x^2); e^{-x^{2}}",
        "2*x/3; \\frac{2 x}{3}",
        "1e-12*x; 10^{-12} x",
        "4.5e-12*x; 4.5 \\times 10^{-12} x",
        "abs(x); \\left|x\\right|",
        "norm(x, y); \\sqrt{x^{2} + y^{2}}",
        "log(x); \\ln\\left(x\\right)",
        "x*(y + 1); x \\left(1 + y\\right)",
        "integrate(s*x, s, 0, a, 5); \\int_{0}^{a} s x \\, ds",
        "gamma_p(a, x); P\\left(a, x\\right)",
        "cbrt(x); \\sqrt[3]{x}",
        "select(x <= 1, x, y); \\begin{cases} x & \\text{if } x \\le 1 \\\\ y & \\text{otherwise} \\end{cases}",
        "cutoff_potential(2, a, x); \\partial_{1}^{2} \\Phi_{\\mathrm{cut}}\\left(a, x\\right)",
        "polygamma(1, x); \\psi^{(1)}\\left(x\\right)",
        "2^x; 2^{x}",
        "3*2^x; 3 \\cdot 2^{x}",
      })
  void samples(String text, String latex) {
    assertEquals(latex, Expr.parse(text).toLatex());
  }

  @Test
  void miyamotoNagai() {
    assertEquals(
        "-\\frac{G M}{\\sqrt{x^{2} + y^{2} + \\left(a + \\sqrt{b^{2} + z^{2}}\\right)^{2}}}",
        Expr.parse("-G*M/sqrt(x^2+y^2+(a+sqrt(z^2+b^2))^2)").toLatex());
  }

  /** Braces and \left \right pairs match, for every function. */
  @Test
  void everyFunctionIsBalanced() {
    Expr x = Expr.variable("x");
    Expr y = Expr.variable("y");
    for (Fn fn : Fn.values()) {
      Expr call = Calls.of(fn, fn.hasOrder() ? 1 : 0, fn.arity() == 1 ? List.of(x) : List.of(x, y));
      String latex = call.over(x).plus(1).sqrt().toLatex();
      assertEquals(0, latex.chars().map(c -> c == '{' ? 1 : c == '}' ? -1 : 0).sum(), latex);
      assertEquals(latex.split("\\\\left").length, latex.split("\\\\right").length, latex);
    }
  }
}
