// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The inverse softened distances w of a few columns ahead.
 *
 * <p>A square root and a division take so long that a processor, which looks only a hundred or so
 * operations ahead, waits for them in the loops with much other arithmetic. These loops therefore
 * compute w for the column {@link #AHEAD} columns later and keep it in memory until then; what
 * comes before the first column is done here.
 */
final class Roots {

  /** More than the latency of a square root and a division over the time for one column. */
  static final int AHEAD = 4;

  private Roots() {}

  /** Computes w of row vector {@code i} and the first columns. */
  static void begin(PairPatch p, int i, int inputs, int softening, boolean oneSoftening) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] roots = p.roots;
    int n = p.stride;
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1.0);
    DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, softening * n + i);
    for (int j = 0; j < AHEAD; j++) {
      int q = j * inputs;
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector s = si;
      if (!oneSoftening) {
        DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + softening]);
        s = si.blend(sj, si.compare(VectorOperators.LT, sj));
      }
      one.div(dx.fma(dx, dy.fma(dy, dz.fma(dz, s))).sqrt()).intoArray(roots, j * LANES);
    }
  }
}
