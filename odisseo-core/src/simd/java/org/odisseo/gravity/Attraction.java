// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.ROWS;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums of w^3 m d, the accelerations without G, within one vector of bodies, for tiles that have x,
 * y, z as their first inputs. Shields are infinite, hence the square root and the division.
 *
 * @param inputs the number of inputs
 * @param mass which input is the mass; if it is the negative mass the sums are negative
 * @param softening which input is the squared softening
 * @param sum the first of the three sums
 */
record Attraction(int inputs, int mass, int softening, int sum) {

  /** Adds the pairs within the vector of bodies {@code i}, see {@link PairTile#within}. */
  void within(PairPatch p, int i, double[] shield) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] sums = p.sums;
    int n = p.stride;
    int first = sum * n + i;
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1.0);
    DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, softening * n + i);
    DoubleVector ax = DoubleVector.fromArray(SPECIES, sums, first);
    DoubleVector ay = DoubleVector.fromArray(SPECIES, sums, first + n);
    DoubleVector az = DoubleVector.fromArray(SPECIES, sums, first + 2 * n);
    int column = p.columnsBefore(i) * inputs;
    for (int j = 0; j < ROWS; j++) {
      int q = column + j * inputs;
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + softening]);
      DoubleVector s =
          si.blend(sj, si.compare(VectorOperators.LT, sj))
              .add(DoubleVector.fromArray(SPECIES, shield, j * LANES));
      DoubleVector d2 = dx.fma(dx, dy.fma(dy, dz.fma(dz, s)));
      DoubleVector w3 = one.div(d2.mul(d2.sqrt()));
      DoubleVector f = w3.mul(DoubleVector.broadcast(SPECIES, c[q + mass]));
      ax = dx.fma(f, ax);
      ay = dy.fma(f, ay);
      az = dz.fma(f, az);
    }
    ax.intoArray(sums, first);
    ay.intoArray(sums, first + n);
    az.intoArray(sums, first + 2 * n);
  }
}
