// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import org.jspecify.annotations.Nullable;

/**
 * A fraction that a double stands for.
 *
 * @param numerator any whole number
 * @param denominator at least 1
 */
record Rational(long numerator, long denominator) {

  private static final int SNAP_DENOMINATOR = 24;
  private static final int PRINT_DENOMINATOR = 360;

  /**
   * An exponent that comes out of arithmetic, freed of rounding: 1/3 - 1 becomes exactly the double
   * -2.0/3, so that equal powers are equal.
   */
  static double snap(double value) {
    double tolerance = 4 * Math.ulp(Math.max(1, Math.abs(value)));
    for (int q = 1; q <= SNAP_DENOMINATOR; q++) {
      double p = Math.rint(value * q);
      if (Math.abs(p) < 1e9 && Math.abs(value - p / q) <= tolerance) {
        return p == 0 ? 0 : p / q;
      }
    }
    return value;
  }

  /**
   * The fraction with a small denominator that is this double to the last bit, or null when there
   * is none.
   */
  static @Nullable Rational of(double value) {
    for (int q = 1; q <= PRINT_DENOMINATOR; q++) {
      double p = Math.rint(value * q);
      if (Math.abs(p) > 9999) {
        return null;
      }
      if (p / q == value) {
        return new Rational((long) p, q);
      }
    }
    return null;
  }
}
