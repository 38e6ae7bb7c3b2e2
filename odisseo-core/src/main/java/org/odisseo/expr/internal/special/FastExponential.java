// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

/**
 * e^x for compiled expressions: a power of 2^(1/256) from a table times a polynomial. It is short
 * enough for a compiler to take it into its loops, where {@link Math#exp} is a call that empties
 * the registers.
 */
public final class FastExponential {
  private static final int BITS = 8;
  private static final int PARTS = 1 << BITS;

  /** Bits of the mantissa of a double. */
  private static final int MANTISSA = 52;

  private static final double PARTS_OF_E = PARTS / Math.log(2);

  /** Adding this rounds to a whole number, which the lowest bits then hold. */
  private static final double ROUNDER = 0x1.8p52;

  /** ln 2 / 256 in two parts; the product of a whole number with the first one is exact. */
  private static final double HIGH = 0x1.62e42fep-1 / PARTS;

  private static final double LOW = 0x1.f473de6af278fp-30 / PARTS;

  /** Beyond this the result is near the ends of the range of doubles. */
  private static final double LARGEST = 700;

  /** Bits of 2^(k/256), k = 0 to 255. */
  private static final long[] POWERS = new long[PARTS];

  static {
    for (int k = 0; k < PARTS; k++) {
      POWERS[k] = Double.doubleToRawLongBits(StrictMath.pow(2, (double) k / PARTS));
    }
  }

  private FastExponential() {}

  /**
   * e^x.
   *
   * @param x any number
   * @return the value to 4e-16 relative where |x| &lt; 700, that of {@link Math#exp} elsewhere
   */
  public static double value(double x) {
    if (!(Math.abs(x) < LARGEST)) {
      return Math.exp(x);
    }
    double shifted = x * PARTS_OF_E + ROUNDER;
    double whole = shifted - ROUNDER;
    long bits = Double.doubleToRawLongBits(shifted);
    double t = (x - whole * HIGH) - whole * LOW;
    // |t| < 0.0014, so that the next term, t^5/120, is below 4e-17.
    double small = t + t * t * (0.5 + t * (1.0 / 6 + t * (1.0 / 24)));
    long exponent = bits >> BITS << MANTISSA;
    double power = Double.longBitsToDouble(POWERS[(int) bits & (PARTS - 1)] + exponent);
    return power + power * small;
  }
}
