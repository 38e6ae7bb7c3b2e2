// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Accelerations without G: inputs x, y, z, m, s and sums x, y, z. Here and in the other tiles the
 * arithmetic is written out in each loop, since a vector that is handed to a method which HotSpot
 * does not inline becomes an object; only {@link InverseRoot} is small enough to rely on that.
 */
final class AccelerationTile implements PairTile {

  private static final int INPUTS = 5;
  private static final int SUMS = 3;

  private final boolean uniform;
  private final Attraction attraction = new Attraction(INPUTS, 3, 4, 0);

  AccelerationTile(boolean uniform) {
    this.uniform = uniform;
  }

  @Override
  public int inputs() {
    return INPUTS;
  }

  @Override
  public int[] groups() {
    return new int[] {SUMS};
  }

  @Override
  public double columnSign(int sum) {
    return -1;
  }

  @Override
  public void beside(PairPatch p) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] lanes = p.lanes[0];
    double[] sums = p.sums;
    int n = p.stride;
    boolean oneSoftening = uniform;
    for (int i = p.firstRow; i < p.endRow; i += LANES) {
      DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
      DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
      DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
      DoubleVector mi = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
      DoubleVector si = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
      DoubleVector ax = DoubleVector.fromArray(SPECIES, sums, i);
      DoubleVector ay = DoubleVector.fromArray(SPECIES, sums, n + i);
      DoubleVector az = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
      int columns = Math.min(p.endColumn, i) - p.firstColumn;
      for (int j = 0; j < columns; j++) {
        int q = j * INPUTS;
        int k = j * (SUMS * LANES);
        DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
        DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
        DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
        DoubleVector s = si;
        if (!oneSoftening) {
          DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + 4]);
          s = si.blend(sj, si.compare(VectorOperators.LT, sj));
        }
        DoubleVector d2 = dx.fma(dx, dy.fma(dy, dz.fma(dz, s)));
        DoubleVector w3 = InverseRoot.cubed(d2);
        DoubleVector f = w3.mul(DoubleVector.broadcast(SPECIES, c[q + 3]));
        DoubleVector g = w3.mul(mi);
        ax = dx.fma(f, ax);
        ay = dy.fma(f, ay);
        az = dz.fma(f, az);
        dx.fma(g, DoubleVector.fromArray(SPECIES, lanes, k)).intoArray(lanes, k);
        dy.fma(g, DoubleVector.fromArray(SPECIES, lanes, k + LANES)).intoArray(lanes, k + LANES);
        dz.fma(g, DoubleVector.fromArray(SPECIES, lanes, k + 2 * LANES))
            .intoArray(lanes, k + 2 * LANES);
      }
      ax.intoArray(sums, i);
      ay.intoArray(sums, n + i);
      az.intoArray(sums, 2 * n + i);
    }
  }

  @Override
  public void within(PairPatch p, int i, double[] shield) {
    attraction.within(p, i, shield);
  }
}
