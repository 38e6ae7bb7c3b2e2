// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Derivatives of the sum of l_i . a_i, and the accelerations if wanted, without G. Inputs x, y, z,
 * l, -m, s; sums for x, y, z, m, s and accelerations x, y, z.
 *
 * <p>A pair contributes q . d w^3 with q = m_j l_i - m_i l_j. With t = 3 (q . d) w^5 its derivative
 * with respect to x_i is t d - q w^3, and the opposite with respect to x_j; with respect to s it is
 * -t / 2, with respect to m_i it is - l_j . d w^3, with respect to m_j it is l_i . d w^3.
 *
 * <p>The sums are to be multiplied by 1 for positions and by -1 for masses and accelerations, and
 * the one for s by minus the softening. With one softening for all, of which both bodies have half,
 * that sum is still to be halved.
 */
final class GradientTile implements PairTile {

  static final int MASS = 3;
  static final int SOFTENING = 4;
  static final int ACCELERATION = 5;

  private static final int INPUTS = 8;

  private final boolean uniform;
  private final boolean withAcceleration;

  GradientTile(boolean uniform, boolean withAcceleration) {
    this.uniform = uniform;
    this.withAcceleration = withAcceleration;
  }

  @Override
  public int inputs() {
    return INPUTS;
  }

  @Override
  public int sums() {
    return withAcceleration ? 8 : 5;
  }

  @Override
  public double columnSign(int sum) {
    return sum < SOFTENING ? -1 : 1;
  }

  @Override
  public void beside(PairPatch p) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] lanes = p.lanes;
    double[] sums = p.sums;
    int n = p.stride;
    boolean oneSoftening = uniform;
    boolean both = withAcceleration;
    int perColumn = sums() * LANES;
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1.0);
    DoubleVector minusThree = DoubleVector.broadcast(SPECIES, -3.0);
    for (int i = p.firstRow; i < p.endRow; i += LANES) {
      DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
      DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
      DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
      DoubleVector ui = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
      DoubleVector vi = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
      DoubleVector wi = DoubleVector.fromArray(SPECIES, r, 5 * n + i);
      DoubleVector mi =
          DoubleVector.zero(SPECIES).sub(DoubleVector.fromArray(SPECIES, r, 6 * n + i));
      DoubleVector si = DoubleVector.fromArray(SPECIES, r, 7 * n + i);
      DoubleVector gx = DoubleVector.fromArray(SPECIES, sums, i);
      DoubleVector gy = DoubleVector.fromArray(SPECIES, sums, n + i);
      DoubleVector gz = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
      DoubleVector gm = DoubleVector.fromArray(SPECIES, sums, MASS * n + i);
      DoubleVector gs = DoubleVector.fromArray(SPECIES, sums, SOFTENING * n + i);
      DoubleVector ax = DoubleVector.zero(SPECIES);
      DoubleVector ay = DoubleVector.zero(SPECIES);
      DoubleVector az = DoubleVector.zero(SPECIES);
      int columns = Math.min(p.endColumn, i) - p.firstColumn;
      for (int j = 0; j < columns; j++) {
        int q = j * INPUTS;
        int k = j * perColumn;
        DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
        DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
        DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
        DoubleVector s = si;
        if (!oneSoftening) {
          DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + 7]);
          s = si.blend(sj, si.compare(VectorOperators.LT, sj));
        }
        DoubleVector root = one.div(dx.fma(dx, dy.fma(dy, dz.fma(dz, s))).sqrt());
        DoubleVector w2 = root.mul(root);
        DoubleVector w3 = root.mul(w2);
        DoubleVector uj = DoubleVector.broadcast(SPECIES, c[q + 3]);
        DoubleVector vj = DoubleVector.broadcast(SPECIES, c[q + 4]);
        DoubleVector wj = DoubleVector.broadcast(SPECIES, c[q + 5]);
        DoubleVector minusMj = DoubleVector.broadcast(SPECIES, c[q + 6]);
        DoubleVector a = ui.fma(dx, vi.fma(dy, wi.mul(dz)));
        DoubleVector b = uj.fma(dx, vj.fma(dy, wj.mul(dz)));
        DoubleVector t = minusMj.fma(a, mi.mul(b)).mul(w2.mul(minusThree).mul(w3));
        DoubleVector f = w3.mul(minusMj);
        DoubleVector g = w3.mul(mi);
        DoubleVector x = t.fma(dx, f.fma(ui, g.mul(uj)));
        DoubleVector y = t.fma(dy, f.fma(vi, g.mul(vj)));
        DoubleVector z = t.fma(dz, f.fma(wi, g.mul(wj)));
        gx = gx.add(x);
        gy = gy.add(y);
        gz = gz.add(z);
        gm = b.fma(w3, gm);
        DoubleVector.fromArray(SPECIES, lanes, k).add(x).intoArray(lanes, k);
        DoubleVector.fromArray(SPECIES, lanes, k + LANES).add(y).intoArray(lanes, k + LANES);
        DoubleVector.fromArray(SPECIES, lanes, k + 2 * LANES)
            .add(z)
            .intoArray(lanes, k + 2 * LANES);
        a.fma(w3, DoubleVector.fromArray(SPECIES, lanes, k + MASS * LANES))
            .intoArray(lanes, k + MASS * LANES);
        if (!oneSoftening) {
          // Of t, the row has all, half or nothing, and the column the rest.
          DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + 7]);
          DoubleVector rest =
              t.mul(0.5)
                  .blend(DoubleVector.zero(SPECIES), si.compare(VectorOperators.GT, sj))
                  .blend(t, si.compare(VectorOperators.LT, sj));
          gs = gs.add(t.sub(rest));
          t = rest;
        } else {
          gs = gs.add(t);
        }
        DoubleVector.fromArray(SPECIES, lanes, k + SOFTENING * LANES)
            .add(t)
            .intoArray(lanes, k + SOFTENING * LANES);
        if (both) {
          int l = k + ACCELERATION * LANES;
          ax = dx.fma(f, ax);
          ay = dy.fma(f, ay);
          az = dz.fma(f, az);
          dx.fma(g, DoubleVector.fromArray(SPECIES, lanes, l)).intoArray(lanes, l);
          dy.fma(g, DoubleVector.fromArray(SPECIES, lanes, l + LANES)).intoArray(lanes, l + LANES);
          dz.fma(g, DoubleVector.fromArray(SPECIES, lanes, l + 2 * LANES))
              .intoArray(lanes, l + 2 * LANES);
        }
      }
      gx.intoArray(sums, i);
      gy.intoArray(sums, n + i);
      gz.intoArray(sums, 2 * n + i);
      gm.intoArray(sums, MASS * n + i);
      gs.intoArray(sums, SOFTENING * n + i);
      if (both) {
        int l = ACCELERATION * n + i;
        ax.add(DoubleVector.fromArray(SPECIES, sums, l)).intoArray(sums, l);
        ay.add(DoubleVector.fromArray(SPECIES, sums, l + n)).intoArray(sums, l + n);
        az.add(DoubleVector.fromArray(SPECIES, sums, l + 2 * n)).intoArray(sums, l + 2 * n);
      }
    }
  }

  @Override
  public void within(PairPatch p, int i, double[] shield) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] sums = p.sums;
    int n = p.stride;
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1.0);
    DoubleVector minusThree = DoubleVector.broadcast(SPECIES, -3.0);
    DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector ui = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
    DoubleVector vi = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
    DoubleVector wi = DoubleVector.fromArray(SPECIES, r, 5 * n + i);
    DoubleVector mi = DoubleVector.zero(SPECIES).sub(DoubleVector.fromArray(SPECIES, r, 6 * n + i));
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, 7 * n + i);
    DoubleVector gx = DoubleVector.fromArray(SPECIES, sums, i);
    DoubleVector gy = DoubleVector.fromArray(SPECIES, sums, n + i);
    DoubleVector gz = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
    DoubleVector gm = DoubleVector.fromArray(SPECIES, sums, MASS * n + i);
    DoubleVector gs = DoubleVector.fromArray(SPECIES, sums, SOFTENING * n + i);
    DoubleVector ax = DoubleVector.zero(SPECIES);
    DoubleVector ay = DoubleVector.zero(SPECIES);
    DoubleVector az = DoubleVector.zero(SPECIES);
    int first = (i - p.firstColumn) * INPUTS;
    for (int j = 0; j < LANES; j++) {
      int q = first + j * INPUTS;
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + 7]);
      DoubleVector s =
          si.blend(sj, si.compare(VectorOperators.LT, sj))
              .add(DoubleVector.fromArray(SPECIES, shield, j * LANES));
      DoubleVector root = one.div(dx.fma(dx, dy.fma(dy, dz.fma(dz, s))).sqrt());
      DoubleVector w2 = root.mul(root);
      DoubleVector w3 = root.mul(w2);
      DoubleVector uj = DoubleVector.broadcast(SPECIES, c[q + 3]);
      DoubleVector vj = DoubleVector.broadcast(SPECIES, c[q + 4]);
      DoubleVector wj = DoubleVector.broadcast(SPECIES, c[q + 5]);
      DoubleVector minusMj = DoubleVector.broadcast(SPECIES, c[q + 6]);
      DoubleVector a = ui.fma(dx, vi.fma(dy, wi.mul(dz)));
      DoubleVector b = uj.fma(dx, vj.fma(dy, wj.mul(dz)));
      DoubleVector t = minusMj.fma(a, mi.mul(b)).mul(w2.mul(minusThree).mul(w3));
      DoubleVector f = w3.mul(minusMj);
      DoubleVector g = w3.mul(mi);
      gx = gx.add(t.fma(dx, f.fma(ui, g.mul(uj))));
      gy = gy.add(t.fma(dy, f.fma(vi, g.mul(vj))));
      gz = gz.add(t.fma(dz, f.fma(wi, g.mul(wj))));
      gm = b.fma(w3, gm);
      if (uniform) {
        gs = gs.add(t);
      } else {
        gs =
            gs.add(
                t.mul(0.5)
                    .blend(t, si.compare(VectorOperators.GT, sj))
                    .blend(DoubleVector.zero(SPECIES), si.compare(VectorOperators.LT, sj)));
      }
      ax = dx.fma(f, ax);
      ay = dy.fma(f, ay);
      az = dz.fma(f, az);
    }
    gx.intoArray(sums, i);
    gy.intoArray(sums, n + i);
    gz.intoArray(sums, 2 * n + i);
    gm.intoArray(sums, MASS * n + i);
    gs.intoArray(sums, SOFTENING * n + i);
    if (withAcceleration) {
      int l = ACCELERATION * n + i;
      ax.add(DoubleVector.fromArray(SPECIES, sums, l)).intoArray(sums, l);
      ay.add(DoubleVector.fromArray(SPECIES, sums, l + n)).intoArray(sums, l + n);
      az.add(DoubleVector.fromArray(SPECIES, sums, l + 2 * n)).intoArray(sums, l + 2 * n);
    }
  }
}
