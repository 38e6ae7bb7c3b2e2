// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/** Whether an expression is finite wherever its variables are, as far as its form tells. */
final class Finiteness {

  private static final int DEPTH = 12;

  private Finiteness() {}

  /** True only if it is; an expression nested deeply is not looked through. */
  static boolean isFinite(Expr e) {
    return isFinite(e, DEPTH);
  }

  private static boolean isFinite(Expr e, int depth) {
    if (depth == 0) {
      return false;
    }
    if (e instanceof Product product) {
      return product.factors().stream().allMatch(factor -> isFinite(factor, depth - 1));
    }
    if (e instanceof Call call && !isBounded(call.fn())) {
      return false;
    }
    return !(e instanceof Integral)
        && e.operands().stream().allMatch(operand -> isFinite(operand, depth - 1));
  }

  private static boolean isFinite(Factor factor, int depth) {
    return factor.exponent() instanceof Constant c
        && (c.value() >= 0 || factor.base().sign().isPositive())
        && isFinite(factor.base(), depth);
  }

  private static boolean isBounded(Fn fn) {
    return switch (fn) {
      case SIN, COS, ATAN, ATAN2, TANH, ASINH, ABS, SIGN, MIN, MAX, ERF, CBRT -> true;
      case GAMMA_P, LOG_RATIO, NORM, SAFE_RATIO -> true;
      default -> false;
    };
  }
}
