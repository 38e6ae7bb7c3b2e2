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
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The loops of {@link TangentTile} over columns, for two vectors of rows at a time. Names with 0
 * and 1 are of the two vectors, those with j of the column; e is the tangent of d, f and b are what
 * times d and e a row and a column get; for the inverse root see {@link InverseRoot}.
 */
final class TangentPasses {

  private TangentPasses() {}

  /**
   * Adds the tangents that two vectors of rows, from i on, and the first columns have of each
   * other.
   */
  static void tangents(PairPatch p, int i, int columns, boolean oneSoftening) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] lanes = p.lanes[0];
    double[] sums = p.sums;
    int n = p.stride;
    int i1 = i + LANES;
    LongVector guess = LongVector.broadcast(LONGS, GUESS);
    DoubleVector p0 = DoubleVector.broadcast(SPECIES, P0);
    DoubleVector p1 = DoubleVector.broadcast(SPECIES, P1);
    DoubleVector p2 = DoubleVector.broadcast(SPECIES, P2);
    DoubleVector p3 = DoubleVector.broadcast(SPECIES, P3);
    DoubleVector minusOne = DoubleVector.broadcast(SPECIES, -1.0);
    DoubleVector cubed1 = DoubleVector.broadcast(SPECIES, CUBED_1);
    DoubleVector cubed2 = DoubleVector.broadcast(SPECIES, CUBED_2);
    DoubleVector minusThree = DoubleVector.broadcast(SPECIES, -3.0);
    DoubleVector x0 = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector x1 = DoubleVector.fromArray(SPECIES, r, i1);
    DoubleVector y0 = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector y1 = DoubleVector.fromArray(SPECIES, r, n + i1);
    DoubleVector z0 = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector z1 = DoubleVector.fromArray(SPECIES, r, 2 * n + i1);
    DoubleVector vx0 = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
    DoubleVector vx1 = DoubleVector.fromArray(SPECIES, r, 3 * n + i1);
    DoubleVector vy0 = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
    DoubleVector vy1 = DoubleVector.fromArray(SPECIES, r, 4 * n + i1);
    DoubleVector vz0 = DoubleVector.fromArray(SPECIES, r, 5 * n + i);
    DoubleVector vz1 = DoubleVector.fromArray(SPECIES, r, 5 * n + i1);
    DoubleVector m0 = DoubleVector.fromArray(SPECIES, r, 6 * n + i);
    DoubleVector m1 = DoubleVector.fromArray(SPECIES, r, 6 * n + i1);
    DoubleVector dm0 = DoubleVector.fromArray(SPECIES, r, 7 * n + i);
    DoubleVector dm1 = DoubleVector.fromArray(SPECIES, r, 7 * n + i1);
    DoubleVector s0 = DoubleVector.fromArray(SPECIES, r, TangentTile.S * n + i);
    DoubleVector s1 = DoubleVector.fromArray(SPECIES, r, TangentTile.S * n + i1);
    DoubleVector bx0 = DoubleVector.fromArray(SPECIES, sums, i);
    DoubleVector bx1 = DoubleVector.fromArray(SPECIES, sums, i1);
    DoubleVector by0 = DoubleVector.fromArray(SPECIES, sums, n + i);
    DoubleVector by1 = DoubleVector.fromArray(SPECIES, sums, n + i1);
    DoubleVector bz0 = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
    DoubleVector bz1 = DoubleVector.fromArray(SPECIES, sums, 2 * n + i1);
    for (int j = 0; j < columns; j++) {
      int q = j * TangentTile.INPUTS;
      int k = j * (TangentTile.SUMS * LANES);
      DoubleVector xj = DoubleVector.broadcast(SPECIES, c[q]);
      DoubleVector yj = DoubleVector.broadcast(SPECIES, c[q + 1]);
      DoubleVector zj = DoubleVector.broadcast(SPECIES, c[q + 2]);
      DoubleVector vxj = DoubleVector.broadcast(SPECIES, c[q + 3]);
      DoubleVector vyj = DoubleVector.broadcast(SPECIES, c[q + 4]);
      DoubleVector vzj = DoubleVector.broadcast(SPECIES, c[q + 5]);
      DoubleVector mj = DoubleVector.broadcast(SPECIES, c[q + 6]);
      DoubleVector dmj = DoubleVector.broadcast(SPECIES, c[q + 7]);
      DoubleVector u0 = s0;
      DoubleVector u1 = s1;
      if (!oneSoftening) {
        DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + TangentTile.S]);
        u0 = s0.blend(sj, s0.compare(VectorOperators.LT, sj));
        u1 = s1.blend(sj, s1.compare(VectorOperators.LT, sj));
      }
      DoubleVector dx0 = xj.sub(x0);
      DoubleVector dy0 = yj.sub(y0);
      DoubleVector dz0 = zj.sub(z0);
      DoubleVector ex0 = vxj.sub(vx0);
      DoubleVector ey0 = vyj.sub(vy0);
      DoubleVector ez0 = vzj.sub(vz0);
      u0 = dx0.fma(dx0, dy0.fma(dy0, dz0.fma(dz0, u0)));
      DoubleVector g0 =
          guess
              .sub(u0.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1))
              .reinterpretAsDoubles();
      DoubleVector t0 = u0.mul(g0).mul(g0);
      DoubleVector w0 = g0.mul(p3.fma(t0, p2).fma(t0.mul(t0), p1.fma(t0, p0)));
      DoubleVector ww0 = w0.mul(w0);
      DoubleVector h0 = u0.fma(ww0, minusOne);
      DoubleVector www0 = w0.mul(ww0);
      ww0 = ww0.mul(h0).fma(h0.add(minusOne), ww0);
      www0 = www0.mul(h0).fma(h0.fma(cubed2, cubed1), www0);
      t0 = dx0.fma(ex0, dy0.fma(ey0, dz0.mul(ez0))).mul(minusThree).mul(ww0);
      DoubleVector f0 = www0.mul(mj);
      DoubleVector df0 = t0.fma(f0, www0.mul(dmj));
      bx0 = ex0.fma(f0, dx0.fma(df0, bx0));
      by0 = ey0.fma(f0, dy0.fma(df0, by0));
      bz0 = ez0.fma(f0, dz0.fma(df0, bz0));
      DoubleVector b0 = www0.mul(m0);
      DoubleVector db0 = t0.fma(b0, www0.mul(dm0));
      DoubleVector dx1 = xj.sub(x1);
      DoubleVector dy1 = yj.sub(y1);
      DoubleVector dz1 = zj.sub(z1);
      DoubleVector ex1 = vxj.sub(vx1);
      DoubleVector ey1 = vyj.sub(vy1);
      DoubleVector ez1 = vzj.sub(vz1);
      u1 = dx1.fma(dx1, dy1.fma(dy1, dz1.fma(dz1, u1)));
      DoubleVector g1 =
          guess
              .sub(u1.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1))
              .reinterpretAsDoubles();
      DoubleVector t1 = u1.mul(g1).mul(g1);
      DoubleVector w1 = g1.mul(p3.fma(t1, p2).fma(t1.mul(t1), p1.fma(t1, p0)));
      DoubleVector ww1 = w1.mul(w1);
      DoubleVector h1 = u1.fma(ww1, minusOne);
      DoubleVector www1 = w1.mul(ww1);
      ww1 = ww1.mul(h1).fma(h1.add(minusOne), ww1);
      www1 = www1.mul(h1).fma(h1.fma(cubed2, cubed1), www1);
      t1 = dx1.fma(ex1, dy1.fma(ey1, dz1.mul(ez1))).mul(minusThree).mul(ww1);
      DoubleVector f1 = www1.mul(mj);
      DoubleVector df1 = t1.fma(f1, www1.mul(dmj));
      bx1 = ex1.fma(f1, dx1.fma(df1, bx1));
      by1 = ey1.fma(f1, dy1.fma(df1, by1));
      bz1 = ez1.fma(f1, dz1.fma(df1, bz1));
      DoubleVector b1 = www1.mul(m1);
      DoubleVector db1 = t1.fma(b1, www1.mul(dm1));
      DoubleVector rx = ex0.fma(b0, dx0.fma(db0, DoubleVector.fromArray(SPECIES, lanes, k)));
      ex1.fma(b1, dx1.fma(db1, rx)).intoArray(lanes, k);
      DoubleVector ry =
          ey0.fma(b0, dy0.fma(db0, DoubleVector.fromArray(SPECIES, lanes, k + LANES)));
      ey1.fma(b1, dy1.fma(db1, ry)).intoArray(lanes, k + LANES);
      DoubleVector rz =
          ez0.fma(b0, dz0.fma(db0, DoubleVector.fromArray(SPECIES, lanes, k + 2 * LANES)));
      ez1.fma(b1, dz1.fma(db1, rz)).intoArray(lanes, k + 2 * LANES);
    }
    bx0.intoArray(sums, i);
    bx1.intoArray(sums, i1);
    by0.intoArray(sums, n + i);
    by1.intoArray(sums, n + i1);
    bz0.intoArray(sums, 2 * n + i);
    bz1.intoArray(sums, 2 * n + i1);
  }

  /** The same with the accelerations, which takes less time than a pass of their own. */
  static void both(PairPatch p, int i, int columns, boolean oneSoftening) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] lanes = p.lanes[0];
    double[] pulled = p.lanes[1];
    double[] sums = p.sums;
    int n = p.stride;
    int i1 = i + LANES;
    LongVector guess = LongVector.broadcast(LONGS, GUESS);
    DoubleVector p0 = DoubleVector.broadcast(SPECIES, P0);
    DoubleVector p1 = DoubleVector.broadcast(SPECIES, P1);
    DoubleVector p2 = DoubleVector.broadcast(SPECIES, P2);
    DoubleVector p3 = DoubleVector.broadcast(SPECIES, P3);
    DoubleVector minusOne = DoubleVector.broadcast(SPECIES, -1.0);
    DoubleVector cubed1 = DoubleVector.broadcast(SPECIES, CUBED_1);
    DoubleVector cubed2 = DoubleVector.broadcast(SPECIES, CUBED_2);
    DoubleVector minusThree = DoubleVector.broadcast(SPECIES, -3.0);
    DoubleVector x0 = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector x1 = DoubleVector.fromArray(SPECIES, r, i1);
    DoubleVector y0 = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector y1 = DoubleVector.fromArray(SPECIES, r, n + i1);
    DoubleVector z0 = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector z1 = DoubleVector.fromArray(SPECIES, r, 2 * n + i1);
    DoubleVector vx0 = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
    DoubleVector vx1 = DoubleVector.fromArray(SPECIES, r, 3 * n + i1);
    DoubleVector vy0 = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
    DoubleVector vy1 = DoubleVector.fromArray(SPECIES, r, 4 * n + i1);
    DoubleVector vz0 = DoubleVector.fromArray(SPECIES, r, 5 * n + i);
    DoubleVector vz1 = DoubleVector.fromArray(SPECIES, r, 5 * n + i1);
    DoubleVector m0 = DoubleVector.fromArray(SPECIES, r, 6 * n + i);
    DoubleVector m1 = DoubleVector.fromArray(SPECIES, r, 6 * n + i1);
    DoubleVector dm0 = DoubleVector.fromArray(SPECIES, r, 7 * n + i);
    DoubleVector dm1 = DoubleVector.fromArray(SPECIES, r, 7 * n + i1);
    DoubleVector s0 = DoubleVector.fromArray(SPECIES, r, TangentTile.S * n + i);
    DoubleVector s1 = DoubleVector.fromArray(SPECIES, r, TangentTile.S * n + i1);
    DoubleVector bx0 = DoubleVector.fromArray(SPECIES, sums, i);
    DoubleVector bx1 = DoubleVector.fromArray(SPECIES, sums, i1);
    DoubleVector by0 = DoubleVector.fromArray(SPECIES, sums, n + i);
    DoubleVector by1 = DoubleVector.fromArray(SPECIES, sums, n + i1);
    DoubleVector bz0 = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
    DoubleVector bz1 = DoubleVector.fromArray(SPECIES, sums, 2 * n + i1);
    DoubleVector ax0 = DoubleVector.fromArray(SPECIES, sums, 3 * n + i);
    DoubleVector ax1 = DoubleVector.fromArray(SPECIES, sums, 3 * n + i1);
    DoubleVector ay0 = DoubleVector.fromArray(SPECIES, sums, 4 * n + i);
    DoubleVector ay1 = DoubleVector.fromArray(SPECIES, sums, 4 * n + i1);
    DoubleVector az0 = DoubleVector.fromArray(SPECIES, sums, 5 * n + i);
    DoubleVector az1 = DoubleVector.fromArray(SPECIES, sums, 5 * n + i1);
    for (int j = 0; j < columns; j++) {
      int q = j * TangentTile.INPUTS;
      int k = j * (TangentTile.SUMS * LANES);
      DoubleVector xj = DoubleVector.broadcast(SPECIES, c[q]);
      DoubleVector yj = DoubleVector.broadcast(SPECIES, c[q + 1]);
      DoubleVector zj = DoubleVector.broadcast(SPECIES, c[q + 2]);
      DoubleVector vxj = DoubleVector.broadcast(SPECIES, c[q + 3]);
      DoubleVector vyj = DoubleVector.broadcast(SPECIES, c[q + 4]);
      DoubleVector vzj = DoubleVector.broadcast(SPECIES, c[q + 5]);
      DoubleVector mj = DoubleVector.broadcast(SPECIES, c[q + 6]);
      DoubleVector dmj = DoubleVector.broadcast(SPECIES, c[q + 7]);
      DoubleVector u0 = s0;
      DoubleVector u1 = s1;
      if (!oneSoftening) {
        DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + TangentTile.S]);
        u0 = s0.blend(sj, s0.compare(VectorOperators.LT, sj));
        u1 = s1.blend(sj, s1.compare(VectorOperators.LT, sj));
      }
      DoubleVector dx0 = xj.sub(x0);
      DoubleVector dy0 = yj.sub(y0);
      DoubleVector dz0 = zj.sub(z0);
      DoubleVector ex0 = vxj.sub(vx0);
      DoubleVector ey0 = vyj.sub(vy0);
      DoubleVector ez0 = vzj.sub(vz0);
      u0 = dx0.fma(dx0, dy0.fma(dy0, dz0.fma(dz0, u0)));
      DoubleVector g0 =
          guess
              .sub(u0.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1))
              .reinterpretAsDoubles();
      DoubleVector t0 = u0.mul(g0).mul(g0);
      DoubleVector w0 = g0.mul(p3.fma(t0, p2).fma(t0.mul(t0), p1.fma(t0, p0)));
      DoubleVector ww0 = w0.mul(w0);
      DoubleVector h0 = u0.fma(ww0, minusOne);
      DoubleVector www0 = w0.mul(ww0);
      ww0 = ww0.mul(h0).fma(h0.add(minusOne), ww0);
      www0 = www0.mul(h0).fma(h0.fma(cubed2, cubed1), www0);
      t0 = dx0.fma(ex0, dy0.fma(ey0, dz0.mul(ez0))).mul(minusThree).mul(ww0);
      DoubleVector f0 = www0.mul(mj);
      DoubleVector df0 = t0.fma(f0, www0.mul(dmj));
      ax0 = dx0.fma(f0, ax0);
      ay0 = dy0.fma(f0, ay0);
      az0 = dz0.fma(f0, az0);
      bx0 = ex0.fma(f0, dx0.fma(df0, bx0));
      by0 = ey0.fma(f0, dy0.fma(df0, by0));
      bz0 = ez0.fma(f0, dz0.fma(df0, bz0));
      DoubleVector b0 = www0.mul(m0);
      DoubleVector db0 = t0.fma(b0, www0.mul(dm0));
      DoubleVector dx1 = xj.sub(x1);
      DoubleVector dy1 = yj.sub(y1);
      DoubleVector dz1 = zj.sub(z1);
      DoubleVector ex1 = vxj.sub(vx1);
      DoubleVector ey1 = vyj.sub(vy1);
      DoubleVector ez1 = vzj.sub(vz1);
      u1 = dx1.fma(dx1, dy1.fma(dy1, dz1.fma(dz1, u1)));
      DoubleVector g1 =
          guess
              .sub(u1.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1))
              .reinterpretAsDoubles();
      DoubleVector t1 = u1.mul(g1).mul(g1);
      DoubleVector w1 = g1.mul(p3.fma(t1, p2).fma(t1.mul(t1), p1.fma(t1, p0)));
      DoubleVector ww1 = w1.mul(w1);
      DoubleVector h1 = u1.fma(ww1, minusOne);
      DoubleVector www1 = w1.mul(ww1);
      ww1 = ww1.mul(h1).fma(h1.add(minusOne), ww1);
      www1 = www1.mul(h1).fma(h1.fma(cubed2, cubed1), www1);
      t1 = dx1.fma(ex1, dy1.fma(ey1, dz1.mul(ez1))).mul(minusThree).mul(ww1);
      DoubleVector f1 = www1.mul(mj);
      DoubleVector df1 = t1.fma(f1, www1.mul(dmj));
      ax1 = dx1.fma(f1, ax1);
      ay1 = dy1.fma(f1, ay1);
      az1 = dz1.fma(f1, az1);
      bx1 = ex1.fma(f1, dx1.fma(df1, bx1));
      by1 = ey1.fma(f1, dy1.fma(df1, by1));
      bz1 = ez1.fma(f1, dz1.fma(df1, bz1));
      DoubleVector b1 = www1.mul(m1);
      DoubleVector db1 = t1.fma(b1, www1.mul(dm1));
      dx1.fma(b1, dx0.fma(b0, DoubleVector.fromArray(SPECIES, pulled, k))).intoArray(pulled, k);
      dy1.fma(b1, dy0.fma(b0, DoubleVector.fromArray(SPECIES, pulled, k + LANES)))
          .intoArray(pulled, k + LANES);
      dz1.fma(b1, dz0.fma(b0, DoubleVector.fromArray(SPECIES, pulled, k + 2 * LANES)))
          .intoArray(pulled, k + 2 * LANES);
      DoubleVector rx = ex0.fma(b0, dx0.fma(db0, DoubleVector.fromArray(SPECIES, lanes, k)));
      ex1.fma(b1, dx1.fma(db1, rx)).intoArray(lanes, k);
      DoubleVector ry =
          ey0.fma(b0, dy0.fma(db0, DoubleVector.fromArray(SPECIES, lanes, k + LANES)));
      ey1.fma(b1, dy1.fma(db1, ry)).intoArray(lanes, k + LANES);
      DoubleVector rz =
          ez0.fma(b0, dz0.fma(db0, DoubleVector.fromArray(SPECIES, lanes, k + 2 * LANES)));
      ez1.fma(b1, dz1.fma(db1, rz)).intoArray(lanes, k + 2 * LANES);
    }
    bx0.intoArray(sums, i);
    bx1.intoArray(sums, i1);
    by0.intoArray(sums, n + i);
    by1.intoArray(sums, n + i1);
    bz0.intoArray(sums, 2 * n + i);
    bz1.intoArray(sums, 2 * n + i1);
    ax0.intoArray(sums, 3 * n + i);
    ax1.intoArray(sums, 3 * n + i1);
    ay0.intoArray(sums, 4 * n + i);
    ay1.intoArray(sums, 4 * n + i1);
    az0.intoArray(sums, 5 * n + i);
    az1.intoArray(sums, 5 * n + i1);
  }
}
