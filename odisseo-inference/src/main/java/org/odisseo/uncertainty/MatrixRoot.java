// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Rows A of a matrix \( A^T A \). Its eigenvalues are the squares of the singular values of A,
 * which have twice as many digits as those of the product.
 */
final class MatrixRoot {

  /**
   * The part of the largest eigenvalue up to which one is rounding: singular values of a part
   * 1e-11.
   */
  static final double ROUNDING = 1e-22;

  private final double[][] rows;
  private final int columns;

  private MatrixRoot(double[][] rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /** Keeps no more rows than there are columns, by a QR decomposition. */
  static MatrixRoot of(double[][] rows, int columns) {
    boolean finite = Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    if (rows.length <= columns || columns == 0 || !finite) {
      return new MatrixRoot(Matrices.copy(rows), columns);
    }
    double[][] r = new QRDecomposition(new Array2DRowRealMatrix(rows, true)).getR().getData();
    return new MatrixRoot(Arrays.copyOf(r, columns), columns);
  }

  /** The product of the transposed rows and the rows. */
  double[][] square() {
    double[][] square = new double[columns][columns];
    for (double[] row : rows) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < columns; j++) {
          square[i][j] += row[i] * row[j];
        }
      }
    }
    return square;
  }

  /** With the rows of another. */
  MatrixRoot and(MatrixRoot other) {
    double[][] all = Arrays.copyOf(rows, rows.length + other.rows.length);
    System.arraycopy(other.rows, 0, all, rows.length, other.rows.length);
    return of(all, columns);
  }

  MatrixRoot times(double factor) {
    double[][] product = Matrices.copy(rows);
    for (double[] row : product) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
    return new MatrixRoot(product, columns);
  }

  /** The product with a matrix from the right. */
  MatrixRoot times(double[][] matrix, int width) {
    double[][] product = new double[rows.length][width];
    for (int k = 0; k < rows.length; k++) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < width; j++) {
          product[k][j] += rows[k][i] * matrix[i][j];
        }
      }
    }
    return of(product, width);
  }

  /** Some of the columns. */
  MatrixRoot columns(int[] kept) {
    double[][] part = new double[rows.length][kept.length];
    for (int k = 0; k < rows.length; k++) {
      for (int j = 0; j < kept.length; j++) {
        part[k][j] = rows[k][kept[j]];
      }
    }
    return of(part, kept.length);
  }

  /**
   * The eigenvalues of the square in rising order, and the eigenvectors as rows.
   *
   * @param scale by what each column is divided
   */
  void decompose(double[] scale, double[] values, double[][] vectors) {
    // Rows of zeros up to a square, so that every direction has a singular value.
    double[][] scaled = new double[Math.max(rows.length, columns)][columns];
    for (int k = 0; k < rows.length; k++) {
      for (int j = 0; j < columns; j++) {
        scaled[k][j] = rows[k][j] / scale[j];
      }
    }
    SingularValueDecomposition parts =
        new SingularValueDecomposition(new Array2DRowRealMatrix(scaled, false));
    double[] singular = parts.getSingularValues();
    for (int k = 0; k < columns; k++) {
      int from = columns - 1 - k;
      values[k] = singular[from] * singular[from];
      vectors[k] = parts.getV().getColumn(from);
    }
  }
}
