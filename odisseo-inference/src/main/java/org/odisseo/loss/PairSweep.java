// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

/**
 * Sums over pairs of points of functions of their distance, with derivatives.
 *
 * <p>The pairs are met row by row, so that the inner loops run along arrays and memory stays
 * linear; where both points are of one cloud, every pair is met once and no point with itself.
 */
final class PairSweep {

  private PairSweep() {}

  /** A function of the squared distance that keeps its own sums. */
  interface Kernel {

    /**
     * Adds the pairs of one point with {@code count} others.
     *
     * @param squares the squared distances
     * @param weights the weights of the others
     * @param weight the weight of the one point
     * @param slopes to be filled with weight times weights times (dk/dr)/r
     */
    void row(double[] squares, int count, double[] weights, double weight, double[] slopes);
  }

  /**
   * All pairs of a point x of weight a with a point y of weight b.
   *
   * @param factor what the derivatives are multiplied by
   * @param gradient where the derivatives with respect to x are added; no rows: nowhere
   */
  static void cross(
      double[][] x,
      double[] a,
      double[][] y,
      double[] b,
      Kernel kernel,
      double factor,
      double[][] gradient) {
    int n = a.length;
    double[] squares = new double[n];
    double[] slopes = new double[n];
    for (int j = 0; j < b.length; j++) {
      squares(x, n, y, j, squares);
      kernel.row(squares, n, a, b[j], slopes);
      for (int c = 0; c < gradient.length; c++) {
        pull(x[c], y[c][j], n, slopes, factor, gradient[c]);
      }
    }
  }

  /** All pairs of two different points x of weights a, each pair once. */
  static void self(double[][] x, double[] a, Kernel kernel, double factor, double[][] gradient) {
    int n = a.length;
    double[] squares = new double[n];
    double[] slopes = new double[n];
    for (int j = 1; j < n; j++) {
      squares(x, j, x, j, squares);
      kernel.row(squares, j, a, a[j], slopes);
      for (int c = 0; c < gradient.length; c++) {
        gradient[c][j] -= factor * moment(x[c], x[c][j], j, slopes);
        pull(x[c], x[c][j], j, slopes, factor, gradient[c]);
      }
    }
  }

  /** The squared distances of the first {@code count} points x from point j of y. */
  static void squares(double[][] x, int count, double[][] y, int j, double[] squares) {
    for (int c = 0; c < x.length; c++) {
      double[] column = x[c];
      double other = y[c][j];
      if (c == 0) {
        for (int i = 0; i < count; i++) {
          double d = column[i] - other;
          squares[i] = d * d;
        }
      } else {
        for (int i = 0; i < count; i++) {
          double d = column[i] - other;
          squares[i] += d * d;
        }
      }
    }
  }

  private static void pull(
      double[] x, double other, int count, double[] slopes, double factor, double[] gradient) {
    for (int i = 0; i < count; i++) {
      gradient[i] += factor * slopes[i] * (x[i] - other);
    }
  }

  /** Four sums side by side, since one would wait for every addition. */
  private static double moment(double[] x, double other, int count, double[] slopes) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      s0 += slopes[i] * (x[i] - other);
      s1 += slopes[i + 1] * (x[i + 1] - other);
      s2 += slopes[i + 2] * (x[i + 2] - other);
      s3 += slopes[i + 3] * (x[i + 3] - other);
    }
    for (; i < count; i++) {
      s0 += slopes[i] * (x[i] - other);
    }
    return (s0 + s1) + (s2 + s3);
  }
}
