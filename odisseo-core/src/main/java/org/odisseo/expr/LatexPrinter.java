// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes expressions as LaTeX. */
final class LatexPrinter {

  private LatexPrinter() {}

  static String print(Expr e) {
    WrittenSize size = WrittenSize.of(e);
    if (!size.isReadable()) {
      throw new IllegalStateException("expression too large to write: " + size);
    }
    return expression(e);
  }

  static String expression(Expr e) {
    return e instanceof Sum sum ? sum(sum) : term(1, e);
  }

  private static String sum(Sum sum) {
    StringBuilder latex = new StringBuilder();
    if (sum.constant() > 0) {
      latex.append(number(sum.constant()));
    }
    for (Term term : sum.terms()) {
      if (term.coefficient() > 0) {
        latex.append(latex.isEmpty() ? "" : " + ").append(term(term.coefficient(), term.expr()));
      }
    }
    for (Term term : sum.terms()) {
      if (term.coefficient() < 0) {
        latex.append(latex.isEmpty() ? "-" : " - ").append(term(-term.coefficient(), term.expr()));
      }
    }
    if (sum.constant() < 0) {
      latex.append(" - ").append(number(-sum.constant()));
    }
    return latex.toString();
  }

  private static String term(double coefficient, Expr e) {
    if (e instanceof Constant c && coefficient == 1) {
      return c.value() < 0 ? "-" + number(-c.value()) : number(c.value());
    }
    Quotient quotient = Quotient.of(coefficient, e);
    String below = product(quotient.divisor(), quotient.below());
    boolean isOnlyFactor = quotient.number() == 1 && quotient.above().size() == 1;
    if (below.isEmpty()) {
      return product(quotient.number(), quotient.above());
    }
    // Nothing needs parentheses when it stands alone above or below the bar.
    boolean isBare = isOnlyFactor && quotient.above().get(0).exponent().isConstant(1);
    String above =
        isBare
            ? expression(quotient.above().get(0).base())
            : product(quotient.number(), quotient.above());
    boolean isBareBelow =
        quotient.divisor() == 1
            && quotient.below().size() == 1
            && quotient.below().get(0).exponent().isConstant(1);
    String denominator = isBareBelow ? expression(quotient.below().get(0).base()) : below;
    return "\\frac{" + (above.isEmpty() ? "1" : above) + "}{" + denominator + "}";
  }

  /** Number and factors side by side; empty when there is nothing but a 1. */
  private static String product(double number, List<Factor> factors) {
    List<String> parts = new ArrayList<>();
    if (number != 1) {
      parts.add(number(number));
    }
    boolean isAfterNumber = number != 1;
    for (Factor factor : factors) {
      String dot = isAfterNumber && factor.base() instanceof Constant ? "\\cdot " : "";
      parts.add(dot + factor(factor));
      isAfterNumber = factor.base() instanceof Constant;
    }
    return String.join(" ", parts);
  }

  private static String factor(Factor factor) {
    Expr base = factor.base();
    Expr exponent = factor.exponent();
    if (exponent.isConstant(1)) {
      return atom(base);
    }
    if (exponent.isConstant(0.5)) {
      return "\\sqrt{" + expression(base) + "}";
    }
    String power = exponent instanceof Constant c ? number(c.value(), true) : expression(exponent);
    boolean needsParentheses =
        !(base instanceof Variable) && !(base instanceof Constant c && c.value() >= 0);
    return (needsParentheses ? parenthesised(expression(base)) : atom(base)) + "^{" + power + "}";
  }

  static String atom(Expr e) {
    if (e instanceof Variable v) {
      return LatexNames.of(v.name());
    }
    if (e instanceof Call call) {
      return LatexCalls.of(call);
    }
    if (e instanceof Select s) {
      String comparison = expression(s.left()) + comparison(s.op()) + expression(s.right());
      return "\\begin{cases} "
          + expression(s.whenTrue())
          + " & \\text{if } "
          + comparison
          + " \\\\ "
          + expression(s.whenFalse())
          + " & \\text{otherwise} \\end{cases}";
    }
    if (e instanceof Integral i) {
      String range = "\\int_{" + expression(i.lower()) + "}^{" + expression(i.upper()) + "} ";
      return range + atom(i.integrand()) + " \\, d" + LatexNames.of(i.variable().name());
    }
    if (e instanceof Constant c && c.value() >= 0) {
      return number(c.value());
    }
    return e instanceof Product ? term(1, e) : parenthesised(expression(e));
  }

  private static String comparison(Comparison op) {
    return switch (op) {
      case LT -> " < ";
      case LE -> " \\le ";
      case GT -> " > ";
      case GE -> " \\ge ";
      case EQ -> " = ";
      case NE -> " \\ne ";
    };
  }

  static String parenthesised(String latex) {
    return "\\left(" + latex + "\\right)";
  }

  static String list(List<Expr> items) {
    return items.stream().map(LatexPrinter::expression).collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return number(value, false);
  }

  private static String number(double value, boolean inline) {
    Rational ratio =
        inline && !Sign.isInteger(value) ? Rational.of(value) : Quotient.fraction(Math.abs(value));
    if (ratio != null && ratio.denominator() != 1) {
      String sign = value < 0 ? "-" : "";
      long numerator = Math.abs(ratio.numerator());
      return inline
          ? sign + numerator + "/" + ratio.denominator()
          : sign + "\\frac{" + numerator + "}{" + ratio.denominator() + "}";
    }
    String text = Quotient.number(value);
    int e = text.indexOf('e');
    if (e < 0) {
      return text;
    }
    String power = "10^{" + text.substring(e + 1) + "}";
    String mantissa = text.substring(0, e);
    return mantissa.equals("1") ? power : mantissa + " \\times " + power;
  }
}
