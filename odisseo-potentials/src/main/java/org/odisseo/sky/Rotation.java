// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.Arrays;

/** Rotations of space, as matrices by which column vectors are multiplied. */
final class Rotation {

  private final double[][] rows;

  private Rotation(double[][] rows) {
    this.rows = rows;
  }

  /** The matrix as it is given. */
  static Rotation ofRows(double[][] rows) {
    return new Rotation(Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new));
  }

  /** The axes with z along a pole and the half plane of an origin at positive x. */
  static Rotation ofPoleAndOrigin(double[] pole, double[] origin) {
    double[] z = Vectors.unit(pole);
    double[] y = Vectors.unit(Vectors.cross(z, origin));
    return new Rotation(new double[][] {Vectors.cross(y, z), y, z});
  }

  /** Turns the axes about x by an angle in radians. */
  static Rotation aboutX(double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    return new Rotation(new double[][] {{1, 0, 0}, {0, c, s}, {0, -s, c}});
  }

  /** Turns the axes about y by an angle in radians. */
  static Rotation aboutY(double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    return new Rotation(new double[][] {{c, 0, -s}, {0, 1, 0}, {s, 0, c}});
  }

  /** Turns the axes about z by an angle in radians. */
  static Rotation aboutZ(double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    return new Rotation(new double[][] {{c, s, 0}, {-s, c, 0}, {0, 0, 1}});
  }

  /** The rotation by {@code first} followed by this one. */
  Rotation after(Rotation first) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[i][j] += rows[i][k] * first.rows[k][j];
        }
      }
    }
    return new Rotation(product);
  }

  /** The rotation back. */
  Rotation inverse() {
    double[][] transposed = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        transposed[i][j] = rows[j][i];
      }
    }
    return new Rotation(transposed);
  }

  /**
   * The largest deviation from a proper rotation: of the products of rows, and of the determinant.
   */
  double deviation() {
    double[][] product = after(inverse()).rows;
    double worst = Math.abs(determinant() - 1);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        worst = Math.max(worst, Math.abs(product[i][j] - (i == j ? 1 : 0)));
      }
    }
    return worst;
  }

  private double determinant() {
    double[][] m = rows;
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  /** The nine entries, row by row. */
  double[] entries() {
    double[] entries = new double[9];
    for (int i = 0; i < 9; i++) {
      entries[i] = rows[i / 3][i % 3];
    }
    return entries;
  }

  /** A copy of the rows. */
  double[][] toRows() {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rotation that && Arrays.deepEquals(rows, that.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(rows);
  }
}
