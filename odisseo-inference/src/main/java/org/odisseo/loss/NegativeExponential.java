// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

/**
 * The function exp(-t) for t not negative, in half the time of {@link Math#exp}: sums over kernels
 * do little else.
 *
 * <p>With t = n ln 2 / 256 - r the value is 2^(-n/256) exp(r), the first factor from a table and
 * the exponent bits, the second a polynomial of degree 4 on |r| below 1.4e-3, whose next term is
 * 4e-17.
 */
final class NegativeExponential {

  private static final int TABLE_BITS = 8;
  private static final int TABLE_SIZE = 1 << TABLE_BITS;

  /** From here on values are about to leave the range of normal numbers. */
  private static final double LARGEST = 700;

  /** Added and taken away, it rounds to an integer, which meanwhile is in the lowest bits. */
  private static final double ROUNDING = 0x1.8p52;

  private static final double PER_STEP = TABLE_SIZE / Math.log(2);

  /** ln 2 / 256 in two parts; the first has so few bits that its products with n are exact. */
  private static final double STEP_HIGH = 0x1.62e42feep-1 / TABLE_SIZE;

  private static final double STEP_LOW = 0x1.a39ef35793c76p-33 / TABLE_SIZE;

  private static final double[] POWERS = new double[TABLE_SIZE];

  static {
    for (int i = 0; i < TABLE_SIZE; i++) {
      POWERS[i] = StrictMath.pow(2, -(double) i / TABLE_SIZE);
    }
  }

  private NegativeExponential() {}

  /** The value exp(-t), to about one unit in the last place. */
  static double of(double t) {
    if (!(t < LARGEST)) {
      return Math.exp(-t);
    }
    double shifted = t * PER_STEP + ROUNDING;
    int n = (int) Double.doubleToRawLongBits(shifted);
    double steps = shifted - ROUNDING;
    double r = (steps * STEP_HIGH - t) + steps * STEP_LOW;
    double growth = r * (1 + r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24))));
    double fraction = POWERS[n & (TABLE_SIZE - 1)];
    double value = fraction + fraction * growth;
    long exponent = (long) (n >> TABLE_BITS) << 52;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) - exponent);
  }
}
