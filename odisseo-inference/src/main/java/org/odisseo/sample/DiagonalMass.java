// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.random.RandomGenerator;

/** A mass per parameter. */
final class DiagonalMass implements MassMatrix {

  private final double[] variances;
  private final double[] roots;

  /** Takes ownership of the variances, the inverses of the masses. */
  DiagonalMass(double[] variances) {
    this.variances = variances;
    this.roots = new double[variances.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(variances[i]);
    }
  }

  @Override
  public void draw(RandomGenerator random, double[] p) {
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextGaussian() / roots[i];
    }
  }

  @Override
  public void velocity(double[] p, double[] v) {
    for (int i = 0; i < p.length; i++) {
      v[i] = variances[i] * p[i];
    }
  }

  @Override
  public double[] entries() {
    return variances.clone();
  }
}
