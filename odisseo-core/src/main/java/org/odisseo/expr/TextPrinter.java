// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes expressions as text that {@link Parser} reads back to equal expressions. */
final class TextPrinter {

  private TextPrinter() {}

  static String print(Expr e) {
    WrittenSize size = WrittenSize.of(e);
    return size.isReadable() ? expression(e) : "<expression too large to write: " + size + ">";
  }

  private static String expression(Expr e) {
    return e instanceof Sum sum ? sum(sum) : term(1, e);
  }

  /** Positive terms first, so that b - a is not written as -a + b. */
  private static String sum(Sum sum) {
    StringBuilder text = new StringBuilder();
    if (sum.constant() > 0) {
      text.append(number(sum.constant()));
    }
    for (Term term : sum.terms()) {
      if (term.coefficient() > 0) {
        text.append(text.isEmpty() ? "" : " + ").append(term(term.coefficient(), term.expr()));
      }
    }
    for (Term term : sum.terms()) {
      if (term.coefficient() < 0) {
        text.append(text.isEmpty() ? "-" : " - ").append(term(-term.coefficient(), term.expr()));
      }
    }
    if (sum.constant() < 0) {
      text.append(" - ").append(number(-sum.constant()));
    }
    return text.toString();
  }

  /** A positive number times something that is not taken apart as a sum. */
  private static String term(double coefficient, Expr e) {
    if (e instanceof Constant c && coefficient == 1) {
      return c.value() < 0 ? "-" + number(-c.value()) : number(c.value());
    }
    Quotient quotient = Quotient.of(coefficient, e);
    List<String> above = new ArrayList<>();
    if (quotient.number() != 1 || quotient.above().isEmpty()) {
      above.add(Quotient.number(quotient.number()));
    }
    quotient.above().forEach(factor -> above.add(factor(factor)));
    List<String> below = new ArrayList<>();
    if (quotient.divisor() != 1) {
      below.add(Quotient.number(quotient.divisor()));
    }
    quotient.below().forEach(factor -> below.add(factor(factor)));
    String numerator = String.join("*", above);
    if (below.isEmpty()) {
      return numerator;
    }
    String denominator = String.join("*", below);
    return numerator + "/" + (below.size() == 1 ? denominator : "(" + denominator + ")");
  }

  private static String factor(Factor factor) {
    Expr base = factor.base();
    Expr exponent = factor.exponent();
    if (exponent.isConstant(1)) {
      return atom(base);
    }
    if (exponent.isConstant(0.5)) {
      return "sqrt(" + expression(base) + ")";
    }
    return atom(base) + "^" + exponent(exponent);
  }

  private static String exponent(Expr exponent) {
    if (exponent instanceof Constant c && c.value() > 0) {
      Rational ratio = Sign.isInteger(c.value()) ? null : Rational.of(c.value());
      return ratio == null
          ? Quotient.number(c.value())
          : "(" + ratio.numerator() + "/" + ratio.denominator() + ")";
    }
    return atom(exponent);
  }

  /** What can stand beside any operator. */
  private static String atom(Expr e) {
    if (e instanceof Variable v) {
      return v.name();
    }
    if (e instanceof Call call) {
      return call(call);
    }
    if (e instanceof Select s) {
      String comparison = expression(s.left()) + " " + s.op().text() + " " + expression(s.right());
      return "select("
          + comparison
          + ", "
          + expression(s.whenTrue())
          + ", "
          + expression(s.whenFalse())
          + ")";
    }
    if (e instanceof Integral i) {
      List<Expr> parts = List.of(i.integrand(), i.variable(), i.lower(), i.upper());
      return "integrate(" + list(parts) + ", " + i.order() + ")";
    }
    if (e instanceof Constant c && c.value() >= 0 && Quotient.fraction(c.value()) == null) {
      return Quotient.number(c.value());
    }
    return "(" + expression(e) + ")";
  }

  private static String call(Call call) {
    Fn fn = call.fn();
    boolean showsOrder = call.order() > 0 || fn == Fn.POLYGAMMA || fn == Fn.POWER_LOG;
    return fn.text() + "(" + (showsOrder ? call.order() + ", " : "") + list(call.args()) + ")";
  }

  /** As a decimal or, where that is shorter, as a fraction. */
  private static String number(double value) {
    Rational ratio = Quotient.fraction(value);
    return ratio == null ? Quotient.number(value) : ratio.numerator() + "/" + ratio.denominator();
  }

  private static String list(List<Expr> items) {
    return items.stream().map(TextPrinter::expression).collect(Collectors.joining(", "));
  }
}
