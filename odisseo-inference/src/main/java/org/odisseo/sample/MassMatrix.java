// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.random.RandomGenerator;

/** The kinetic energy \(p^T \Sigma p / 2\) with the inverse mass matrix \(\Sigma\). */
interface MassMatrix {

  /** Sets {@code p} to a draw from the normal distribution of covariance \(\Sigma^{-1}\). */
  void draw(RandomGenerator random, double[] p);

  /** Sets {@code v} to \(\Sigma p\). */
  void velocity(double[] p, double[] v);

  /** The entries of \(\Sigma\): none, the diagonal, or all rows; what {@link #of} takes. */
  double[] entries();

  /** The mass matrix of a kind from its entries; empty ones stand for the unit matrix. */
  static MassMatrix of(Metric metric, int size, double[] entries) {
    if (metric == Metric.UNIT || entries.length == 0) {
      return new UnitMass();
    }
    return metric == Metric.DIAGONAL
        ? new DiagonalMass(entries.clone())
        : DenseMass.of(entries, size);
  }
}
