// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects factors into the canonical form of a product. */
final class ProductBuilder {

  /**
   * Longer products are not taken apart when they are multiplied, as in {@link
   * SumBuilder#FLATTEN_LIMIT}.
   */
  private static final int FLATTEN_LIMIT = 16;

  private final Map<Expr, Expr> exponents = new LinkedHashMap<>();
  private SumBuilder exponential = new SumBuilder();

  /** Numbers that cannot be multiplied with the rest without overflow or underflow. */
  private final List<Double> apart = new ArrayList<>();

  private double coefficient = 1;

  ProductBuilder multiply(Expr e) {
    return multiply(e, Constant.ONE);
  }

  ProductBuilder divide(Expr e) {
    return multiply(e, Constant.MINUS_ONE);
  }

  /** Multiplies by base^exponent, taken apart as far as that is valid. */
  ProductBuilder multiply(Expr base, Expr power) {
    Expr exponent = snapped(power);
    if (exponent.isConstant(0) || base.isConstant(1)) {
      return this;
    }
    if (base instanceof Constant c && exponent instanceof Constant p) {
      multiplyNumber(c, p.value());
    } else if (base instanceof Sum sum && sum.isScaled() && exponent instanceof Constant p) {
      multiplyScaled(sum, p.value());
    } else if (base instanceof Sum sum
        && exponent instanceof Constant p
        && isTurned(sum, p.value())) {
      scale(Sign.isEven(p.value()) ? 1 : -1);
      merge(sum.negate(), exponent);
    } else if (base instanceof Product product) {
      multiplyProduct(product, exponent);
    } else if (base instanceof Call call) {
      multiplyCall(call, exponent);
    } else {
      merge(base, exponent);
    }
    return this;
  }

  private void multiplyNumber(Constant c, double p) {
    double power = Math.pow(c.value(), p);
    if (p == 1) {
      scale(c.value());
    } else if (c.value() == 0) {
      multiplyZero(p);
    } else if (p == -1 && SumBuilder.isOrdinary(coefficient / c.value())) {
      coefficient /= c.value();
    } else if (SumBuilder.isOrdinary(power)) {
      scale(power);
    } else {
      merge(c, Constant.of(p));
    }
  }

  /** All negative powers of 0 are infinite: one of them stands for all. */
  private void multiplyZero(double p) {
    if (p > 0) {
      coefficient = 0;
    } else {
      exponents.put(Constant.ZERO, Constant.MINUS_ONE);
    }
  }

  /**
   * Whether a whole power is that of the negated sum: an even power, so that (x - y)^2 and (y -
   * x)^2 are the same, and an odd one if all signs in the sum are negative.
   */
  private static boolean isTurned(Sum sum, double p) {
    return sum.terms().size() <= FLATTEN_LIMIT
        && Sign.isInteger(p)
        && (Sign.isEven(p) ? sum.startsNegative() : sum.isAllNegative());
  }

  private void scale(double factor) {
    double scaled = coefficient * factor;
    if (coefficient == 0 || factor == 0) {
      coefficient = 0;
    } else if (SumBuilder.isOrdinary(scaled)) {
      coefficient = scaled;
    } else {
      apart.add(factor);
    }
  }

  /** (c u)^p = c^p u^p for c > 0 or whole p; else (-|c| u)^p = |c|^p (-u)^p. */
  private void multiplyScaled(Sum sum, double p) {
    double c = sum.terms().get(0).coefficient();
    Expr inner = sum.terms().get(0).expr();
    double power = Math.pow(Math.abs(c), p);
    if (!SumBuilder.isOrdinary(power)) {
      merge(sum, Constant.of(p));
    } else if (c > 0 || Sign.isInteger(p)) {
      multiplyNumber(Constant.of(c), p);
      multiply(inner, Constant.of(p));
    } else if (c == -1) {
      merge(sum, Constant.of(p));
    } else {
      scale(power);
      multiply(inner.negate(), Constant.of(p));
    }
  }

  private void multiplyProduct(Product product, Expr exponent) {
    if (product.factors().size() > FLATTEN_LIMIT) {
      merge(product, exponent);
    } else if (exponent instanceof Constant p && Sign.isInteger(p.value())) {
      for (Factor factor : product.factors()) {
        multiply(factor.base(), factor.exponent().times(exponent));
      }
    } else if (product.factors().stream().allMatch(ProductBuilder::isNonNegative)) {
      multiplyNonNegativeFactors(product, exponent);
    } else {
      merge(product, exponent);
    }
  }

  private static boolean isNonNegative(Factor factor) {
    return Sign.ofPower(factor.base(), factor.exponent()).isNonNegative();
  }

  /** (u^a v^b)^p = u^(a p) v^(b p) for u, v >= 0; for an even power of unknown sign |u|^(a p). */
  private void multiplyNonNegativeFactors(Product product, Expr exponent) {
    for (Factor factor : product.factors()) {
      boolean isEvenPower =
          !factor.base().sign().isNonNegative()
              && factor.exponent() instanceof Constant q
              && Sign.isInteger(q.value());
      Expr base = isEvenPower ? Functions.abs(factor.base()) : factor.base();
      multiply(base, factor.exponent().times(exponent));
    }
  }

  private void multiplyCall(Call call, Expr exponent) {
    if (call.fn() == Fn.EXP) {
      exponential.add(1, call.args().get(0).times(exponent));
    } else {
      merge(call, exponent);
    }
  }

  /**
   * Even powers of lengths need no root; done last, when all powers of one length have met.
   *
   * @return whether there was anything to do, and therefore may be again
   */
  private boolean resolveLengths() {
    for (Map.Entry<Expr, Expr> entry : exponents.entrySet()) {
      if (entry.getKey() instanceof Call call
          && ((call.fn() == Fn.NORM && resolveNorm(call, entry.getValue()))
              || (call.fn() == Fn.ABS && resolveAbs(call, entry.getValue())))) {
        return true;
      }
    }
    return false;
  }

  /** |x|^p = x^p for even p; else the even part of a whole power of x beside it goes into it. */
  private boolean resolveAbs(Call abs, Expr exponent) {
    Expr inner = abs.args().get(0);
    if (isEven(exponent)) {
      exponents.remove(abs);
      multiply(inner, exponent);
      return true;
    }
    if (exponents.get(inner) instanceof Constant n && Sign.isInteger(n.value()) && n.value() != 1) {
      double odd = Sign.isEven(n.value()) ? 0 : 1;
      exponents.remove(inner);
      multiply(inner, Constant.of(odd));
      exponents.put(abs, snapped(exponent.plus(n.value() - odd)));
      return true;
    }
    return false;
  }

  /** norm(x, y)^p (x^2 + y^2)^q = norm(x, y)^(p + 2 q), without the root if p + 2 q is even. */
  private boolean resolveNorm(Call norm, Expr exponent) {
    SumBuilder sum = new SumBuilder();
    norm.args().forEach(arg -> sum.add(1, arg.square()));
    Expr squares = sum.build();
    Expr ofSquares = exponents.getOrDefault(squares, Constant.ZERO);
    Expr total = snapped(exponent.plus(ofSquares.times(2)));
    if (isEven(total)) {
      exponents.remove(norm);
      exponents.remove(squares);
      multiply(squares, total.times(0.5));
      return true;
    }
    if (!ofSquares.isConstant(0)) {
      exponents.remove(squares);
      exponents.put(norm, total);
      return true;
    }
    return false;
  }

  private static boolean isEven(Expr exponent) {
    return exponent instanceof Constant c && Sign.isEven(c.value());
  }

  private void merge(Expr base, Expr exponent) {
    Expr earlier = exponents.remove(base);
    if (earlier == null) {
      exponents.put(base, exponent);
    } else {
      multiply(base, earlier.plus(exponent));
    }
  }

  private static Expr snapped(Expr exponent) {
    if (!(exponent instanceof Constant c)) {
      return exponent;
    }
    double value = Rational.snap(c.value());
    return value == c.value() ? c : Constant.of(value);
  }

  Expr build() {
    resolve();
    if (coefficient == 0) {
      return Constant.ZERO;
    }
    List<Factor> factors = new ArrayList<>(exponents.size());
    exponents.forEach((base, exponent) -> factors.add(new Factor(base, exponent)));
    factors.sort((a, b) -> ExprOrder.INSTANCE.compare(a.base(), b.base()));
    SumBuilder scaled = new SumBuilder();
    if (factors.isEmpty()) {
      return constant();
    }
    boolean isBare = factors.size() == 1 && factors.get(0).exponent().isConstant(1);
    scaled.add(coefficient, isBare ? factors.get(0).base() : new Product(List.copyOf(factors)));
    Expr result = scaled.build();
    for (double factor : apart) {
      result = new Sum(0, List.of(new Term(factor, result)));
    }
    return result;
  }

  private Expr constant() {
    double value = coefficient;
    for (double factor : apart) {
      value *= factor;
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("constants multiply to " + value + "; it must be finite");
    }
    return Constant.of(value);
  }

  /** What can be done only when all factors are there; each part may give the other more to do. */
  private void resolve() {
    boolean isChanged;
    do {
      isChanged = resolveLengths();
    } while (isChanged);
    Expr argument = exponential.build();
    if (argument.isConstant(0)) {
      return;
    }
    Expr power = Calls.of(Fn.EXP, 0, List.of(argument));
    if (power instanceof Call call && call.fn() == Fn.EXP) {
      exponents.put(call, Constant.ONE);
    } else {
      exponential = new SumBuilder();
      multiply(power);
      resolve();
    }
  }
}
