// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.ROWS;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Derivatives of the sum of l_i . a_i, and the accelerations if wanted, without G. Inputs x, y, z,
 * l, -m, s; sums for x, y, z, m, for the softening once or twice, then accelerations x, y, z.
 *
 * <p>A pair contributes q . d w^3 with q = m_j l_i - m_i l_j. With t = 3 (q . d) w^5 its derivative
 * with respect to x_i is t d - q w^3, and the opposite with respect to x_j; with respect to m_i it
 * is - l_j . d w^3, with respect to m_j it is l_i . d w^3, and with respect to s it is -t / 2.
 *
 * <p>The sums for masses and the accelerations are to be multiplied by -1. The first sum for the
 * softening is that of t as if all softenings were equal, to be multiplied by minus half the
 * softening. If they are not there is a second one, of twice the body's part of t: twice t if the
 * body has the larger softening, t if both are equal, else nothing.
 */
final class GradientTile implements PairTile {

  static final int MASS = 3;

  static final int EQUAL_SOFTENING = 4;
  static final int INPUTS = 8;
  static final int S = 7;
  static final int SUMS = 5;

  private final boolean uniform;
  private final boolean withAcceleration;
  private final Attraction attraction;

  GradientTile(boolean uniform, boolean withAcceleration) {
    this.uniform = uniform;
    this.withAcceleration = withAcceleration;
    this.attraction = new Attraction(INPUTS, 6, S, acceleration(uniform));
  }

  /** The sum for the softening. */
  static int softening(boolean uniform) {
    return uniform ? EQUAL_SOFTENING : SUMS;
  }

  /** The first sum of accelerations. */
  static int acceleration(boolean uniform) {
    return softening(uniform) + 1;
  }

  @Override
  public int inputs() {
    return INPUTS;
  }

  @Override
  public int[] groups() {
    if (withAcceleration) {
      return uniform ? new int[] {SUMS, 3} : new int[] {SUMS, 1, 3};
    }
    return uniform ? new int[] {SUMS} : new int[] {SUMS, 1};
  }

  @Override
  public double columnSign(int sum) {
    return sum >= EQUAL_SOFTENING ? 1 : -1;
  }

  @Override
  public void beside(PairPatch p) {
    for (int i = p.firstRow; i < p.endRow; i += LANES) {
      int columns = p.columnsBefore(i);
      if (columns > 0) {
        if (withAcceleration) {
          GradientPasses.both(
              p, i, columns, uniform, acceleration(uniform), p.lanes[uniform ? 1 : 2]);
        } else {
          GradientPasses.gradients(p, i, columns, uniform);
        }
        if (!uniform) {
          share(p, i, columns);
        }
      }
    }
  }

  /** Adds each body's part of t if softenings are unequal. */
  private static void share(PairPatch p, int i, int columns) {
    double[] c = p.columns;
    double[] lanes = p.lanes[1];
    double[] pulls = p.pulls;
    int n = p.stride;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector si = DoubleVector.fromArray(SPECIES, p.rows, S * n + i);
    DoubleVector gs = DoubleVector.fromArray(SPECIES, p.sums, SUMS * n + i);
    for (int j = 0; j < columns; j++) {
      DoubleVector sj = DoubleVector.broadcast(SPECIES, c[j * INPUTS + S]);
      DoubleVector t = DoubleVector.fromArray(SPECIES, pulls, j * LANES);
      DoubleVector twice = t.add(t);
      DoubleVector mine =
          t.blend(twice, si.compare(VectorOperators.GT, sj))
              .blend(zero, si.compare(VectorOperators.LT, sj));
      gs = gs.add(mine);
      DoubleVector.fromArray(SPECIES, lanes, j * LANES)
          .add(twice.sub(mine))
          .intoArray(lanes, j * LANES);
    }
    gs.intoArray(p.sums, SUMS * n + i);
  }

  @Override
  public void within(PairPatch p, int i, double[] shield) {
    gradientsWithin(p, i, shield, softening(uniform));
    if (withAcceleration) {
      attraction.within(p, i, shield);
    }
  }

  private static void gradientsWithin(PairPatch p, int i, double[] shield, int softening) {
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
    DoubleVector si = DoubleVector.fromArray(SPECIES, r, S * n + i);
    DoubleVector gx = DoubleVector.fromArray(SPECIES, sums, i);
    DoubleVector gy = DoubleVector.fromArray(SPECIES, sums, n + i);
    DoubleVector gz = DoubleVector.fromArray(SPECIES, sums, 2 * n + i);
    DoubleVector gm = DoubleVector.fromArray(SPECIES, sums, MASS * n + i);
    DoubleVector gs = DoubleVector.fromArray(SPECIES, sums, softening * n + i);
    int first = p.columnsBefore(i) * INPUTS;
    for (int j = 0; j < ROWS; j++) {
      int q = first + j * INPUTS;
      DoubleVector dx = DoubleVector.broadcast(SPECIES, c[q]).sub(xi);
      DoubleVector dy = DoubleVector.broadcast(SPECIES, c[q + 1]).sub(yi);
      DoubleVector dz = DoubleVector.broadcast(SPECIES, c[q + 2]).sub(zi);
      DoubleVector uj = DoubleVector.broadcast(SPECIES, c[q + 3]);
      DoubleVector vj = DoubleVector.broadcast(SPECIES, c[q + 4]);
      DoubleVector wj = DoubleVector.broadcast(SPECIES, c[q + 5]);
      DoubleVector minusMj = DoubleVector.broadcast(SPECIES, c[q + 6]);
      DoubleVector sj = DoubleVector.broadcast(SPECIES, c[q + S]);
      DoubleVector s =
          si.blend(sj, si.compare(VectorOperators.LT, sj))
              .add(DoubleVector.fromArray(SPECIES, shield, j * LANES));
      DoubleVector root = one.div(dx.fma(dx, dy.fma(dy, dz.fma(dz, s))).sqrt());
      DoubleVector w2 = root.mul(root);
      DoubleVector w3 = root.mul(w2);
      DoubleVector a = ui.fma(dx, vi.fma(dy, wi.mul(dz)));
      DoubleVector b = uj.fma(dx, vj.fma(dy, wj.mul(dz)));
      DoubleVector t = minusMj.fma(a, mi.mul(b)).mul(w2.mul(minusThree).mul(w3));
      DoubleVector f = w3.mul(minusMj);
      DoubleVector g = w3.mul(mi);
      gx = gx.add(t.fma(dx, f.fma(ui, g.mul(uj))));
      gy = gy.add(t.fma(dy, f.fma(vi, g.mul(vj))));
      gz = gz.add(t.fma(dz, f.fma(wi, g.mul(wj))));
      gm = b.fma(w3, gm);
      gs =
          gs.add(
              t.blend(t.add(t), si.compare(VectorOperators.GT, sj))
                  .blend(DoubleVector.zero(SPECIES), si.compare(VectorOperators.LT, sj)));
    }
    gx.intoArray(sums, i);
    gy.intoArray(sums, n + i);
    gz.intoArray(sums, 2 * n + i);
    gm.intoArray(sums, MASS * n + i);
    gs.intoArray(sums, softening * n + i);
  }
}
