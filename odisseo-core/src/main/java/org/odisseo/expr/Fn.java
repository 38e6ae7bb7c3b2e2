// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/**
 * The functions that a {@link Call} can apply. Square roots, reciprocals and all other powers are
 * {@link Product}s, not calls.
 *
 * <p>The text name of a function ({@link #text()}) is what {@link Expr#parse(String)} reads and
 * {@link Expr#toString()} writes. Functions with an order ({@link #hasOrder()}) take it as an
 * optional integer first argument in text, for example {@code polygamma(1, x)}.
 */
public enum Fn {
  /** e^x. */
  EXP("exp", 1),
  /** e^x - 1, exact for small x. */
  EXPM1("expm1", 1),
  /** Natural logarithm. */
  LOG("log", 1),
  /** ln(1 + x), exact for small x. */
  LOG1P("log1p", 1),
  /** Sine of an angle in radians. */
  SIN("sin", 1),
  /** Cosine of an angle in radians. */
  COS("cos", 1),
  /** Tangent of an angle in radians. */
  TAN("tan", 1),
  /** Inverse sine, in [-pi/2, pi/2]. */
  ASIN("asin", 1),
  /** Inverse cosine, in [0, pi]. */
  ACOS("acos", 1),
  /** Inverse tangent, in [-pi/2, pi/2]. */
  ATAN("atan", 1),
  /** Angle of the point (x, y), arguments in the order (y, x), in [-pi, pi]. */
  ATAN2("atan2", 2),
  /** Hyperbolic sine. */
  SINH("sinh", 1),
  /** Hyperbolic cosine. */
  COSH("cosh", 1),
  /** Hyperbolic tangent. */
  TANH("tanh", 1),
  /** Inverse hyperbolic sine. */
  ASINH("asinh", 1),
  /** Inverse hyperbolic cosine, for x &gt;= 1. */
  ACOSH("acosh", 1),
  /** Inverse hyperbolic tangent, for |x| &lt; 1. */
  ATANH("atanh", 1),
  /**
   * Real cube root of a number of either sign (a base known to be non-negative becomes a power 1/3
   * instead).
   */
  CBRT("cbrt", 1),
  /** Absolute value; its derivative at 0 is 0. */
  ABS("abs", 1),
  /** Sign: -1, 0 or 1; its derivative is 0. */
  SIGN("sign", 1),
  /** The smaller of two; a tie shares the derivative half and half. */
  MIN("min", 2),
  /** The larger of two; a tie shares the derivative half and half. */
  MAX("max", 2),
  /** Error function. */
  ERF("erf", 1),
  /** ln Gamma(x) for x &gt; 0. */
  LOG_GAMMA("log_gamma", 1),
  /**
   * psi^(n)(x), the n-th derivative of the digamma function psi, n = {@link Call#order()} &gt;= 0.
   */
  POLYGAMMA("polygamma", 1),
  /**
   * k-th derivative with respect to a of the regularised lower incomplete gamma function P(a, x).
   */
  GAMMA_P("gamma_p", 2),
  /** n-th derivative of ln(1 + x)/x, finite at x = 0. */
  LOG_RATIO("log_ratio", 1),
  /**
   * k-th derivative with respect to a of x^(-1/2) P(a, x) + Gamma(a - 1/2)/Gamma(a) (1 - P(a - 1/2,
   * x)), x &gt;= 0: the potential of a power law with exponential cut-off, at x = r^2/rc^2, finite
   * at x = 0 for a &gt; 1/2.
   */
  CUTOFF_POTENTIAL("cutoff_potential", 2),
  /** Euclidean length of any number (at least one) of components. */
  NORM("norm", -1),
  /** a/b, but 0 where b = 0: a direction cosine at the origin, the mean over directions. */
  SAFE_RATIO("safe_ratio", 2),
  /**
   * x^p (ln x)^k for x &gt;= 0, arguments (x, p); 0 at x = 0 when p &gt; 0, where the plain product
   * is 0 times infinity.
   */
  POWER_LOG("power_log", 2);

  private final String text;
  private final int arity;

  Fn(String text, int arity) {
    this.text = text;
    this.arity = arity;
  }

  /** The name in text, such as {@code log1p}. */
  public String text() {
    return text;
  }

  /** The number of arguments besides the order, or -1 when it is any number from 1 on. */
  public int arity() {
    return arity;
  }

  /** Whether a family of functions numbered by {@link Call#order()}; all others have order 0. */
  public boolean hasOrder() {
    return switch (this) {
      case POLYGAMMA, GAMMA_P, LOG_RATIO, CUTOFF_POTENTIAL, POWER_LOG -> true;
      default -> false;
    };
  }
}
