// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;

/**
 * The functions of expressions. Each returns its canonical form; meanings and domains are those of
 * {@link Fn}.
 */
public final class Functions {

  private Functions() {}

  /** Square root; the argument must be &gt;= 0 where it is evaluated. */
  public static Expr sqrt(Expr u) {
    return u.sqrt();
  }

  /** Real cube root, of either sign. */
  public static Expr cbrt(Expr u) {
    return call(Fn.CBRT, u);
  }

  /** e^u. */
  public static Expr exp(Expr u) {
    return call(Fn.EXP, u);
  }

  /** e^u - 1, exact for small u. */
  public static Expr expm1(Expr u) {
    return call(Fn.EXPM1, u);
  }

  /** Natural logarithm. */
  public static Expr log(Expr u) {
    return call(Fn.LOG, u);
  }

  /** ln(1 + u), exact for small u. */
  public static Expr log1p(Expr u) {
    return call(Fn.LOG1P, u);
  }

  /** Sine. */
  public static Expr sin(Expr u) {
    return call(Fn.SIN, u);
  }

  /** Cosine. */
  public static Expr cos(Expr u) {
    return call(Fn.COS, u);
  }

  /** Tangent. */
  public static Expr tan(Expr u) {
    return call(Fn.TAN, u);
  }

  /** Inverse sine. */
  public static Expr asin(Expr u) {
    return call(Fn.ASIN, u);
  }

  /** Inverse cosine. */
  public static Expr acos(Expr u) {
    return call(Fn.ACOS, u);
  }

  /** Inverse tangent. */
  public static Expr atan(Expr u) {
    return call(Fn.ATAN, u);
  }

  /** The angle of the point (x, y), in [-pi, pi]. */
  public static Expr atan2(Expr y, Expr x) {
    return call(Fn.ATAN2, y, x);
  }

  /** Hyperbolic sine. */
  public static Expr sinh(Expr u) {
    return call(Fn.SINH, u);
  }

  /** Hyperbolic cosine. */
  public static Expr cosh(Expr u) {
    return call(Fn.COSH, u);
  }

  /** Hyperbolic tangent. */
  public static Expr tanh(Expr u) {
    return call(Fn.TANH, u);
  }

  /** Inverse hyperbolic sine. */
  public static Expr asinh(Expr u) {
    return call(Fn.ASINH, u);
  }

  /** Inverse hyperbolic cosine. */
  public static Expr acosh(Expr u) {
    return call(Fn.ACOSH, u);
  }

  /** Inverse hyperbolic tangent. */
  public static Expr atanh(Expr u) {
    return call(Fn.ATANH, u);
  }

  /** Absolute value; its derivative at 0 is 0. */
  public static Expr abs(Expr u) {
    return call(Fn.ABS, u);
  }

  /** Sign: -1, 0 or 1. */
  public static Expr sign(Expr u) {
    return call(Fn.SIGN, u);
  }

  /** The smaller of two; a tie shares the derivative half and half. */
  public static Expr min(Expr u, Expr v) {
    return call(Fn.MIN, u, v);
  }

  /** The larger of two; a tie shares the derivative half and half. */
  public static Expr max(Expr u, Expr v) {
    return call(Fn.MAX, u, v);
  }

  /** Error function. */
  public static Expr erf(Expr u) {
    return call(Fn.ERF, u);
  }

  /** ln Gamma(u), u &gt; 0. */
  public static Expr logGamma(Expr u) {
    return call(Fn.LOG_GAMMA, u);
  }

  /** The n-th derivative of the digamma function, n &gt;= 0. */
  public static Expr polygamma(int n, Expr u) {
    return Calls.of(Fn.POLYGAMMA, n, List.of(u));
  }

  /** Regularised lower incomplete gamma function P(a, x), a &gt; 0, x &gt;= 0. */
  public static Expr gammaP(Expr a, Expr x) {
    return gammaP(0, a, x);
  }

  /** The k-th derivative of P(a, x) with respect to a. */
  public static Expr gammaP(int k, Expr a, Expr x) {
    return Calls.of(Fn.GAMMA_P, k, List.of(a, x));
  }

  /** ln(1 + u)/u, which is 1 at u = 0. */
  public static Expr logRatio(Expr u) {
    return logRatio(0, u);
  }

  /** The n-th derivative of ln(1 + u)/u. */
  public static Expr logRatio(int n, Expr u) {
    return Calls.of(Fn.LOG_RATIO, n, List.of(u));
  }

  /** See {@link Fn#CUTOFF_POTENTIAL}. */
  public static Expr cutoffPotential(Expr a, Expr x) {
    return call(Fn.CUTOFF_POTENTIAL, a, x);
  }

  /** Euclidean length of the components, with first derivatives that are 0 at the origin. */
  public static Expr norm(Expr... components) {
    return call(Fn.NORM, components);
  }

  /** a/b, but 0 where b = 0. */
  public static Expr safeRatio(Expr a, Expr b) {
    return call(Fn.SAFE_RATIO, a, b);
  }

  /** x^p (ln x)^k, which is 0 at x = 0 for p &gt; 0. */
  public static Expr powerLog(int k, Expr x, Expr p) {
    return Calls.of(Fn.POWER_LOG, k, List.of(x, p));
  }

  /** {@code left op right ? whenTrue : whenFalse}. */
  public static Expr select(Comparison op, Expr left, Expr right, Expr whenTrue, Expr whenFalse) {
    return Select.of(op, left, right, whenTrue, whenFalse);
  }

  /**
   * Integral of f over a variable by Gauss-Legendre quadrature.
   *
   * @param f what is integrated
   * @param variable the variable of integration
   * @param lower lower limit
   * @param upper upper limit
   * @param order number of points, 1 to {@link Integral#MAX_ORDER}; exact for polynomials up to
   *     degree 2 order - 1
   */
  public static Expr integrate(Expr f, Variable variable, Expr lower, Expr upper, int order) {
    return Integral.of(f, variable, lower, upper, order);
  }

  private static Expr call(Fn fn, Expr... args) {
    return Calls.of(fn, 0, List.of(args));
  }
}
