// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

/**
 * L(x) = ln(1+x)/x and its derivatives, smooth through the removable singularity at 0.
 *
 * <p>(-1)^n L^(n)(x)/n! = Int_0^1 t^n/(1+xt)^(n+1) dt = x^-(n+1) [ln(1+x) - sum_{k=1..n} u^k/k], u
 * = x/(1+x). The bracket cancels near 0; there its two expansions, in u for x &gt; 0 and in x for x
 * &lt; 0, have terms of one sign.
 */
public final class LogRatio {
  private static final double EPSILON = 1e-17;
  private static final int MAX_TERMS = 2_000;

  private LogRatio() {}

  /**
   * The n-th derivative of ln(1+x)/x.
   *
   * @param n order, at least 0
   * @param x argument; NaN below -1
   */
  public static double derivative(int n, double x) {
    if (n < 0) {
      throw new IllegalArgumentException(
          "order of the derivative of logRatio must be >= 0, got " + n);
    }
    double value = magnitude(n, x) * GammaFunctions.factorial(n);
    return n % 2 == 0 ? value : -value;
  }

  private static double magnitude(int n, double x) {
    if (!(x > -1)) {
      return x == -1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (n == 0) {
      return Math.abs(x) < 1e-300 ? 1 : Math.log1p(x) / x;
    }
    if (x < -0.75 || x > 1 + n / 3.0) {
      return closed(n, x);
    }
    return x < 0 ? seriesInX(n, x) : seriesInU(n, x);
  }

  private static double closed(int n, double x) {
    double u = x / (1 + x);
    double sum = 0;
    for (int k = n; k >= 1; k--) {
      sum = (sum + 1.0 / k) * u;
    }
    return (Math.log1p(x) - sum) / GammaFunctions.integerPower(x, n + 1);
  }

  /** (1+x)^-(n+1) sum_j u^j/(n+1+j). */
  private static double seriesInU(int n, double x) {
    double u = x / (1 + x);
    double power = 1;
    double sum = 0;
    for (int j = n + 1; power > EPSILON && j < MAX_TERMS; j++) {
      sum += power / j;
      power *= u;
    }
    return sum / GammaFunctions.integerPower(1 + x, n + 1);
  }

  /** sum_j binomial(n+j, n) (-x)^j/(n+j+1). */
  private static double seriesInX(int n, double x) {
    double term = 1;
    double sum = 1.0 / (n + 1);
    for (int j = 1; j < MAX_TERMS; j++) {
      term *= -x * (n + j) / j;
      double part = term / (n + j + 1);
      sum += part;
      if (part < EPSILON * sum) {
        break;
      }
    }
    return sum;
  }
}
