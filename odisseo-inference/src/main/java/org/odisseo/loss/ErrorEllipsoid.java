// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.NonSymmetricMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * One observed star: where it is in the coordinates that were measured, and the covariance C of its
 * errors there, as the inverse W of the lower Cholesky factor, so that \( x^T C^{-1} x = |W x|^2
 * \).
 */
final class ErrorEllipsoid {

  /** How far from symmetric a covariance may be, relative to its elements. */
  private static final double ASYMMETRY = 1e-10;

  private final int[] columns;
  private final double[] center;
  private final double[][] whitening;
  private final double logNorm;

  /**
   * An ellipsoid.
   *
   * @param what the name of the covariance, for errors
   * @param columns the columns that were measured
   * @param center the numbers measured there
   * @param covariance among these columns
   */
  ErrorEllipsoid(String what, int[] columns, double[] center, double[][] covariance) {
    this.columns = columns;
    this.center = center;
    RealMatrix lower = lower(what, covariance);
    int size = columns.length;
    whitening = new double[size][size];
    double logDeterminant = 0;
    for (int b = 0; b < size; b++) {
      ArrayRealVector unit = new ArrayRealVector(size);
      unit.setEntry(b, 1);
      MatrixUtils.solveLowerTriangularSystem(lower, unit);
      for (int a = 0; a < size; a++) {
        whitening[a][b] = unit.getEntry(a);
      }
      logDeterminant += Math.log(lower.getEntry(b, b));
    }
    logNorm = logDeterminant + 0.5 * size * Math.log(2 * Math.PI);
  }

  private static RealMatrix lower(String what, double[][] covariance) {
    try {
      return new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false), ASYMMETRY, 0)
          .getL();
    } catch (NonPositiveDefiniteMatrixException | NonSymmetricMatrixException e) {
      throw new IllegalArgumentException(
          what + " must be symmetric and positive definite among the measured columns", e);
    }
  }

  /** What the logarithm of the density is less than minus half the squared distance. */
  double logNorm() {
    return logNorm;
  }

  /** The logarithm of the density at one point. */
  double logDensity(double[] point) {
    double[] q = new double[1];
    double[][] columnsOfOne = new double[point.length][];
    for (int c = 0; c < point.length; c++) {
      columnsOfOne[c] = new double[] {point[c]};
    }
    squares(columnsOfOne, new double[columns.length][1], q);
    return -0.5 * q[0] - logNorm;
  }

  /**
   * The squared distances of stars from the center in units of the errors.
   *
   * @param stars [column][star]
   * @param whitened filled with W (center - star), [row][star]; at least as many rows as columns
   *     were measured
   * @param q filled with the squares
   */
  void squares(double[][] stars, double[][] whitened, double[] q) {
    for (int a = 0; a < columns.length; a++) {
      double[] row = whitened[a];
      for (int b = 0; b <= a; b++) {
        if (b == 0) {
          weigh(whitening[a][0], center[0], stars[columns[0]], row);
        } else if (whitening[a][b] != 0) {
          addWeighed(whitening[a][b], center[b], stars[columns[b]], row);
        }
      }
      for (int j = 0; j < q.length; j++) {
        q[j] = (a == 0 ? 0 : q[j]) + row[j] * row[j];
      }
    }
  }

  /**
   * Adds the derivatives of \( \sum_j f_j q_j / 2 \) with respect to the stars.
   *
   * @param whitened as {@link #squares} has left it
   * @param f the factors
   */
  void addGradient(double[][] whitened, double[] f, double[][] gradient) {
    for (int b = 0; b < columns.length; b++) {
      double[] to = gradient[columns[b]];
      for (int a = b; a < columns.length; a++) {
        double factor = whitening[a][b];
        if (factor != 0) {
          double[] row = whitened[a];
          for (int j = 0; j < f.length; j++) {
            to[j] -= factor * f[j] * row[j];
          }
        }
      }
    }
  }

  private static void weigh(double weight, double center, double[] star, double[] row) {
    for (int j = 0; j < star.length; j++) {
      row[j] = weight * (center - star[j]);
    }
  }

  private static void addWeighed(double weight, double center, double[] star, double[] row) {
    for (int j = 0; j < star.length; j++) {
      row[j] += weight * (center - star[j]);
    }
  }
}
