// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A smooth function of one positive variable as polynomials, one for each eighth of a binade, found
 * from the bits of the argument.
 *
 * <p>On [c - h, c + h] with c/h = 17 to 31 a function whose nearest singularity is the origin (a
 * power, a logarithm, an incomplete gamma function) converges like 34^-n or faster, so that degree
 * 11 reaches rounding. One range check, no division, no call: a few nanoseconds. Outside the range
 * the exact function is called. The construction checks itself between the nodes and gives no table
 * at all rather than a bad one.
 */
public final class FastFunction {
  private static final int DEGREE = 11;
  private static final int NODES = DEGREE + 1;
  private static final int STRIDE = NODES + 1;

  /** Bits below the sign, the exponent and the three leading bits of the mantissa. */
  private static final int SHIFT = 49;

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

  private final DoubleUnaryOperator exact;
  private final int first;
  private final int count;
  private final double above;
  private final double[] coefficients;

  private FastFunction(DoubleUnaryOperator exact, int first, double above, double[] coefficients) {
    this.exact = exact;
    this.first = first;
    this.count = coefficients.length / STRIDE;
    this.above = above;
    this.coefficients = coefficients;
  }

  /**
   * Builds the table of {@code exact} on about [low, high].
   *
   * @param exact the function, called outside the range as well
   * @param low lower end, positive
   * @param high upper end
   * @param above the value beyond the upper end, or NaN if {@code exact} is to be called there
   * @return the table, or nothing if polynomials do not reach 5e-14 relative to the largest value
   *     on their interval
   */
  public static Optional<FastFunction> of(
      DoubleUnaryOperator exact, double low, double high, double above) {
    int first = index(low);
    int count = index(high) - first;
    double[] coefficients = new double[count * STRIDE];
    for (int i = 0; i < count; i++) {
      double from = Double.longBitsToDouble((long) (first + i) << SHIFT);
      double to = Double.longBitsToDouble((long) (first + i + 1) << SHIFT);
      if (!fit(exact, from, to, coefficients, i * STRIDE)) {
        return Optional.empty();
      }
    }
    return Optional.of(new FastFunction(exact, first, above, coefficients));
  }

  /** No table: every value from the exact function. */
  public static FastFunction exactly(DoubleUnaryOperator exact) {
    return new FastFunction(exact, 0, Double.NaN, new double[0]);
  }

  /**
   * The function at x.
   *
   * @param x argument
   * @return the value, from the table where it reaches
   */
  public double value(double x) {
    int i = index(x) - first;
    if (i < 0 || i >= count) {
      return outside(x, i);
    }
    double[] c = coefficients;
    int k = i * STRIDE;
    double t = x - c[k];
    double t2 = t * t;
    double t4 = t2 * t2;
    double p0 = (c[k + 1] + c[k + 2] * t) + (c[k + 3] + c[k + 4] * t) * t2;
    double p4 = (c[k + 5] + c[k + 6] * t) + (c[k + 7] + c[k + 8] * t) * t2;
    double p8 = (c[k + 9] + c[k + 10] * t) + (c[k + 11] + c[k + 12] * t) * t2;
    return p0 + (p4 + p8 * t4) * t4;
  }

  private double outside(double x, int i) {
    // What is negative or not a number has a large index too.
    return i >= count && x > 0 && !Double.isNaN(above) ? above : exact.applyAsDouble(x);
  }

  private static int index(double x) {
    return (int) (Double.doubleToRawLongBits(x) >>> SHIFT);
  }

  /** Interpolates in Chebyshev nodes, converts to powers of x - c, and checks between the nodes. */
  private static boolean fit(DoubleUnaryOperator f, double from, double to, double[] out, int at) {
    double centre = 0.5 * (from + to);
    double half = 0.5 * (to - from);
    double[] values = new double[NODES];
    double largest = 0;
    for (int j = 0; j < NODES; j++) {
      values[j] = f.applyAsDouble(centre + half * NODE[j]);
      largest = Math.max(largest, Math.abs(values[j]));
    }
    double[] powers = powers(values);
    out[at] = centre;
    double scale = 1;
    for (int k = 0; k < NODES; k++) {
      out[at + 1 + k] = powers[k] / scale;
      scale *= half;
    }
    double worst = 0;
    for (double t : CHECKS) {
      double sum = 0;
      for (int k = NODES - 1; k >= 0; k--) {
        sum = sum * t + powers[k];
      }
      worst = Math.max(worst, Math.abs(sum - f.applyAsDouble(centre + half * t)));
    }
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
