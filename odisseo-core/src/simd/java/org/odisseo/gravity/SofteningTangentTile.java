// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.ROWS;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What changing softenings add to the tangents of {@link TangentTile}. Inputs x, y, z, m, s and
 * half the tangent of s, with h that of the larger s of a pair and the mean of both if they are
 * equal; a row gets -3 m_j h w^5 d.
 */
final class SofteningTangentTile implements PairTile {

  private static final int INPUTS = 6;
  private static final int SUMS = 3;

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
    for (int i = p.firstRow; i < p.endRow; i += LANES) {
      beside(p, i, p.columnsBefore(i));
    }
  }

  private static void beside(PairPatch p, int i, int columns) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] lanes = p.lanes[0];
    double[] sums = p.sums;
    int n = p.stride;
    DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector mi = DoubleVector.fromArray(SPECIES, r, 3 * n + i);
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
    DoubleVector hi = DoubleVector.fromArray(SPECIES, r, 5 * n + i);
    DoubleVector bx = DoubleVector.fromArray(SPECIES, sums, i);
    DoubleVector by = DoubleVector.fromArray(SPECIES, sums, n + i);
    DoubleVector bz = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
    for (int j = 0; j < columns; j++) {
      int q = j * INPUTS;
      int k = j * (SUMS * LANES);
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + 4]);
      DoubleVector hj = DoubleVector.broadcast(SPECIES, c[q + 5]);
      DoubleVector s = si.blend(sj, si.compare(VectorOperators.LT, sj));
      DoubleVector h =
          hi.add(hj)
              .mul(0.5)
              .blend(hi, si.compare(VectorOperators.GT, sj))
              .blend(hj, si.compare(VectorOperators.LT, sj));
      DoubleVector root = InverseRoot.of(dx.fma(dx, dy.fma(dy, dz.fma(dz, s))));
      DoubleVector w2 = root.mul(root);
      DoubleVector t = h.mul(w2.mul(w2)).mul(root).mul(-3.0);
      DoubleVector f = t.mul(c[q + 3]);
      DoubleVector g = t.mul(mi);
      bx = dx.fma(f, bx);
      by = dy.fma(f, by);
      bz = dz.fma(f, bz);
      dx.fma(g, DoubleVector.fromArray(SPECIES, lanes, k)).intoArray(lanes, k);
      dy.fma(g, DoubleVector.fromArray(SPECIES, lanes, k + LANES)).intoArray(lanes, k + LANES);
      dz.fma(g, DoubleVector.fromArray(SPECIES, lanes, k + 2 * LANES))
          .intoArray(lanes, k + 2 * LANES);
    }
    bx.intoArray(sums, i);
    by.intoArray(sums, n + i);
    bz.intoArray(sums, 2 * n + i);
  }

  @Override
  public void within(PairPatch p, int i, double[] shield) {
    double[] r = p.rows;
    double[] c = p.columns;
    double[] sums = p.sums;
    int n = p.stride;
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1.0);
    DoubleVector xi = DoubleVector.fromArray(SPECIES, r, i);
    DoubleVector yi = DoubleVector.fromArray(SPECIES, r, n + i);
    DoubleVector zi = DoubleVector.fromArray(SPECIES, r, 2 * n + i);
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, 4 * n + i);
    DoubleVector hi = DoubleVector.fromArray(SPECIES, r, 5 * n + i);
    DoubleVector bx = DoubleVector.fromArray(SPECIES, sums, i);
    DoubleVector by = DoubleVector.fromArray(SPECIES, sums, n + i);
    DoubleVector bz = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
    int first = p.columnsBefore(i) * INPUTS;
    for (int j = 0; j < ROWS; j++) {
      int q = first + j * INPUTS;
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + 4]);
      DoubleVector hj = DoubleVector.broadcast(SPECIES, c[q + 5]);
      DoubleVector s =
          si.blend(sj, si.compare(VectorOperators.LT, sj))
              .add(DoubleVector.fromArray(SPECIES, shield, j * LANES));
      DoubleVector h =
          hi.add(hj)
              .mul(0.5)
              .blend(hi, si.compare(VectorOperators.GT, sj))
              .blend(hj, si.compare(VectorOperators.LT, sj));
      DoubleVector root = one.div(dx.fma(dx, dy.fma(dy, dz.fma(dz, s))).sqrt());
      DoubleVector w2 = root.mul(root);
      DoubleVector f = h.mul(w2.mul(w2)).mul(root).mul(-3.0).mul(c[q + 3]);
      bx = dx.fma(f, bx);
      by = dy.fma(f, by);
      bz = dz.fma(f, bz);
    }
    bx.intoArray(sums, i);
    by.intoArray(sums, n + i);
    bz.intoArray(sums, 2 * n + i);
  }
}
