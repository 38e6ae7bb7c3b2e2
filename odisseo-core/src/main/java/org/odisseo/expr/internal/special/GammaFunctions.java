// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

/** ln |Gamma(x)| and the polygamma functions of a real argument. */
public final class GammaFunctions {
  /** 1 - Euler's constant. */
  private static final double ONE_MINUS_EULER = 0.42278433509846713939;

  /** (-1)^k (zeta(k) - 1) / k for k = 2, 3, ...: Taylor coefficients of ln Gamma(2 + s). */
  private static final double[] LOG_GAMMA_AT_TWO = {
    0.32246703342411321824, -0.067352301053198095133, 0.020580808427784547879,
        -0.0073855510286739852663,
    0.0028905103307415232858, -0.0011927539117032609771, 0.00050966952474304242234,
        -0.00022315475845357937976,
    0.000099457512781808533715, -0.0000449262367381331417, 0.000020507212775670691553,
        -9.439488275268395904e-6,
    4.3748667899074878042e-6, -2.0392157538013662368e-6, 9.5514121304074198329e-7,
        -4.4924691987645660433e-7,
    2.1207184805554665869e-7, -1.0043224823968099609e-7, 4.7698101693639805658e-8,
        -2.271109460894316491e-8,
    1.0838659214896954091e-8, -5.1834750419700466551e-9, 2.4836745438024783172e-9,
        -1.1921401405860912074e-9,
    5.7313672416788620133e-10
  };

  /** Bernoulli numbers B(2), B(4), ... */
  private static final double[] BERNOULLI = {
    1.0 / 6,
    -1.0 / 30,
    1.0 / 42,
    -1.0 / 30,
    5.0 / 66,
    -691.0 / 2730,
    7.0 / 6,
    -3617.0 / 510,
    43867.0 / 798,
    -174611.0 / 330
  };

  /** Beyond this Stirling's series with ten terms is exact to rounding. */
  private static final double STIRLING = 10;

  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  private GammaFunctions() {}

  /**
   * ln |Gamma(x)|; NaN where x is NaN, +Infinity at the poles x = 0, -1, -2, ... and at +Infinity.
   */
  public static double logGamma(double x) {
    if (Double.isNaN(x) || x == Double.NEGATIVE_INFINITY) {
      return Double.NaN;
    }
    if (x <= 0) {
      return x == Math.rint(x) ? Double.POSITIVE_INFINITY : reflectedLogGamma(x);
    }
    if (x < 0.5) {
      return logGammaAtTwo(x) - Math.log1p(x) - Math.log(x);
    }
    if (x < 1.5) {
      return logGammaAtTwo(x - 1) - Math.log1p(x - 1);
    }
    if (x < STIRLING) {
      double product = 1;
      double y = x;
      while (y >= 2.5) {
        y -= 1;
        product *= y;
      }
      return logGammaAtTwo(y - 2) + Math.log(product);
    }
    return (x - 0.5) * (Math.log(x) - 1) - 0.5 + HALF_LOG_TWO_PI + stirlingRemainder(x);
  }

  /** ln Gamma(x) - [(x - 1/2) ln x - x + ln(2 pi)/2] for x at least 10. */
  static double stirlingRemainder(double x) {
    double reciprocal = 1 / x;
    double square = reciprocal * reciprocal;
    double sum = 0;
    for (int k = 7; k >= 0; k--) {
      sum = sum * square + BERNOULLI[k] / ((2 * k + 2) * (2 * k + 1));
    }
    return sum * reciprocal;
  }

  /** ln Gamma(2 + s) for |s| at most 1/2, to full relative accuracy. */
  private static double logGammaAtTwo(double s) {
    double sum = 0;
    for (int k = LOG_GAMMA_AT_TWO.length - 1; k >= 0; k--) {
      sum = sum * s + LOG_GAMMA_AT_TWO[k];
    }
    return s * (ONE_MINUS_EULER + s * sum);
  }

  private static double reflectedLogGamma(double x) {
    double nearest = Math.rint(x);
    double sine = Math.abs(Math.sin(Math.PI * (x - nearest)));
    return Math.log(Math.PI / (Math.abs(x) * sine)) - logGamma(-x);
  }

  /**
   * The polygamma function psi^(n)(x), the (n+1)-th derivative of ln Gamma.
   *
   * @param n order, at least 0
   * @param x argument; NaN at the poles x = 0, -1, -2, ...
   */
  public static double polygamma(int n, double x) {
    if (n < 0) {
      throw new IllegalArgumentException("order of polygamma must be >= 0, got " + n);
    }
    if (Double.isNaN(x) || x == Double.NEGATIVE_INFINITY || (x <= 0 && x == Math.rint(x))) {
      return Double.NaN;
    }
    if (x < -STIRLING) {
      return reflectedPolygamma(n, x);
    }
    double far = STIRLING + 2 * n;
    double sum = 0;
    double y = x;
    while (y < far) {
      sum += integerPower(y, -(n + 1));
      y += 1;
    }
    double sign = n % 2 == 0 ? -1 : 1;
    if (n == 0) {
      return digammaFar(y) - sum;
    }
    return sign * (factorial(n) * sum + polygammaFar(n, y));
  }

  private static double digammaFar(double y) {
    double square = 1 / (y * y);
    double sum = 0;
    for (int k = BERNOULLI.length - 1; k >= 0; k--) {
      sum = (sum + BERNOULLI[k] / (2 * k + 2)) * square;
    }
    return Math.log(y) - 0.5 / y - sum;
  }

  /** (n-1)!/y^n + n!/(2 y^(n+1)) + sum B(2k) (2k+n-1)!/((2k)! y^(2k+n)). */
  private static double polygammaFar(int n, double y) {
    double square = 1 / (y * y);
    double term = factorial(n - 1) * integerPower(y, -n);
    double sum = term + term * n / (2 * y);
    for (int k = 1; k <= BERNOULLI.length; k++) {
      int m = 2 * k;
      term *= square * ((m + n - 1.0) * (m + n - 2.0)) / (m * (m - 1.0));
      sum += BERNOULLI[k - 1] * term;
    }
    return sum;
  }

  /** psi^(n)(x) = (-1)^n psi^(n)(1-x) - pi d^n/dx^n cot(pi x). */
  private static double reflectedPolygamma(int n, double x) {
    double cotangent = 1 / Math.tan(Math.PI * (x - Math.rint(x)));
    // Derivatives of cot are polynomials in cot: d/du p(c) = -(1 + c^2) p'(c).
    double[] p = new double[n + 2];
    p[1] = 1;
    for (int step = 0; step < n; step++) {
      double[] next = new double[n + 2];
      for (int k = 1; k <= step + 1; k++) {
        next[k - 1] -= k * p[k];
        next[k + 1] -= k * p[k];
      }
      p = next;
    }
    double value = 0;
    for (int k = n + 1; k >= 0; k--) {
      value = value * cotangent + p[k];
    }
    double mirrored = polygamma(n, 1 - x);
    return (n % 2 == 0 ? mirrored : -mirrored) - integerPower(Math.PI, n + 1) * value;
  }

  /** x^n by repeated multiplication. */
  static double integerPower(double x, int n) {
    double power = 1;
    double square = x;
    for (int m = Math.abs(n); m > 0; m >>= 1) {
      if ((m & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return n < 0 ? 1 / power : power;
  }

  /** n! as a double. */
  public static double factorial(int n) {
    double product = 1;
    for (int k = 2; k <= n; k++) {
      product *= k;
    }
    return product;
  }

  /** Taylor coefficients of ln Gamma(x + e): ln Gamma(x), psi(x), psi'(x)/2, ... */
  static double[] logGammaJet(int order, double x) {
    double[] c = new double[order + 1];
    c[0] = logGamma(x);
    for (int k = 1; k <= order; k++) {
      c[k] = polygamma(k - 1, x) / factorial(k);
    }
    return c;
  }
}
