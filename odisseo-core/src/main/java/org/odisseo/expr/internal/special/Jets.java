// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

/**
 * Arithmetic of truncated Taylor series: {@code c[k]} is the coefficient of e^k; all operands have
 * one length.
 */
final class Jets {
  private Jets() {}

  /** Product of two series. */
  static double[] multiply(double[] a, double[] b) {
    double[] c = new double[a.length];
    for (int k = 0; k < c.length; k++) {
      double sum = 0;
      for (int j = 0; j <= k; j++) {
        sum += a[j] * b[k - j];
      }
      c[k] = sum;
    }
    return c;
  }

  /** Quotient of two series; the divisor's leading coefficient must not be zero. */
  static double[] divide(double[] a, double[] b) {
    double[] c = new double[a.length];
    for (int k = 0; k < c.length; k++) {
      double sum = a[k];
      for (int j = 1; j <= k; j++) {
        sum -= b[j] * c[k - j];
      }
      c[k] = sum / b[0];
    }
    return c;
  }

  /**
   * Exponential of a series, given the exponential of its leading coefficient (so that the caller
   * can compute that well).
   */
  static double[] exp(double expOfLeading, double[] a) {
    double[] c = new double[a.length];
    c[0] = expOfLeading;
    for (int k = 1; k < c.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum += j * a[j] * c[k - j];
      }
      c[k] = sum / k;
    }
    return c;
  }

  /** Product with the linear series (value + slope e). */
  static double[] timesLinear(double[] a, double value, double slope) {
    double[] c = new double[a.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = value * a[k] + (k > 0 ? slope * a[k - 1] : 0);
    }
    return c;
  }

  /** Sum of two series. */
  static double[] add(double[] a, double[] b) {
    double[] c = new double[a.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = a[k] + b[k];
    }
    return c;
  }

  /** Product with a number. */
  static double[] scale(double[] a, double factor) {
    double[] c = new double[a.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = factor * a[k];
    }
    return c;
  }

  /** The number as a series of order {@code order}. */
  static double[] constant(double value, int order) {
    double[] c = new double[order + 1];
    c[0] = value;
    return c;
  }
}
