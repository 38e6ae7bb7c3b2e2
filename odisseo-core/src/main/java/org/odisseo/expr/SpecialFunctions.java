// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import org.odisseo.expr.internal.special.CutoffPotential;
import org.odisseo.expr.internal.special.ErrorFunction;
import org.odisseo.expr.internal.special.GammaFunctions;
import org.odisseo.expr.internal.special.IncompleteGamma;
import org.odisseo.expr.internal.special.LogRatio;

/**
 * The special functions that expressions may contain, as plain functions of doubles.
 *
 * <p>Outside its domain a function returns NaN, as {@link Math} does; only a negative order of a
 * derivative is an error. The accuracies stated are held by tests against 40-digit references.
 * "Relative to scale" means relative to the largest of the terms that the derivative is made of, so
 * that a zero crossing costs no more than its neighbourhood.
 */
public final class SpecialFunctions {
  private SpecialFunctions() {}

  /**
   * Regularised lower incomplete gamma function \( P(a,x) = \frac{1}{\Gamma(a)}\int_0^x
   * t^{a-1}e^{-t}\,dt \).
   *
   * @param a shape, &gt; 0
   * @param x argument, &gt;= 0
   * @return P(a, x) to 1e-13 relative for a up to 100, wherever P is a normal number; about 100 to
   *     500 ns
   */
  public static double gammaP(double a, double x) {
    return IncompleteGamma.p(a, x);
  }

  /**
   * The k-th derivative of {@link #gammaP(double, double)} with respect to a.
   *
   * @param k order, &gt;= 0
   * @param a shape, &gt; 0
   * @param x argument, &gt;= 0
   * @return the derivative to 1e-11 relative to scale for k up to 4
   * @throws IllegalArgumentException if k is negative
   */
  public static double gammaP(int k, double a, double x) {
    return IncompleteGamma.p(k, a, x);
  }

  /**
   * \( \ln|\Gamma(x)| \).
   *
   * @param x argument; +Infinity at the poles 0, -1, -2, ...
   * @return the logarithm to 4e-15 relative for x &gt; 0, through its zeros at 1 and 2
   */
  public static double logGamma(double x) {
    return GammaFunctions.logGamma(x);
  }

  /**
   * Polygamma function \( \psi^{(n)}(x) = \frac{d^{n+1}}{dx^{n+1}} \ln\Gamma(x) \); n = 0 is the
   * digamma function.
   *
   * @param n order, &gt;= 0
   * @param x argument; NaN at the poles 0, -1, -2, ...
   * @return the value to 1e-14 relative for x &gt; 0 (digamma: relative to max(1, |psi|))
   * @throws IllegalArgumentException if n is negative
   */
  public static double polygamma(int n, double x) {
    return GammaFunctions.polygamma(n, x);
  }

  /**
   * Error function \( \frac{2}{\sqrt\pi}\int_0^x e^{-t^2}\,dt \).
   *
   * @param x argument
   * @return erf(x) to 2e-15 relative
   */
  public static double erf(double x) {
    return ErrorFunction.value(x);
  }

  /**
   * The n-th derivative of \( \ln(1+x)/x \), smooth through x = 0.
   *
   * @param n order, &gt;= 0
   * @param x argument, &gt;= -1
   * @return the derivative to 1e-13 relative for n up to 8
   * @throws IllegalArgumentException if n is negative
   */
  public static double logRatio(int n, double x) {
    return LogRatio.derivative(n, x);
  }

  /**
   * Potential of a power law with exponential cut-off, \( C(a,x) = x^{-1/2}P(a,x) +
   * \Gamma(a-\frac12,x)/\Gamma(a) \), for which \( \partial C/\partial x = -\frac12
   * P(a,x)\,x^{-3/2} \).
   *
   * @param a shape, &gt; 0; the value at x = 0 is finite if a &gt; 1/2
   * @param x argument, &gt;= 0
   * @return C(a, x) to 1e-13 relative for a up to 50
   */
  public static double cutoffPotential(double a, double x) {
    return CutoffPotential.value(0, a, x);
  }

  /**
   * The k-th derivative of {@link #cutoffPotential(double, double)} with respect to a.
   *
   * @param k order, &gt;= 0
   * @param a shape, &gt; 0
   * @param x argument, &gt;= 0
   * @return the derivative to 1e-10 relative to scale for k up to 3
   * @throws IllegalArgumentException if k is negative
   */
  public static double cutoffPotential(int k, double a, double x) {
    return CutoffPotential.value(k, a, x);
  }

  /**
   * a/b, but 0 where b is 0: a direction cosine at the origin is the mean over directions.
   *
   * @param a numerator
   * @param b denominator
   * @return the ratio
   */
  public static double safeRatio(double a, double b) {
    return b == 0 ? 0 : a / b;
  }
}
