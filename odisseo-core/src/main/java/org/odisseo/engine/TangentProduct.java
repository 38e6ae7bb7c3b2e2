// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * The product of a symmetric 3 x 3 matrix per body with a displacement per body. In plain Java, or
 * with explicit vector instructions where the pair kernels have them; both give the same bits.
 */
class TangentProduct {

  private static final TangentProduct BEST =
      VectorForm.or(new TangentProduct(), TangentProduct.class, "VectorTangentProduct");

  /** The faster one. */
  static TangentProduct fastest() {
    return BEST;
  }

  /**
   * Sets a range of the product, plus a multiple of a vector per body.
   *
   * @param matrix rows xx, xy, xz, yy, yz, zz
   * @param d rows x, y, z of the displacements, those of body i at {@code first + i}
   * @param factor the multiple
   * @param column rows x, y, z of what is added
   * @param sum set likewise
   * @param from the first body
   * @param to one more than the last body
   */
  void multiplyAndAdd(
      double[][] matrix,
      double[][] d,
      double factor,
      double[][] column,
      double[][] sum,
      int first,
      int from,
      int to) {
    row(matrix[0], matrix[1], matrix[2], d, factor, column[0], sum[0], first, from, to);
    row(matrix[1], matrix[3], matrix[4], d, factor, column[1], sum[1], first, from, to);
    row(matrix[2], matrix[4], matrix[5], d, factor, column[2], sum[2], first, from, to);
  }

  private static void row(
      double[] a,
      double[] b,
      double[] c,
      double[][] d,
      double factor,
      double[] column,
      double[] sum,
      int first,
      int from,
      int to) {
    double[] x = d[0];
    double[] y = d[1];
    double[] z = d[2];
    for (int i = from; i < to; i++) {
      int j = first + i;
      sum[j] = a[i] * x[j] + b[i] * y[j] + c[i] * z[j] + factor * column[i];
    }
  }

  /** Adds a multiple of a range of a row. */
  void add(double factor, double[] row, double[] target, int first, int from, int to) {
    for (int i = from; i < to; i++) {
      target[first + i] += factor * row[i];
    }
  }
}
