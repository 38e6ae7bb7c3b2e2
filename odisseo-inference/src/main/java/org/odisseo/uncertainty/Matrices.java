// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Require;

/** The little arithmetic of symmetric matrices that this package needs. */
final class Matrices {

  /** How far the two halves of a given matrix may be apart, relative to the diagonal. */
  private static final double SYMMETRY = 1e-8;

  private Matrices() {}

  static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  static double[][] times(double[][] matrix, double factor) {
    double[][] product = copy(matrix);
    for (double[] row : product) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
    return product;
  }

  /** The given rows and columns. */
  static double[][] select(double[][] matrix, int[] kept) {
    double[][] part = new double[kept.length][kept.length];
    for (int i = 0; i < part.length; i++) {
      for (int j = 0; j < part.length; j++) {
        part[i][j] = matrix[kept[i]][kept[j]];
      }
    }
    return part;
  }

  /** The form J^T F J, where J has the given width. */
  static double[][] seenThrough(double[][] matrix, double[][] jacobian, int width) {
    double[][] changed = new double[width][width];
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < width; b++) {
        for (int k = 0; k < matrix.length; k++) {
          for (int l = 0; l < matrix.length; l++) {
            changed[a][b] += jacobian[k][a] * matrix[k][l] * jacobian[l][b];
          }
        }
      }
    }
    return changed;
  }

  static void requireFinite(ParameterSet at, double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        if (!Double.isFinite(matrix[i][j])) {
          throw new IllegalArgumentException(
              "the information at "
                  + at
                  + " must be finite, got "
                  + matrix[i][j]
                  + " for "
                  + at.names().get(i)
                  + " and "
                  + at.names().get(j));
        }
      }
    }
  }

  static void requireSymmetric(String argument, double[][] matrix, int size) {
    Require.length(argument, matrix.length, size, "one row for each parameter");
    for (int i = 0; i < size; i++) {
      Require.length(argument + "[" + i + "]", matrix[i], size, "one column for each parameter");
      Require.allFinite(argument + "[" + i + "]", matrix[i]);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        double scale = Math.sqrt(Math.abs(matrix[i][i])) * Math.sqrt(Math.abs(matrix[j][j]));
        double allowed =
            SYMMETRY * Math.max(scale, Math.max(Math.abs(matrix[i][j]), Math.abs(matrix[j][i])));
        if (!(Math.abs(matrix[i][j] - matrix[j][i]) <= allowed)) {
          throw new IllegalArgumentException(
              argument
                  + " must be symmetric, got "
                  + matrix[i][j]
                  + " at ["
                  + i
                  + "]["
                  + j
                  + "] and "
                  + matrix[j][i]
                  + " at ["
                  + j
                  + "]["
                  + i
                  + "]");
        }
      }
    }
  }

  /** Each entry over the scales of its row and column, and exactly symmetric. */
  static double[][] scaled(double[][] matrix, double[] scale) {
    double[][] scaled = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        double above = matrix[j][i] / scale[i] / scale[j];
        scaled[i][j] = (matrix[i][j] / scale[i] / scale[j]) / 2 + above / 2;
        scaled[j][i] = scaled[i][j];
      }
    }
    return scaled;
  }

  /**
   * The lower triangle L of a matrix L L^T.
   *
   * @param correlations symmetric with a unit diagonal
   * @throws IllegalArgumentException if the matrix is not positive definite
   */
  static double[][] cholesky(String argument, double[][] correlations) {
    try {
      return new CholeskyDecomposition(
              new Array2DRowRealMatrix(correlations, false),
              SYMMETRY,
              correlations.length * Math.ulp(1.0))
          .getL()
          .getData();
    } catch (NonPositiveDefiniteMatrixException e) {
      throw new IllegalArgumentException(
          argument
              + " must be positive definite, got one whose row "
              + e.getRow()
              + " is a combination of those before it",
          e);
    }
  }

  /** Solves L x = b in place. */
  static void forward(double[][] lower, double[] b) {
    for (int i = 0; i < b.length; i++) {
      for (int j = 0; j < i; j++) {
        b[i] -= lower[i][j] * b[j];
      }
      b[i] /= lower[i][i];
    }
  }
}
