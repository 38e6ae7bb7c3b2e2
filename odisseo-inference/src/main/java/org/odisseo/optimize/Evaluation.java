// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

/** The loss and its gradient at a point, as plain arrays that nobody changes. */
@SuppressWarnings("ArrayRecordComponent")
record Evaluation(double[] point, double value, double[] gradient) {

  boolean isFinite() {
    if (!Double.isFinite(value)) {
      return false;
    }
    for (double slope : gradient) {
      if (!Double.isFinite(slope)) {
        return false;
      }
    }
    return true;
  }

  double gradientNorm() {
    return Vectors.norm(gradient);
  }
}
