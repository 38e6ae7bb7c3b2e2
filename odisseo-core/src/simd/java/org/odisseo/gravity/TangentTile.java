// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.ROWS;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Tangents of accelerations at constant softenings, and the accelerations if wanted, without G.
 * Inputs x, y, z, their tangents, m and its tangent, s; sums of tangents x, y, z and accelerations
 * x, y, z. With d' the tangent of d and b = d' - 3 (d . d') w^2 d, a row gets w^3 (m_j b + m'_j d)
 * and the column as much in the other direction with the row's masses.
 */
final class TangentTile implements PairTile {

  static final int ACCELERATION = 3;

  static final int INPUTS = 9;
  static final int S = 8;
  static final int SUMS = 3;

  private final boolean uniform;
  private final boolean withAcceleration;
  private final Attraction attraction = new Attraction(INPUTS, 6, S, ACCELERATION);

  TangentTile(boolean uniform, boolean withAcceleration) {
    this.uniform = uniform;
    this.withAcceleration = withAcceleration;
  }

  @Override
  public int inputs() {
    return INPUTS;
  }

  @Override
  public int[] groups() {
    return withAcceleration ? new int[] {SUMS, 3} : new int[] {SUMS};
  }

  @Override
  public double columnSign(int sum) {
    return -1;
  }

  @Override
  public void beside(PairPatch p) {
    for (int i = p.firstRow; i < p.endRow; i += ROWS) {
      int columns = p.columnsBefore(i);
      if (columns > 0) {
        if (withAcceleration) {
          TangentPasses.both(p, i, columns, uniform);
        } else {
          TangentPasses.tangents(p, i, columns, uniform);
        }
      }
    }
  }

  @Override
  public void within(PairPatch p, int i, double[] shield) {
    tangentsWithin(p, i, shield);
    if (withAcceleration) {
      attraction.within(p, i, shield);
    }
  }

  private static void tangentsWithin(PairPatch p, int i, double[] shield) {
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
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, S * n + i);
    DoubleVector bx = DoubleVector.fromArray(SPECIES, sums, i);
    DoubleVector by = DoubleVector.fromArray(SPECIES, sums, n + i);
    DoubleVector bz = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
    int first = p.columnsBefore(i) * INPUTS;
    for (int j = 0; j < ROWS; j++) {
      int q = first + j * INPUTS;
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector u = DoubleVector.broadcast(SPECIES, c[q + 3]).sub(ui);
      DoubleVector v = DoubleVector.broadcast(SPECIES, c[q + 4]).sub(vi);
      DoubleVector w = DoubleVector.broadcast(SPECIES, c[q + 5]).sub(wi);
      DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + S]);
      DoubleVector s =
          si.blend(sj, si.compare(VectorOperators.LT, sj))
              .add(DoubleVector.fromArray(SPECIES, shield, j * LANES));
      DoubleVector root = one.div(dx.fma(dx, dy.fma(dy, dz.fma(dz, s))).sqrt());
      DoubleVector w2 = root.mul(root);
      DoubleVector w3 = root.mul(w2);
      DoubleVector t = dx.fma(u, dy.fma(v, dz.mul(w))).mul(w2.mul(minusThree));
      DoubleVector f = w3.mul(DoubleVector.broadcast(SPECIES, c[q + 6]));
      DoubleVector f1 = w3.mul(DoubleVector.broadcast(SPECIES, c[q + 7]));
      bx = dx.fma(t, u).fma(f, dx.fma(f1, bx));
      by = dy.fma(t, v).fma(f, dy.fma(f1, by));
      bz = dz.fma(t, w).fma(f, dz.fma(f1, bz));
    }
    bx.intoArray(sums, i);
    by.intoArray(sums, n + i);
    bz.intoArray(sums, 2 * n + i);
  }
}
