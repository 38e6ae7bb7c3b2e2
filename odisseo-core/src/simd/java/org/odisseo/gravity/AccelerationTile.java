// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.InverseRoot.CUBED_1;
import static org.odisseo.gravity.InverseRoot.CUBED_2;
import static org.odisseo.gravity.InverseRoot.GUESS;
import static org.odisseo.gravity.InverseRoot.P0;
import static org.odisseo.gravity.InverseRoot.P1;
import static org.odisseo.gravity.InverseRoot.P2;
import static org.odisseo.gravity.InverseRoot.P3;
import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.LONGS;
import static org.odisseo.gravity.VectorPairKernel.ROWS;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Accelerations without G: inputs x, y, z, m, s and sums x, y, z. Here and in the other tiles the
 * arithmetic is written out in each loop, since a vector that is handed to a method which HotSpot
 * does not inline becomes an object. Names with 0 and 1 are of the two vectors of rows, those with
 * j of the column; for the inverse root see {@link InverseRoot}.
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
    LongVector guess = LongVector.broadcast(LONGS, GUESS);
    DoubleVector p0 = DoubleVector.broadcast(SPECIES, P0);
    DoubleVector p1 = DoubleVector.broadcast(SPECIES, P1);
    DoubleVector p2 = DoubleVector.broadcast(SPECIES, P2);
    DoubleVector p3 = DoubleVector.broadcast(SPECIES, P3);
    DoubleVector minusOne = DoubleVector.broadcast(SPECIES, -1.0);
    DoubleVector cubed1 = DoubleVector.broadcast(SPECIES, CUBED_1);
    DoubleVector cubed2 = DoubleVector.broadcast(SPECIES, CUBED_2);
    for (int i = p.firstRow; i < p.endRow; i += ROWS) {
      int i1 = i + LANES;
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, r, i);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, r, i1);
      DoubleVector y0 = DoubleVector.fromArray(SPECIES, r, n + i);
      DoubleVector y1 = DoubleVector.fromArray(SPECIES, r, n + i1);
      DoubleVector z0 = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
      DoubleVector z1 = DoubleVector.fromArray(SPECIES, r, 2 * n + i1);
      DoubleVector m0 = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
      DoubleVector m1 = DoubleVector.fromArray(SPECIES, r, 3 * n + i1);
      DoubleVector s0 = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
      DoubleVector s1 = DoubleVector.fromArray(SPECIES, r, 4 * n + i1);
      DoubleVector ax0 = DoubleVector.fromArray(SPECIES, sums, i);
      DoubleVector ax1 = DoubleVector.fromArray(SPECIES, sums, i1);
      DoubleVector ay0 = DoubleVector.fromArray(SPECIES, sums, n + i);
      DoubleVector ay1 = DoubleVector.fromArray(SPECIES, sums, n + i1);
      DoubleVector az0 = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
      DoubleVector az1 = DoubleVector.fromArray(SPECIES, sums, 2 * n + i1);
      int columns = p.columnsBefore(i);
      for (int j = 0; j < columns; j++) {
        int q = j * INPUTS;
        int k = j * (SUMS * LANES);
        DoubleVector xj = DoubleVector.broadcast(SPECIES, c[q]);
        DoubleVector yj = DoubleVector.broadcast(SPECIES, c[q + 1]);
        DoubleVector zj = DoubleVector.broadcast(SPECIES, c[q + 2]);
        DoubleVector mj = DoubleVector.broadcast(SPECIES, c[q + 3]);
        DoubleVector u0 = s0;
        DoubleVector u1 = s1;
        if (!oneSoftening) {
          DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + 4]);
          u0 = s0.blend(sj, s0.compare(VectorOperators.LT, sj));
          u1 = s1.blend(sj, s1.compare(VectorOperators.LT, sj));
        }
        DoubleVector dx0 = xj.sub(x0);
        DoubleVector dy0 = yj.sub(y0);
        DoubleVector dz0 = zj.sub(z0);
        u0 = dx0.fma(dx0, dy0.fma(dy0, dz0.fma(dz0, u0)));
        DoubleVector g0 =
            guess
                .sub(u0.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1))
                .reinterpretAsDoubles();
        DoubleVector t0 = u0.mul(g0).mul(g0);
        DoubleVector w0 = g0.mul(p3.fma(t0, p2).fma(t0, p1).fma(t0, p0));
        DoubleVector ww0 = w0.mul(w0);
        DoubleVector h0 = u0.fma(ww0, minusOne);
        DoubleVector www0 = w0.mul(ww0);
        www0 = www0.mul(h0).fma(h0.fma(cubed2, cubed1), www0);
        DoubleVector dx1 = xj.sub(x1);
        DoubleVector dy1 = yj.sub(y1);
        DoubleVector dz1 = zj.sub(z1);
        u1 = dx1.fma(dx1, dy1.fma(dy1, dz1.fma(dz1, u1)));
        DoubleVector g1 =
            guess
                .sub(u1.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1))
                .reinterpretAsDoubles();
        DoubleVector t1 = u1.mul(g1).mul(g1);
        DoubleVector w1 = g1.mul(p3.fma(t1, p2).fma(t1, p1).fma(t1, p0));
        DoubleVector ww1 = w1.mul(w1);
        DoubleVector h1 = u1.fma(ww1, minusOne);
        DoubleVector www1 = w1.mul(ww1);
        www1 = www1.mul(h1).fma(h1.fma(cubed2, cubed1), www1);
        DoubleVector f0 = www0.mul(mj);
        ax0 = dx0.fma(f0, ax0);
        ay0 = dy0.fma(f0, ay0);
        az0 = dz0.fma(f0, az0);
        DoubleVector f1 = www1.mul(mj);
        ax1 = dx1.fma(f1, ax1);
        ay1 = dy1.fma(f1, ay1);
        az1 = dz1.fma(f1, az1);
        DoubleVector b0 = www0.mul(m0);
        DoubleVector b1 = www1.mul(m1);
        dx1.fma(b1, dx0.fma(b0, DoubleVector.fromArray(SPECIES, lanes, k))).intoArray(lanes, k);
        dy1.fma(b1, dy0.fma(b0, DoubleVector.fromArray(SPECIES, lanes, k + LANES)))
            .intoArray(lanes, k + LANES);
        dz1.fma(b1, dz0.fma(b0, DoubleVector.fromArray(SPECIES, lanes, k + 2 * LANES)))
            .intoArray(lanes, k + 2 * LANES);
      }
      ax0.intoArray(sums, i);
      ax1.intoArray(sums, i1);
      ay0.intoArray(sums, n + i);
      ay1.intoArray(sums, n + i1);
      az0.intoArray(sums, 2 * n + i);
      az1.intoArray(sums, 2 * n + i1);
    }
  }

  @Override
  public void within(PairPatch p, int i, double[] shield) {
    attraction.within(p, i, shield);
  }
}
