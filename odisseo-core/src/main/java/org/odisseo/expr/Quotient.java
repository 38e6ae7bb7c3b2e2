// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number times an expression, arranged for writing: what stands above the fraction bar, and what
 * below.
 *
 * @param isNegative whether a minus sign goes in front
 * @param number positive number above the bar
 * @param divisor positive number below the bar
 * @param above factors above the bar
 * @param below factors below the bar, their exponents turned positive
 */
record Quotient(
    boolean isNegative, double number, double divisor, List<Factor> above, List<Factor> below) {

  private static final int SHORT_NUMBER = 6;

  static Quotient of(double coefficient, Expr e) {
    List<Factor> above = new ArrayList<>();
    List<Factor> below = new ArrayList<>();
    List<Factor> factors =
        e instanceof Product p ? p.factors() : List.of(new Factor(e, Constant.ONE));
    for (Factor factor : factors) {
      // 1/0 stays above, as a power: below the bar it would swallow the other factors
      if (isNegative(factor.exponent()) && !factor.base().isConstant(0)) {
        below.add(new Factor(factor.base(), factor.exponent().negate()));
      } else {
        above.add(factor);
      }
    }
    double size = Math.abs(coefficient);
    Rational ratio = fraction(size);
    return ratio == null
        ? new Quotient(coefficient < 0, size, 1, above, below)
        : new Quotient(coefficient < 0, ratio.numerator(), ratio.denominator(), above, below);
  }

  private static boolean isNegative(Expr exponent) {
    return (exponent instanceof Constant c && c.value() < 0)
        || (exponent instanceof Sum sum && sum.isScaled() && sum.terms().get(0).coefficient() < 0);
  }

  /** The fraction to write for a number whose decimal form is long, if there is one. */
  static @Nullable Rational fraction(double size) {
    return number(size).length() <= SHORT_NUMBER ? null : Rational.of(size);
  }

  /** The shortest decimal form that reads back to the same number. */
  static String number(double value) {
    if (Sign.isInteger(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }
}
