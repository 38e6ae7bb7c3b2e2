// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.ROWS;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** Potentials divided by -G: inputs x, y, z, m, s and one sum. */
final class PotentialTile implements PairTile {

  private static final int INPUTS = 5;

  @Override
  public int inputs() {
    return INPUTS;
  }

  @Override
  public int[] groups() {
    return new int[] {1};
  }

  @Override
  public double columnSign(int sum) {
    return 1;
  }

  @Override
  public void beside(PairPatch p) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] lanes = p.lanes[0];
    int n = p.stride;
    for (int i = p.firstRow; i < p.endRow; i += LANES) {
      DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
      DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
      DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
      DoubleVector mi = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
      DoubleVector si = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
      DoubleVector sum = DoubleVector.fromArray(SPECIES, p.sums, i);
      int columns = p.columnsBefore(i);
      for (int j = 0; j < columns; j++) {
        int q = j * INPUTS;
        int k = j * LANES;
        DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
        DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
        DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
        DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + 4]);
        DoubleVector s = si.blend(sj, si.compare(VectorOperators.LT, sj));
        DoubleVector w = InverseRoot.of(dx.fma(dx, dy.fma(dy, dz.fma(dz, s))));
        sum = w.fma(DoubleVector.broadcast(SPECIES, c[q + 3]), sum);
        w.fma(mi, DoubleVector.fromArray(SPECIES, lanes, k)).intoArray(lanes, k);
      }
      sum.intoArray(p.sums, i);
    }
  }

  @Override
  public void within(PairPatch p, int i, double[] shield) {
    double[] r = p.rows;
    double[] c = p.columns;
    int n = p.stride;
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1.0);
    DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
    DoubleVector sum = DoubleVector.fromArray(SPECIES, p.sums, i);
    int first = p.columnsBefore(i) * INPUTS;
    for (int j = 0; j < ROWS; j++) {
      int q = first + j * INPUTS;
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + 4]);
      DoubleVector s =
          si.blend(sj, si.compare(VectorOperators.LT, sj))
              .add(DoubleVector.fromArray(SPECIES, shield, j * LANES));
      DoubleVector w = one.div(dx.fma(dx, dy.fma(dy, dz.fma(dz, s))).sqrt());
      sum = w.fma(DoubleVector.broadcast(SPECIES, c[q + 3]), sum);
    }
    sum.intoArray(p.sums, i);
  }
}
