// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.DoubleUnaryOperator;

/**
 * A smooth function of one positive variable as polynomials, one for each sixteenth of a binade,
 * found from the bits of the argument.
 *
 * <p>On [c - h, c + h] with c/h = 33 to 63 a function whose nearest singularity is the origin (a
 * power, a logarithm, an incomplete gamma function) converges like 66^-n or faster, so that degree
 * 8 reaches rounding. One range check, no division, no call: a few nanoseconds; and less where
 * several functions of one argument are wanted, since the place in the interval is a matter of the
 * argument's bits alone, which a compiler finds once for all. A polynomial is made when its
 * interval is first met, so that making a table costs nothing, and checked between the nodes; where
 * it is not good, and outside the range, the exact function answers. A value depends on the
 * argument alone, never on what was asked before.
 */
public final class FastFunction {
  private static final int DEGREE = 8;
  private static final int NODES = DEGREE + 1;

  /** Bits below the sign, the exponent and the four leading bits of the mantissa. */
  private static final int SHIFT = 48;

  private static final double TOLERANCE = 5e-14;

  /** Chebyshev nodes on [-1, 1]. */
  private static final double[] NODE = new double[NODES];

  /** [k][j]: weight of the value in node j in the k-th Chebyshev coefficient. */
  private static final double[][] TO_CHEBYSHEV = new double[NODES][NODES];

  /** [k][m]: coefficient of t^m in the Chebyshev polynomial T_k. */
  private static final double[][] TO_POWERS = new double[NODES][NODES];

  /** Points between the nodes, near the ends, where an interpolation error is largest. */
  private static final double[] CHECKS = {-0.965, -0.6, 0.13, 0.965};

  static {
    TO_POWERS[0][0] = 1;
    TO_POWERS[1][1] = 1;
    for (int k = 0; k < NODES; k++) {
      NODE[k] = Math.cos(Math.PI * (k + 0.5) / NODES);
      for (int j = 0; j < NODES; j++) {
        TO_CHEBYSHEV[k][j] =
            Math.cos(Math.PI * k * (j + 0.5) / NODES) * (k == 0 ? 1.0 : 2.0) / NODES;
        if (k > 1) {
          TO_POWERS[k][j] = (j > 0 ? 2 * TO_POWERS[k - 1][j - 1] : 0) - TO_POWERS[k - 2][j];
        }
      }
    }
  }

  /** Orders the writing of a row: its first number last, and read first. */
  private static final VarHandle FIRST = MethodHandles.arrayElementVarHandle(double[].class);

  private final DoubleUnaryOperator exact;
  private final int first;
  private final int count;
  private final double above;

  /**
   * Rows of coefficients; the first is NaN until the row is made, and stays so if it fails its
   * check.
   */
  private final double[] rows;

  private final boolean[] failed;

  private FastFunction(DoubleUnaryOperator exact, int first, int count, double above) {
    this.exact = exact;
    this.first = first;
    this.count = count;
    this.above = above;
    this.rows = new double[count * NODES];
    this.failed = new boolean[count];
    for (int i = 0; i < count; i++) {
      rows[i * NODES] = Double.NaN;
    }
  }

  /**
   * A table of {@code exact} on about [low, high].
   *
   * @param exact the function; called outside the range as well
   * @param low lower end, positive
   * @param high upper end
   * @param above the value beyond the upper end, or NaN if {@code exact} is to be called there
   * @return the table, good to 5e-14 of the largest value within 6 percent of the argument, and
   *     commonly to 3e-15
   */
  public static FastFunction of(DoubleUnaryOperator exact, double low, double high, double above) {
    int first = index(low);
    return new FastFunction(exact, first, index(high) - first, above);
  }

  /**
   * The function at x.
   *
   * @param x argument
   * @return the value, from a polynomial where there is one
   */
  public double value(double x) {
    int i = index(x) - first;
    if (i < 0 || i >= count) {
      return outside(x, i);
    }
    double[] c = rows;
    int k = i * NODES;
    double first = (double) FIRST.getAcquire(c, k);
    double value = polynomial(first, c, k, x - centre(x));
    return Double.isNaN(value) ? unmade(x, i) : value;
  }

  /** The middle of the interval that x is in. */
  private static double centre(double x) {
    long upper = Double.doubleToRawLongBits(x) >>> SHIFT;
    return Double.longBitsToDouble((2 * upper + 1) << (SHIFT - 1));
  }

  private static double polynomial(double first, double[] c, int k, double t) {
    double t2 = t * t;
    double t4 = t2 * t2;
    double p0 = (first + c[k + 1] * t) + (c[k + 2] + c[k + 3] * t) * t2;
    double p4 = (c[k + 4] + c[k + 5] * t) + (c[k + 6] + c[k + 7] * t) * t2;
    return p0 + (p4 + c[k + 8] * t4) * t4;
  }

  private double outside(double x, int i) {
    // What is negative or not a number has a large index too.
    return i >= count && x > 0 && !Double.isNaN(above) ? above : exact.applyAsDouble(x);
  }

  private double unmade(double x, int i) {
    if (!failed[i] && make(i)) {
      return value(x);
    }
    failed[i] = true;
    return exact.applyAsDouble(x);
  }

  /** Several threads may make the same row; they write the same numbers. */
  private boolean make(int i) {
    double from = Double.longBitsToDouble((long) (first + i) << SHIFT);
    double to = Double.longBitsToDouble((long) (first + i + 1) << SHIFT);
    double[] row = new double[NODES];
    if (!fit(exact, from, to, row)) {
      return false;
    }
    System.arraycopy(row, 1, rows, i * NODES + 1, DEGREE);
    FIRST.setRelease(rows, i * NODES, row[0]);
    return true;
  }

  private static int index(double x) {
    return (int) (Double.doubleToRawLongBits(x) >>> SHIFT);
  }

  /** Interpolates in Chebyshev nodes, converts to powers of x - c, and checks between the nodes. */
  private static boolean fit(DoubleUnaryOperator f, double from, double to, double[] row) {
    double centre = 0.5 * (from + to);
    double half = 0.5 * (to - from);
    double[] values = new double[NODES];
    double largest = 0;
    for (int j = 0; j < NODES; j++) {
      values[j] = f.applyAsDouble(centre + half * NODE[j]);
      largest = Math.max(largest, Math.abs(values[j]));
    }
    double[] powers = powers(values);
    double scale = 1;
    for (int k = 0; k < NODES; k++) {
      row[k] = powers[k] / scale;
      scale *= half;
    }
    double worst = 0;
    for (double t : CHECKS) {
      worst =
          Math.max(
              worst,
              Math.abs(polynomial(row[0], row, 0, half * t) - f.applyAsDouble(centre + half * t)));
    }
    // Not so if a value is NaN; nor very far from 1, where the high coefficients leave the range of
    // doubles.
    return worst <= TOLERANCE * largest;
  }

  /**
   * Coefficients of powers of t from the values in the nodes. By way of the Chebyshev coefficients,
   * which fall off quickly: the direct way would magnify rounding a thousand times.
   */
  private static double[] powers(double[] values) {
    double[] powers = new double[NODES];
    for (int k = 0; k < NODES; k++) {
      double chebyshev = 0;
      for (int j = 0; j < NODES; j++) {
        chebyshev += TO_CHEBYSHEV[k][j] * values[j];
      }
      for (int m = 0; m <= k; m++) {
        powers[m] += TO_POWERS[k][m] * chebyshev;
      }
    }
    return powers;
  }
}
