// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

/** Logarithms of means of exponentials that neither overflow nor underflow. */
final class SoftMinimum {

  private SoftMinimum() {}

  /**
   * The logarithm of the mean of exp(-q/2).
   *
   * @param q the numbers; at least one, replaced by their shares exp(-q/2) of the sum, so that the
   *     derivative of the result with respect to q is minus half of the share
   */
  static double logMeanExp(double[] q) {
    double least = q[0];
    for (double value : q) {
      least = Math.min(least, value);
    }
    double sum = 0;
    for (int j = 0; j < q.length; j++) {
      q[j] = NegativeExponential.of(0.5 * (q[j] - least));
      sum += q[j];
    }
    double inverse = 1 / sum;
    for (int j = 0; j < q.length; j++) {
      q[j] *= inverse;
    }
    return Math.log(sum / q.length) - 0.5 * least;
  }

  /** The logarithm of exp(a) + exp(b), each of which may be minus infinity. */
  static double logSum(double a, double b) {
    double larger = Math.max(a, b);
    return larger == Double.NEGATIVE_INFINITY
        ? larger
        : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }
}
