// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;

/**
 * What is known about the sign of an expression wherever it is defined. Decides whether (u v)^e may
 * be taken apart, and whether a guard against division by zero is needed.
 */
enum Sign {
  /** Greater than 0. */
  POSITIVE,
  /** Greater than or equal to 0. */
  NON_NEGATIVE,
  /** Nothing is known. */
  ANY;

  static Sign of(double value) {
    return value > 0 ? POSITIVE : value == 0 ? NON_NEGATIVE : ANY;
  }

  boolean isNonNegative() {
    return this != ANY;
  }

  boolean isPositive() {
    return this == POSITIVE;
  }

  Sign plus(Sign other) {
    if (this == ANY || other == ANY) {
      return ANY;
    }
    return this == POSITIVE || other == POSITIVE ? POSITIVE : NON_NEGATIVE;
  }

  Sign times(Sign other) {
    return either(other);
  }

  /** The sign of a value that is one of the two. */
  Sign either(Sign other) {
    return compareTo(other) >= 0 ? this : other;
  }

  static Sign ofPower(Expr base, Expr exponent) {
    if (base.sign() == POSITIVE) {
      return POSITIVE;
    }
    if (exponent instanceof Constant c && (isEven(c.value()) || !isInteger(c.value()))) {
      return NON_NEGATIVE; // a power that is not an integer is defined for non-negative bases only
    }
    return base.sign();
  }

  static Sign ofCall(Fn fn, int order, List<Expr> args) {
    Sign first = args.get(0).sign();
    return switch (fn) {
      case EXP, COSH -> POSITIVE;
      case NORM -> args.stream().anyMatch(arg -> arg.sign().isPositive()) ? POSITIVE : NON_NEGATIVE;
      case ABS -> first == POSITIVE ? POSITIVE : NON_NEGATIVE;
      case ACOS, ACOSH -> NON_NEGATIVE;
      case EXPM1, LOG1P, SINH, TANH, ATAN, ASIN, ASINH, ATANH, ERF, SIGN, CBRT -> first;
      case LOG_RATIO -> order == 0 ? POSITIVE : ANY;
      case GAMMA_P -> order == 0 ? NON_NEGATIVE : ANY;
      case MIN -> first.either(args.get(1).sign());
      case MAX -> first.compareTo(args.get(1).sign()) <= 0 ? first : args.get(1).sign();
      case SAFE_RATIO -> first.either(args.get(1).sign()) == ANY ? ANY : NON_NEGATIVE;
      default -> ANY;
    };
  }

  static boolean isInteger(double value) {
    return value == Math.rint(value);
  }

  static boolean isEven(double value) {
    return value % 2 == 0;
  }
}
