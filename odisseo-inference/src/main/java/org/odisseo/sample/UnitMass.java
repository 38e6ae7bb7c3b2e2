// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.random.RandomGenerator;

/** All masses one. */
record UnitMass() implements MassMatrix {

  @Override
  public void draw(RandomGenerator random, double[] p) {
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextGaussian();
    }
  }

  @Override
  public void velocity(double[] p, double[] v) {
    System.arraycopy(p, 0, v, 0, p.length);
  }

  @Override
  public double[] entries() {
    return new double[0];
  }
}
