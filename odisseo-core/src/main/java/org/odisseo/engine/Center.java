// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

/**
 * The derivatives of the acceleration in the center of a cusp.
 *
 * <p>There the acceleration jumps from one side to the other. It is given as zero, the mean over
 * directions, for any values of the parameters; so its derivatives, which formulas leave infinite
 * or undefined, are given as zero too. A body that rests in the center then does not spoil the
 * derivatives of the others, nor its own in the parameters.
 */
final class Center {

  /** The rows of the acceleration, which come before those of derivatives. */
  private static final int ACCELERATION = 3;

  private Center() {}

  /**
   * Sets derivatives to zero that are not finite where the position is the origin and the
   * acceleration is zero: beside a field that is not symmetric about the origin, or for a cusp
   * elsewhere, nothing is changed.
   *
   * @param x rows of numbers per body, of which the first three are the position
   * @param out the acceleration and its derivatives
   */
  static void settle(double[][] x, double[][] out, int from, int to) {
    double[] first = x[0];
    for (int i = from; i < to; i++) {
      if (first[i] == 0 && x[1][i] == 0 && x[2][i] == 0 && isZero(out, i)) {
        for (int row = ACCELERATION; row < out.length; row++) {
          out[row][i] = finiteOrZero(out[row][i]);
        }
      }
    }
  }

  private static boolean isZero(double[][] acceleration, int i) {
    return acceleration[0][i] == 0 && acceleration[1][i] == 0 && acceleration[2][i] == 0;
  }

  /**
   * The same for one body.
   *
   * @param x begins with the position
   * @param out the acceleration and its derivatives
   */
  static void settle(double[] x, double[] out) {
    if (isZero(x) && isZero(out)) {
      for (int k = ACCELERATION; k < out.length; k++) {
        out[k] = finiteOrZero(out[k]);
      }
    }
  }

  private static boolean isZero(double[] vector) {
    return vector[0] == 0 && vector[1] == 0 && vector[2] == 0;
  }

  private static double finiteOrZero(double value) {
    return Double.isFinite(value) ? value : 0;
  }
}
