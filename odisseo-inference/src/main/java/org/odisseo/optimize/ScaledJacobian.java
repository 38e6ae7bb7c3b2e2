// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.odisseo.autodiff.Jacobian;
import org.odisseo.autodiff.VectorValue;

/**
 * The singular values and vectors of a Jacobian whose columns were scaled to length one, which
 * makes them independent of the units of the parameters.
 */
final class ScaledJacobian {

  /**
   * A direction is degenerate when the residuals change along it by less than this part of what
   * they do along the direction that matters most.
   */
  private static final double DEGENERATE = 1e-11;

  private final double[] lengths;
  private final double[] singular;

  /** The right singular vectors at [k], parameter by parameter, and the left ones. */
  private final double[][] right;

  private final double[][] left;

  private ScaledJacobian(double[] lengths, double[] singular, double[][] right, double[][] left) {
    this.lengths = lengths;
    this.singular = singular;
    this.right = right;
    this.left = left;
  }

  static <A extends VectorValue<A>, B extends VectorValue<B>> ScaledJacobian of(
      Jacobian<A, B> jacobian) {
    int p = jacobian.at().size();
    double[][] rows = jacobian.toArray();
    // Rows of zeros up to a square, so that every direction has a singular value.
    int n = Math.max(rows.length, Math.max(p, 1));
    double[][] scaled = Arrays.copyOf(rows, n);
    for (int i = rows.length; i < n; i++) {
      scaled[i] = new double[p];
    }
    double[] lengths = new double[p];
    for (int j = 0; j < p; j++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = scaled[i][j];
      }
      // Zero times infinity is NaN.
      boolean finite = Vectors.dot(column, new double[n]) == 0;
      lengths[j] = finite ? Vectors.norm(column) : Double.NaN;
      for (int i = 0; i < n; i++) {
        scaled[i][j] = lengths[j] == 0 ? 0 : scaled[i][j] / lengths[j];
      }
    }
    if (p == 0 || !Arrays.stream(lengths).allMatch(Double::isFinite)) {
      return new ScaledJacobian(lengths, new double[0], new double[0][], new double[0][]);
    }
    SingularValueDecomposition parts =
        new SingularValueDecomposition(new Array2DRowRealMatrix(scaled, false));
    return new ScaledJacobian(
        lengths, parts.getSingularValues(), parts.getVT().getData(), parts.getUT().getData());
  }

  private boolean isDegenerate(int k) {
    return !(singular[k] > DEGENERATE * singular[0]);
  }

  /** The cosine of the angle between the residuals and their nearest image of a step. */
  double cosine(double[] residuals) {
    double length = Vectors.norm(residuals);
    double[] parts = new double[singular.length];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = isDegenerate(k) || length == 0 ? 0 : part(k, residuals) / length;
    }
    return Vectors.norm(parts);
  }

  private double part(int k, double[] residuals) {
    double part = 0;
    for (int i = 0; i < residuals.length; i++) {
      part += left[k][i] * residuals[i];
    }
    return part;
  }

  /**
   * The shortest step, in the parameters themselves, whose image comes nearest to the residuals.
   */
  double[] solve(double[] residuals) {
    double[] step = new double[lengths.length];
    for (int k = 0; k < singular.length; k++) {
      if (!isDegenerate(k)) {
        step = Vectors.plus(step, part(k, residuals) / singular[k], right[k]);
      }
    }
    for (int j = 0; j < step.length; j++) {
      step[j] = lengths[j] == 0 ? 0 : step[j] / lengths[j];
    }
    return step;
  }
}
