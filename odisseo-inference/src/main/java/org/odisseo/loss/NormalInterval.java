// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * The probability that a standard normal number lies in an interval, and its derivative when the
 * interval moves down, both divided by an exponential that may underflow. By symmetry what is above
 * zero is taken as what is below, so that both sides have the same digits.
 *
 * @param exponent e, minus half the square of the nearer end; zero if zero is inside
 * @param share the probability, \( \Phi(b) - \Phi(a) \), times \( \exp(-e) \)
 * @param slope the derivative, \( \varphi(a) - \varphi(b) \), times \( \exp(-e) \)
 */
record NormalInterval(double exponent, double share, double slope) {

  private static final double SQRT2 = Math.sqrt(2);
  private static final double SQRT2PI = Math.sqrt(2 * Math.PI);

  /** The interval from {@code low} to {@code high}, which may be infinite. */
  static NormalInterval of(double low, double high) {
    double near = Math.min(Math.abs(low), Math.abs(high));
    double far = Math.max(Math.abs(low), Math.abs(high));
    // How much lower the density is at the farther end, as an exponent; two infinite ends are
    // alike.
    double drop = near == far ? 0 : 0.5 * (far - near) * (far + near);
    double sign = Math.abs(low) <= Math.abs(high) ? 1 : -1;
    double slope = -sign * Math.expm1(-drop) / SQRT2PI;
    double exponent = -0.5 * near * near;
    if (low <= 0 && high >= 0) {
      double share = 0.5 * (Erf.value(near / SQRT2) + Erf.value(far / SQRT2));
      return new NormalInterval(0, share, Math.exp(exponent) * slope);
    }
    double share = 0.5 * (Erfcx.value(near / SQRT2) - Math.exp(-drop) * Erfcx.value(far / SQRT2));
    return new NormalInterval(exponent, share, slope);
  }
}
