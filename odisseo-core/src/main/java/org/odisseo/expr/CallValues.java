// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/** The numeric meaning of each function. */
final class CallValues {

  private CallValues() {}

  static double evaluate(Fn fn, int order, double... a) {
    double x = a[0];
    return switch (fn) {
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case ATAN2 -> Math.atan2(x, a[1]);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case TANH -> Math.tanh(x);
      case ASINH -> asinh(x);
      case ACOSH -> acosh(x);
      case ATANH -> atanh(x);
      case CBRT -> Math.cbrt(x);
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case MIN -> Math.min(x, a[1]);
      case MAX -> Math.max(x, a[1]);
      case NORM -> norm(a);
      case SAFE_RATIO -> SpecialFunctions.safeRatio(x, a[1]);
      case POWER_LOG -> powerLog(order, x, a[1]);
      default -> special(fn, order, a);
    };
  }

  private static double special(Fn fn, int order, double... a) {
    double x = a[0];
    return switch (fn) {
      case ERF -> SpecialFunctions.erf(x);
      case LOG_GAMMA -> SpecialFunctions.logGamma(x);
      case POLYGAMMA -> SpecialFunctions.polygamma(order, x);
      case GAMMA_P -> SpecialFunctions.gammaP(order, x, a[1]);
      case LOG_RATIO -> SpecialFunctions.logRatio(order, x);
      case CUTOFF_POTENTIAL -> SpecialFunctions.cutoffPotential(order, x, a[1]);
      default -> throw new IllegalStateException("no value for " + fn);
    };
  }

  static double asinh(double x) {
    double u = Math.abs(x);
    double value =
        u > 1e8 ? Math.log(u) + Math.log(2) : Math.log1p(u + u * u / (1 + Math.sqrt(1 + u * u)));
    return Math.copySign(value, x);
  }

  static double acosh(double x) {
    double u = x - 1;
    return x > 1e8 ? Math.log(x) + Math.log(2) : Math.log1p(u + Math.sqrt(u * (x + 1)));
  }

  static double atanh(double x) {
    return 0.5 * Math.log1p(2 * x / (1 - x));
  }

  static double norm(double... components) {
    double sum = 0;
    for (double c : components) {
      sum += c * c;
    }
    return Math.sqrt(sum);
  }

  static double powerLog(int order, double x, double p) {
    return x == 0 && p > 0 ? 0 : Math.pow(x, p) * Math.pow(Math.log(x), order);
  }
}
