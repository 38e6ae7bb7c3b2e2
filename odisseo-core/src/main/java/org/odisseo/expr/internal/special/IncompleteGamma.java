// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

/**
 * The regularised lower incomplete gamma function P(a, x) = (1/Gamma(a)) Int_0^x t^(a-1) e^(-t) dt
 * and its derivatives in a.
 *
 * <p>Below x = a + 1 the series P = x^a e^(-x)/Gamma(a+1) sum_n x^n / ((a+1)...(a+n)), above it one
 * minus Legendre's continued fraction (DLMF 8.11.4 and 8.9.2). The derivatives come from the same
 * two recurrences over truncated Taylor series in a, so they lose nothing to differencing.
 */
public final class IncompleteGamma {
  private static final double EPSILON = 1e-17;
  private static final int MAX_TERMS = 100_000;

  /**
   * Above this a the prefactor is computed from Stirling's form, in which the large terms cancel
   * analytically.
   */
  private static final double LARGE = 15;

  private IncompleteGamma() {}

  /** P(a, x) for a &gt; 0 and x &gt;= 0; NaN outside. */
  public static double p(double a, double x) {
    if (!(a > 0) || !(x >= 0) || a == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    if (x == 0) {
      return 0;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 1;
    }
    double prefactor = prefactor(a, x);
    return x < a + 1 ? prefactor * series(a, x) : 1 - prefactor * a * fraction(a, x);
  }

  /** The k-th derivative of P(a, x) with respect to a. */
  public static double p(int k, double a, double x) {
    if (k < 0) {
      throw new IllegalArgumentException(
          "order of the derivative of gammaP must be >= 0, got " + k);
    }
    if (k == 0) {
      return p(a, x);
    }
    if (!(a > 0) || !(x >= 0) || a == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    if (x == 0 || x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return GammaFunctions.factorial(k) * pJet(k, a, x)[k];
  }

  /** Taylor coefficients in a of P(a, x), for a and x positive and finite. */
  static double[] pJet(int order, double a, double x) {
    double[] prefactor = prefactorJet(order, a, x);
    if (x < a + 1) {
      return Jets.multiply(prefactor, seriesJet(order, a, x));
    }
    double[] q = Jets.multiply(Jets.timesLinear(prefactor, a, 1), fractionJet(order, a, x));
    double[] p = Jets.scale(q, -1);
    p[0] += 1;
    return p;
  }

  /** x^a e^(-x) / Gamma(a + 1). */
  static double prefactor(double a, double x) {
    if (a < LARGE) {
      double power = Math.pow(x, a);
      double gamma = Math.exp(GammaFunctions.logGamma(a + 1));
      return x > 700 ? Math.exp(a * Math.log(x) - x) / gamma : power * Math.exp(-x) / gamma;
    }
    // ln(x^a e^(-x) e^a / a^a) = -a (m - ln(1 + m)) with m = (x - a)/a.
    double m = (x - a) / a;
    double exponent =
        Math.abs(m) < 0.5
            ? -a * m * m * (1 / (1 + m) + LogRatio.derivative(1, m))
            : a * Math.log(x / a) - (x - a);
    double stirling = Math.exp(GammaFunctions.stirlingRemainder(a));
    return Math.exp(exponent) / (Math.sqrt(2 * Math.PI * a) * stirling);
  }

  static double[] prefactorJet(int order, double a, double x) {
    double[] exponent = GammaFunctions.logGammaJet(order, a + 1);
    for (int k = 0; k <= order; k++) {
      exponent[k] = -exponent[k];
    }
    if (order > 0) {
      exponent[1] += Math.log(x);
    }
    return Jets.exp(prefactor(a, x), exponent);
  }

  /** 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... */
  private static double series(double a, double x) {
    double term = 1;
    double sum = 1;
    for (int n = 1; term > EPSILON * sum && n < MAX_TERMS; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum;
  }

  private static double[] seriesJet(int order, double a, double x) {
    double[] term = Jets.constant(1, order);
    double[] sum = term.clone();
    boolean converged = false;
    for (int n = 1; !converged && n < MAX_TERMS; n++) {
      converged = true;
      for (int k = 0; k <= order; k++) {
        // (a + n + e) new = x old
        term[k] = (x * term[k] - (k > 0 ? term[k - 1] : 0)) / (a + n);
        sum[k] += term[k];
        converged &= Math.abs(term[k]) <= EPSILON * Math.abs(sum[k]) && n > x - a;
      }
    }
    return sum;
  }

  /**
   * Gamma(a, x) / (x^a e^(-x)) = 1/(x+1-a- 1(1-a)/(x+3-a- 2(2-a)/(x+5-a- ...))) by the modified
   * Lentz method.
   */
  static double fraction(double a, double x) {
    double b = x + 1 - a;
    double c = Double.POSITIVE_INFINITY;
    double d = 1 / b;
    double h = d;
    for (int n = 1; n < MAX_TERMS; n++) {
      double coefficient = -n * (n - a);
      b += 2;
      d = 1 / (b + coefficient * d);
      c = b + coefficient / c;
      double factor = c * d;
      h *= factor;
      if (Math.abs(factor - 1) < 2e-16) {
        break;
      }
    }
    return h;
  }

  static double[] fractionJet(int order, double a, double x) {
    double[] one = Jets.constant(1, order);
    double[] b = Jets.timesLinear(one, x + 1 - a, -1);
    double[] d = Jets.divide(one, b);
    double[] h = d;
    double[] inverseC = Jets.constant(0, order);
    for (int n = 1; n < MAX_TERMS; n++) {
      double coefficient = -n * (n - a);
      b[0] += 2;
      d = Jets.divide(one, Jets.add(b, Jets.timesLinear(d, coefficient, n)));
      double[] c = Jets.add(b, Jets.timesLinear(inverseC, coefficient, n));
      inverseC = Jets.divide(one, c);
      double[] factor = Jets.multiply(c, d);
      h = Jets.multiply(h, factor);
      if (isOne(factor)) {
        break;
      }
    }
    return h;
  }

  private static boolean isOne(double[] jet) {
    double distance = Math.abs(jet[0] - 1);
    for (int k = 1; k < jet.length; k++) {
      distance = Math.max(distance, Math.abs(jet[k]));
    }
    return distance < 3e-16;
  }
}
