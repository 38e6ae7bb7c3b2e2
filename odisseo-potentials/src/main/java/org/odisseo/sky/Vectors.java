// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

/** Vectors of three components. */
final class Vectors {

  private Vectors() {}

  static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  static double length(double[] a) {
    return Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
  }

  static double[] unit(double[] a) {
    double length = length(a);
    return new double[] {a[0] / length, a[1] / length, a[2] / length};
  }
}
