// SPDX-License-Identifier: Apache-2.0

package org.odisseo.initial;

/**
 * The distribution of speeds in a Plummer sphere, as a fraction q of the escape speed: density g(q)
 * = (512 / 7 pi) q^2 (1 - q^2)^(7/2), the same at every radius.
 *
 * @source Aarseth, Henon and Wielen 1974, A and A 37, 183
 */
final class PlummerSpeed {

  private static final double NORM = 512 / (7 * Math.PI);

  /** Below this q the closed form loses digits to cancellation and the series is used. */
  private static final double SMALL = 0.25;

  /** The relative error of {@link #cumulative}, below which Newton's method would only wander. */
  private static final double ROUNDING = 4e-16;

  private static final int MAX_ITERATIONS = 100;

  private PlummerSpeed() {}

  static double density(double q) {
    double w = 1 - q * q;
    return NORM * q * q * w * w * w * Math.sqrt(w);
  }

  /** The probability of a speed below q times the escape speed. */
  static double cumulative(double q) {
    return q < SMALL ? series(q) : closedForm(q);
  }

  private static double closedForm(double q) {
    double s = q * q;
    double polynomial = (((-384 * s + 1488) * s - 2104) * s + 1210) * s - 105;
    double root = Math.sqrt(1 - s);
    return NORM * (q * root * polynomial + 105 * StrictMath.asin(q)) / 3840;
  }

  /** The integral of the binomial series of g, term by term. */
  private static double series(double q) {
    double s = q * q;
    double coefficient = 1;
    double sum = 0;
    for (int k = 0; k < 30; k++) {
      double term = coefficient / (2 * k + 3);
      sum += term;
      if (Math.abs(term) < 1e-18 * Math.abs(sum)) {
        break;
      }
      coefficient *= -s * (3.5 - k) / (k + 1);
    }
    return NORM * q * s * sum;
  }

  /**
   * The q below which lies the fraction u of all speeds: Newton's method, kept within a bracket.
   */
  static double quantile(double u) {
    if (u <= 0) {
      return 0;
    }
    double low = 0;
    double high = 1;
    double q = Math.min(0.9, StrictMath.cbrt(3 * u / NORM));
    for (int i = 0; i < MAX_ITERATIONS; i++) {
      double excess = cumulative(q) - u;
      if (Math.abs(excess) <= ROUNDING * u) {
        return q;
      }
      if (excess > 0) {
        high = q;
      } else {
        low = q;
      }
      double slope = density(q);
      double next = slope > 0 ? q - excess / slope : (low + high) / 2;
      if (!(next > low && next < high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - q) <= 2 * Math.ulp(q)) {
        return next;
      }
      q = next;
    }
    return q;
  }
}
