// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/** A full mass matrix. */
final class DenseMass implements MassMatrix {

  private final double[][] covariance;
  // The upper triangle of the Cholesky factors of the covariance, L^T.
  private final double[][] upper;

  private DenseMass(double[][] covariance, double[][] upper) {
    this.covariance = covariance;
    this.upper = upper;
  }

  /** From the rows of the inverse mass matrix, one after the other. */
  static DenseMass of(double[] entries, int size) {
    double[][] rows = new double[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = Arrays.copyOfRange(entries, i * size, (i + 1) * size);
    }
    CholeskyDecomposition factors =
        new CholeskyDecomposition(MatrixUtils.createRealMatrix(rows), 1e-9, 0);
    return new DenseMass(rows, factors.getLT().getData());
  }

  /** With \(\Sigma = L L^T\), \(p = L^{-T} z\) has the covariance \(\Sigma^{-1}\). */
  @Override
  public void draw(RandomGenerator random, double[] p) {
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextGaussian();
    }
    for (int i = p.length - 1; i >= 0; i--) {
      double sum = p[i];
      for (int j = i + 1; j < p.length; j++) {
        sum -= upper[i][j] * p[j];
      }
      p[i] = sum / upper[i][i];
    }
  }

  @Override
  public void velocity(double[] p, double[] v) {
    for (int i = 0; i < p.length; i++) {
      double[] row = covariance[i];
      double sum = 0;
      for (int j = 0; j < p.length; j++) {
        sum += row[j] * p[j];
      }
      v[i] = sum;
    }
  }

  @Override
  public double[] entries() {
    double[] entries = new double[upper.length * upper.length];
    for (int i = 0; i < upper.length; i++) {
      System.arraycopy(covariance[i], 0, entries, i * upper.length, upper.length);
    }
    return entries;
  }
}
