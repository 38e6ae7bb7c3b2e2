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
 * The loops of {@link GradientTile} over columns, for one vector of rows at a time: two need more
 * registers than there are. A pair gives w^3 (t d - q), with t = 3 (q . d) w^2; w^3 is multiplied
 * in last, so that little waits for the inverse root, for which see {@link InverseRoot}.
 */
final class GradientPasses {

  private GradientPasses() {}

  /**
   * Adds the gradients that a vector of rows, from i on, and the first columns have of each other.
   */
  static void gradients(PairPatch p, int i, int columns, boolean oneSoftening) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] lanes = p.lanes[0];
    double[] pulls = p.pulls;
    double[] sums = p.sums;
    int n = p.stride;
    LongVector guess = LongVector.broadcast(LONGS, GUESS);
    DoubleVector p0 = DoubleVector.broadcast(SPECIES, P0);
    DoubleVector p1 = DoubleVector.broadcast(SPECIES, P1);
    DoubleVector p2 = DoubleVector.broadcast(SPECIES, P2);
    DoubleVector p3 = DoubleVector.broadcast(SPECIES, P3);
    DoubleVector minusOne = DoubleVector.broadcast(SPECIES, -1.0);
    DoubleVector cubed1 = DoubleVector.broadcast(SPECIES, CUBED_1);
    DoubleVector cubed2 = DoubleVector.broadcast(SPECIES, CUBED_2);
    DoubleVector minusThree = DoubleVector.broadcast(SPECIES, -3.0);
    DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector ui = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
    DoubleVector vi = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
    DoubleVector wi = DoubleVector.fromArray(SPECIES, r, 5 * n + i);
    DoubleVector mi = DoubleVector.zero(SPECIES).sub(DoubleVector.fromArray(SPECIES, r, 6 * n + i));
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, GradientTile.S * n + i);
    DoubleVector gx = DoubleVector.fromArray(SPECIES, sums, i);
    DoubleVector gy = DoubleVector.fromArray(SPECIES, sums, n + i);
    DoubleVector gz = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
    DoubleVector gm = DoubleVector.fromArray(SPECIES, sums, GradientTile.MASS * n + i);
    DoubleVector gs = DoubleVector.fromArray(SPECIES, sums, GradientTile.EQUAL_SOFTENING * n + i);
    for (int j = 0; j < columns; j++) {
      int q = j * GradientTile.INPUTS;
      int k = j * (GradientTile.SUMS * LANES);
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector uj = DoubleVector.broadcast(SPECIES, c[q + 3]);
      DoubleVector vj = DoubleVector.broadcast(SPECIES, c[q + 4]);
      DoubleVector wj = DoubleVector.broadcast(SPECIES, c[q + 5]);
      DoubleVector minusMj = DoubleVector.broadcast(SPECIES, c[q + 6]);
      DoubleVector s = si;
      if (!oneSoftening) {
        DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + GradientTile.S]);
        s = si.blend(sj, si.compare(VectorOperators.LT, sj));
      }
      s = dx.fma(dx, dy.fma(dy, dz.fma(dz, s)));
      DoubleVector guessed =
          guess
              .sub(s.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1))
              .reinterpretAsDoubles();
      DoubleVector t = s.mul(guessed).mul(guessed);
      DoubleVector w1 = guessed.mul(p3.fma(t, p2).fma(t.mul(t), p1.fma(t, p0)));
      DoubleVector w2 = w1.mul(w1);
      DoubleVector h = s.fma(w2, minusOne);
      DoubleVector w3 = w1.mul(w2);
      w2 = w2.mul(h).fma(h.add(minusOne), w2);
      w3 = w3.mul(h).fma(h.fma(cubed2, cubed1), w3);
      DoubleVector a = ui.fma(dx, vi.fma(dy, wi.mul(dz)));
      DoubleVector b = uj.fma(dx, vj.fma(dy, wj.mul(dz)));
      t = minusMj.fma(a, mi.mul(b)).mul(minusThree).mul(w2);
      DoubleVector x = t.fma(dx, minusMj.fma(ui, mi.mul(uj)));
      DoubleVector y = t.fma(dy, minusMj.fma(vi, mi.mul(vj)));
      DoubleVector z = t.fma(dz, minusMj.fma(wi, mi.mul(wj)));
      gx = x.fma(w3, gx);
      gy = y.fma(w3, gy);
      gz = z.fma(w3, gz);
      gm = b.fma(w3, gm);
      gs = t.fma(w3, gs);
      x.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k)).intoArray(lanes, k);
      y.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k + LANES)).intoArray(lanes, k + LANES);
      z.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k + 2 * LANES))
          .intoArray(lanes, k + 2 * LANES);
      a.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k + GradientTile.MASS * LANES))
          .intoArray(lanes, k + GradientTile.MASS * LANES);
      t.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k + GradientTile.EQUAL_SOFTENING * LANES))
          .intoArray(lanes, k + GradientTile.EQUAL_SOFTENING * LANES);
      if (!oneSoftening) {
        t.mul(w3).intoArray(pulls, j * LANES);
      }
    }
    gx.intoArray(sums, i);
    gy.intoArray(sums, n + i);
    gz.intoArray(sums, 2 * n + i);
    gm.intoArray(sums, GradientTile.MASS * n + i);
    gs.intoArray(sums, GradientTile.EQUAL_SOFTENING * n + i);
  }

  /**
   * The same with the accelerations, which takes less time than a pass of their own.
   *
   * @param acceleration the first sum of accelerations
   * @param pulled what the columns get of these
   */
  static void both(
      PairPatch p, int i, int columns, boolean oneSoftening, int acceleration, double[] pulled) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] lanes = p.lanes[0];
    double[] pulls = p.pulls;
    double[] sums = p.sums;
    int n = p.stride;
    LongVector guess = LongVector.broadcast(LONGS, GUESS);
    DoubleVector p0 = DoubleVector.broadcast(SPECIES, P0);
    DoubleVector p1 = DoubleVector.broadcast(SPECIES, P1);
    DoubleVector p2 = DoubleVector.broadcast(SPECIES, P2);
    DoubleVector p3 = DoubleVector.broadcast(SPECIES, P3);
    DoubleVector minusOne = DoubleVector.broadcast(SPECIES, -1.0);
    DoubleVector cubed1 = DoubleVector.broadcast(SPECIES, CUBED_1);
    DoubleVector cubed2 = DoubleVector.broadcast(SPECIES, CUBED_2);
    DoubleVector minusThree = DoubleVector.broadcast(SPECIES, -3.0);
    DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector ui = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
    DoubleVector vi = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
    DoubleVector wi = DoubleVector.fromArray(SPECIES, r, 5 * n + i);
    DoubleVector mi = DoubleVector.zero(SPECIES).sub(DoubleVector.fromArray(SPECIES, r, 6 * n + i));
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, GradientTile.S * n + i);
    DoubleVector gx = DoubleVector.fromArray(SPECIES, sums, i);
    DoubleVector gy = DoubleVector.fromArray(SPECIES, sums, n + i);
    DoubleVector gz = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
    DoubleVector gm = DoubleVector.fromArray(SPECIES, sums, GradientTile.MASS * n + i);
    DoubleVector gs = DoubleVector.fromArray(SPECIES, sums, GradientTile.EQUAL_SOFTENING * n + i);
    DoubleVector ax = DoubleVector.fromArray(SPECIES, sums, acceleration * n + i);
    DoubleVector ay = DoubleVector.fromArray(SPECIES, sums, acceleration * n + n + i);
    DoubleVector az = DoubleVector.fromArray(SPECIES, sums, acceleration * n + 2 * n + i);
    for (int j = 0; j < columns; j++) {
      int q = j * GradientTile.INPUTS;
      int k = j * (GradientTile.SUMS * LANES);
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector uj = DoubleVector.broadcast(SPECIES, c[q + 3]);
      DoubleVector vj = DoubleVector.broadcast(SPECIES, c[q + 4]);
      DoubleVector wj = DoubleVector.broadcast(SPECIES, c[q + 5]);
      DoubleVector minusMj = DoubleVector.broadcast(SPECIES, c[q + 6]);
      DoubleVector s = si;
      if (!oneSoftening) {
        DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + GradientTile.S]);
        s = si.blend(sj, si.compare(VectorOperators.LT, sj));
      }
      s = dx.fma(dx, dy.fma(dy, dz.fma(dz, s)));
      DoubleVector guessed =
          guess
              .sub(s.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 1))
              .reinterpretAsDoubles();
      DoubleVector t = s.mul(guessed).mul(guessed);
      DoubleVector w1 = guessed.mul(p3.fma(t, p2).fma(t.mul(t), p1.fma(t, p0)));
      DoubleVector w2 = w1.mul(w1);
      DoubleVector h = s.fma(w2, minusOne);
      DoubleVector w3 = w1.mul(w2);
      w2 = w2.mul(h).fma(h.add(minusOne), w2);
      w3 = w3.mul(h).fma(h.fma(cubed2, cubed1), w3);
      DoubleVector a = ui.fma(dx, vi.fma(dy, wi.mul(dz)));
      DoubleVector b = uj.fma(dx, vj.fma(dy, wj.mul(dz)));
      t = minusMj.fma(a, mi.mul(b)).mul(minusThree).mul(w2);
      DoubleVector f = w3.mul(minusMj);
      DoubleVector g = w3.mul(mi);
      DoubleVector x = t.fma(dx, minusMj.fma(ui, mi.mul(uj)));
      DoubleVector y = t.fma(dy, minusMj.fma(vi, mi.mul(vj)));
      DoubleVector z = t.fma(dz, minusMj.fma(wi, mi.mul(wj)));
      ax = dx.fma(f, ax);
      ay = dy.fma(f, ay);
      az = dz.fma(f, az);
      gx = x.fma(w3, gx);
      gy = y.fma(w3, gy);
      gz = z.fma(w3, gz);
      gm = b.fma(w3, gm);
      gs = t.fma(w3, gs);
      int l = j * (3 * LANES);
      dx.fma(g, DoubleVector.fromArray(SPECIES, pulled, l)).intoArray(pulled, l);
      dy.fma(g, DoubleVector.fromArray(SPECIES, pulled, l + LANES)).intoArray(pulled, l + LANES);
      dz.fma(g, DoubleVector.fromArray(SPECIES, pulled, l + 2 * LANES))
          .intoArray(pulled, l + 2 * LANES);
      x.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k)).intoArray(lanes, k);
      y.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k + LANES)).intoArray(lanes, k + LANES);
      z.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k + 2 * LANES))
          .intoArray(lanes, k + 2 * LANES);
      a.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k + GradientTile.MASS * LANES))
          .intoArray(lanes, k + GradientTile.MASS * LANES);
      t.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k + GradientTile.EQUAL_SOFTENING * LANES))
          .intoArray(lanes, k + GradientTile.EQUAL_SOFTENING * LANES);
      if (!oneSoftening) {
        t.mul(w3).intoArray(pulls, j * LANES);
      }
    }
    ax.intoArray(sums, acceleration * n + i);
    ay.intoArray(sums, acceleration * n + n + i);
    az.intoArray(sums, acceleration * n + 2 * n + i);
    gx.intoArray(sums, i);
    gy.intoArray(sums, n + i);
    gz.intoArray(sums, 2 * n + i);
    gm.intoArray(sums, GradientTile.MASS * n + i);
    gs.intoArray(sums, GradientTile.EQUAL_SOFTENING * n + i);
  }
}
