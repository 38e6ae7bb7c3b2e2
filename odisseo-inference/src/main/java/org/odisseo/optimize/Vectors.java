// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

/** Sums over plain arrays, always in the order of the elements. */
final class Vectors {

  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    double largest = 0;
    for (double x : a) {
      largest = Math.max(largest, Math.abs(x));
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double x : a) {
      sum += (x / largest) * (x / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /** The sum of a and {@code factor} times b, in a new array. */
  static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * b[i];
    }
    return sum;
  }

  /** The products of corresponding elements, in a new array. */
  static double[] times(double[] a, double[] b) {
    double[] product = a.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= b[i];
    }
    return product;
  }

  /** The quotients of corresponding elements, in a new array. */
  static double[] over(double[] a, double[] b) {
    double[] quotient = a.clone();
    for (int i = 0; i < quotient.length; i++) {
      quotient[i] /= b[i];
    }
    return quotient;
  }

  static double[] minus(double[] a, double[] b) {
    return plus(a, -1, b);
  }
}
