// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Arrays;

/**
 * Up to {@link #LONGEST} bodies that are attracted, in one array of rows, and the loops that add
 * one source's part to all of them.
 *
 * <p>The loops run over targets, not sources, so that none is a sum and HotSpot turns each into
 * vector instructions. It does so only for loops of at most 60 nodes of its graph (the option
 * LoopUnrollLimit; the largest loop here has 59), which is why a derivative takes several loops,
 * why all rows are in one array, and why each loop's bound is cut off at a constant: without it
 * every index would need its own check for overflow.
 *
 * <p>A body must not attract itself. Instead of testing for it, the squared softening of that one
 * target is made infinite for that one source ({@link #shield}): then w is zero.
 */
final class TargetBlock {

  static final int LONGEST = 1024;

  /** Of a block that attracts in turn. */
  static final int LONGEST_REACTING = 512;

  /** A multiple of the vector length, but no power of two, which would collide in the cache. */
  private static final int STRIDE = LONGEST + 24;

  private static final int X = 0;
  private static final int Y = STRIDE;
  private static final int Z = 2 * STRIDE;

  /** The larger squared softening of target and source. */
  private static final int S = 3 * STRIDE;

  /** Tangents of the positions, or cotangents of the accelerations. */
  private static final int DX = 4 * STRIDE;

  private static final int DY = 5 * STRIDE;
  private static final int DZ = 6 * STRIDE;

  /** Forward mode: half the tangent of S. Reverse mode: the mass. */
  private static final int M = 7 * STRIDE;

  /** Sums of accelerations, or of potentials. */
  private static final int AX = 8 * STRIDE;

  private static final int AY = 9 * STRIDE;
  private static final int AZ = 10 * STRIDE;

  /** Sums of derivatives. */
  private static final int BX = 11 * STRIDE;

  private static final int BY = 12 * STRIDE;
  private static final int BZ = 13 * STRIDE;
  private static final int BM = 14 * STRIDE;
  private static final int BE = 15 * STRIDE;

  /** Reverse mode: sums of m_j w^3. */
  private static final int BF = 16 * STRIDE;

  private static final int W3 = 17 * STRIDE;

  /** The factor of d in a derivative. */
  private static final int Q = 18 * STRIDE;

  /** The target's share in the derivative with respect to S: 0, 1/2 or 1. */
  private static final int SHARE = 19 * STRIDE;

  private final double[] row = new double[20 * STRIDE];
  private PairSystem system = PairSystem.of(1, new double[0], new double[0], 0);
  private int from;
  private int length;
  private double sourceSquared;
  private boolean softeningMoves;

  /** Takes up the targets from {@code start} up to {@code end}, with all sums zero. */
  void begin(PairSystem pairs, double[][] x, int start, int end) {
    system = pairs;
    from = start;
    length = end - start;
    sourceSquared = Double.NaN;
    load(x[0], X);
    load(x[1], Y);
    load(x[2], Z);
    Arrays.fill(row, AX, BF + STRIDE, 0);
  }

  /** Takes up the targets' part of a tangent. */
  void beginTangent(PairTangent tangent) {
    loadVector(tangent.position());
    Arrays.fill(row, M, M + length, 0);
    softeningMoves = false;
    for (double moved : tangent.softening()) {
      softeningMoves |= moved != 0;
    }
  }

  /** Takes up the targets' part of a cotangent of the accelerations. */
  void beginPull(double[][] cotangent) {
    loadVector(cotangent);
    load(system.mass, M);
  }

  private void loadVector(double[][] vector) {
    load(vector[0], DX);
    load(vector[1], DY);
    load(vector[2], DZ);
  }

  private void load(double[] source, int to) {
    System.arraycopy(source, from, row, to, length);
  }

  /** Prepares S and the shares for a source; does nothing if its softening is the last one's. */
  private void soften(int j) {
    double source = system.squared[j];
    if (source != sourceSquared) {
      sourceSquared = source;
      for (int i = 0; i < length; i++) {
        double target = system.squared[from + i];
        row[S + i] = Math.max(target, source);
        row[SHARE + i] = target > source ? 1 : target == source ? 0.5 : 0;
      }
    }
  }

  /** Turns off, or on again, the attraction of source {@code j} on itself. */
  private void shield(int j, double value) {
    int i = j - from;
    if (i >= 0 && i < length) {
      row[S + i] = value;
    }
  }

  /** Adds the attraction of source {@code j}. */
  void attract(double[][] x, int j) {
    soften(j);
    shield(j, Double.POSITIVE_INFINITY);
    attract(row, x[0][j], x[1][j], x[2][j], system.mass[j], length);
    shield(j, sourceSquared);
  }

  /** Takes up the targets' masses, for sources that they attract. */
  void beginReaction() {
    load(system.mass, M);
  }

  /**
   * Adds the attraction of source {@code j}, which is none of the targets, and to {@code reaction}
   * what the targets do to it.
   */
  void attractEachOther(double[][] x, int j, double[] reaction) {
    soften(j);
    double xj = x[0][j];
    double yj = x[1][j];
    double zj = x[2][j];
    attractAndKeep(row, xj, yj, zj, system.mass[j], length);
    react(row, xj, yj, zj, length);
    if (length > 256) {
      fold256(row);
    }
    if (length > 128) {
      fold128(row);
    }
    if (length > 64) {
      fold64(row);
    }
    int sources = system.sources();
    reaction[j] += total(row, BX);
    reaction[sources + j] += total(row, BY);
    reaction[2 * sources + j] += total(row, BZ);
  }

  /** Adds the potential of source {@code j} to the first sum. */
  void deepen(double[][] x, int j) {
    soften(j);
    shield(j, Double.POSITIVE_INFINITY);
    deepen(row, x[0][j], x[1][j], x[2][j], system.mass[j], length);
    shield(j, sourceSquared);
  }

  /** Adds the tangent of the attraction of source {@code j}, and the attraction if wanted. */
  void tangent(double[][] x, PairTangent tangent, int j, boolean attraction) {
    double xj = x[0][j];
    double yj = x[1][j];
    double zj = x[2][j];
    double mass = system.mass[j];
    double[][] dx = tangent.position();
    if (softeningMoves) {
      softenTangent(tangent.softening(), j);
    } else {
      soften(j);
    }
    shield(j, Double.POSITIVE_INFINITY);
    factors(row, xj, yj, zj, dx[0][j], dx[1][j], dx[2][j], mass, tangent.mass()[j], length);
    shield(j, sourceSquared);
    change(row, xj, yj, zj, dx[0][j], dx[1][j], dx[2][j], mass, length);
    if (attraction) {
      gather(row, xj, yj, zj, mass, length);
    }
  }

  /** Prepares S, and half its tangent. */
  private void softenTangent(double[] tangent, int j) {
    soften(j);
    double source = system.softening[j] * tangent[j];
    for (int i = 0; i < length; i++) {
      double share = row[SHARE + i];
      double target = system.softening[from + i] * tangent[from + i];
      row[M + i] = share * target + (1 - share) * source;
    }
  }

  /** Adds the derivatives of the attraction between the targets and source {@code j}. */
  void pull(double[][] x, double[][] cotangent, int j, boolean attraction) {
    double xj = x[0][j];
    double yj = x[1][j];
    double zj = x[2][j];
    double u = cotangent[0][j];
    double v = cotangent[1][j];
    double w = cotangent[2][j];
    double mass = system.mass[j];
    soften(j);
    shield(j, Double.POSITIVE_INFINITY);
    pulls(row, xj, yj, zj, u, v, w, mass, length);
    shield(j, sourceSquared);
    pullScalars(row, xj, yj, zj, u, v, w, mass, length);
    pullPositions(row, xj, yj, zj, u, v, w, length);
    if (attraction) {
      gather(row, xj, yj, zj, mass, length);
    }
  }

  /** Writes the sums of accelerations. */
  void storeAcceleration(double[][] a) {
    store(AX, system.gravitationalConstant(), a[0]);
    store(AY, system.gravitationalConstant(), a[1]);
    store(AZ, system.gravitationalConstant(), a[2]);
  }

  void storePotential(double[] phi) {
    store(AX, -system.gravitationalConstant(), phi);
  }

  /** Writes the sums of derivatives that are vectors. */
  void storeDerivative(double[][] derivative) {
    store(BX, system.gravitationalConstant(), derivative[0]);
    store(BY, system.gravitationalConstant(), derivative[1]);
    store(BZ, system.gravitationalConstant(), derivative[2]);
  }

  void storeGradient(PairTangent gradient) {
    double constant = system.gravitationalConstant();
    for (int i = 0; i < length; i++) {
      row[BX + i] -= row[BF + i] * row[DX + i];
      row[BY + i] -= row[BF + i] * row[DY + i];
      row[BZ + i] -= row[BF + i] * row[DZ + i];
      row[BE + i] *= 3 * system.softening[from + i];
    }
    storeDerivative(gradient.position());
    store(BM, -constant, gradient.mass());
    store(BE, -constant, gradient.softening());
    if (from + length > system.sources()) {
      Arrays.fill(gradient.mass(), Math.max(from, system.sources()), from + length, 0);
    }
  }

  private void store(int sum, double factor, double[] target) {
    for (int i = 0; i < length; i++) {
      target[from + i] = factor * row[sum + i];
    }
  }

  private static void attract(double[] r, double xj, double yj, double zj, double mj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double dx = xj - r[X + i];
      double dy = yj - r[Y + i];
      double dz = zj - r[Z + i];
      double d2 = dx * dx + dy * dy + dz * dz + r[S + i];
      double f = mj / (d2 * Math.sqrt(d2));
      r[AX + i] += f * dx;
      r[AY + i] += f * dy;
      r[AZ + i] += f * dz;
    }
  }

  /** The same, and W3. */
  private static void attractAndKeep(
      double[] r, double xj, double yj, double zj, double mj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double dx = xj - r[X + i];
      double dy = yj - r[Y + i];
      double dz = zj - r[Z + i];
      double d2 = dx * dx + dy * dy + dz * dz + r[S + i];
      double w3 = 1 / (d2 * Math.sqrt(d2));
      double f = mj * w3;
      r[W3 + i] = w3;
      r[AX + i] += f * dx;
      r[AY + i] += f * dy;
      r[AZ + i] += f * dz;
    }
  }

  /** What each target does to the source, W3 being known. */
  private static void react(double[] r, double xj, double yj, double zj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double f = r[M + i] * r[W3 + i];
      r[BX + i] = f * (r[X + i] - xj);
      r[BY + i] = f * (r[Y + i] - yj);
      r[BZ + i] = f * (r[Z + i] - zj);
    }
  }

  /**
   * Adds the second half to the first. HotSpot makes vector instructions of it since the distance
   * of the two is a constant.
   */
  private static void fold256(double[] r) {
    for (int i = 0; i < 256; i++) {
      r[BX + i] += r[BX + 256 + i];
      r[BY + i] += r[BY + 256 + i];
      r[BZ + i] += r[BZ + 256 + i];
    }
  }

  private static void fold128(double[] r) {
    for (int i = 0; i < 128; i++) {
      r[BX + i] += r[BX + 128 + i];
      r[BY + i] += r[BY + 128 + i];
      r[BZ + i] += r[BZ + 128 + i];
    }
  }

  private static void fold64(double[] r) {
    for (int i = 0; i < 64; i++) {
      r[BX + i] += r[BX + 64 + i];
      r[BY + i] += r[BY + 64 + i];
      r[BZ + i] += r[BZ + 64 + i];
    }
  }

  /** The sum of 64 numbers. */
  private static double total(double[] r, int at) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = at; i < at + 64; i += 4) {
      a += r[i];
      b += r[i + 1];
      c += r[i + 2];
      d += r[i + 3];
    }
    return (a + b) + (c + d);
  }

  private static void deepen(double[] r, double xj, double yj, double zj, double mj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double dx = xj - r[X + i];
      double dy = yj - r[Y + i];
      double dz = zj - r[Z + i];
      r[AX + i] += mj / Math.sqrt(dx * dx + dy * dy + dz * dz + r[S + i]);
    }
  }

  /** Adds the attraction, W3 being known. */
  private static void gather(double[] r, double xj, double yj, double zj, double mj, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double f = mj * r[W3 + i];
      r[AX + i] += f * (xj - r[X + i]);
      r[AY + i] += f * (yj - r[Y + i]);
      r[AZ + i] += f * (zj - r[Z + i]);
    }
  }

  /** W3, and Q = (dm_j - 3 m_j e w^2) w^3 with e = d . dd + half the tangent of S. */
  private static void factors(
      double[] r,
      double xj,
      double yj,
      double zj,
      double dxj,
      double dyj,
      double dzj,
      double mj,
      double dmj,
      int length) {
    int n = Math.min(length, LONGEST);
    double m3 = 3 * mj;
    for (int i = 0; i < n; i++) {
      double dx = xj - r[X + i];
      double dy = yj - r[Y + i];
      double dz = zj - r[Z + i];
      double e =
          dx * (dxj - r[DX + i]) + dy * (dyj - r[DY + i]) + dz * (dzj - r[DZ + i]) + r[M + i];
      double w = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz + r[S + i]);
      double w2 = w * w;
      double w3 = w2 * w;
      r[W3 + i] = w3;
      r[Q + i] = (dmj - m3 * e * w2) * w3;
    }
  }

  /** Adds m_j w^3 dd + Q d. */
  private static void change(
      double[] r,
      double xj,
      double yj,
      double zj,
      double dxj,
      double dyj,
      double dzj,
      double mj,
      int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double f = mj * r[W3 + i];
      double q = r[Q + i];
      r[BX + i] += f * (dxj - r[DX + i]) + q * (xj - r[X + i]);
      r[BY + i] += f * (dyj - r[DY + i]) + q * (yj - r[Y + i]);
      r[BZ + i] += f * (dzj - r[DZ + i]) + q * (zj - r[Z + i]);
    }
  }

  /** W3, and Q = q . d w^5 with q = m_j l_i - m_i l_j. */
  private static void pulls(
      double[] r,
      double xj,
      double yj,
      double zj,
      double u,
      double v,
      double w,
      double mj,
      int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double dx = xj - r[X + i];
      double dy = yj - r[Y + i];
      double dz = zj - r[Z + i];
      double a = r[DX + i] * dx + r[DY + i] * dy + r[DZ + i] * dz;
      double b = u * dx + v * dy + w * dz;
      double root = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz + r[S + i]);
      double w2 = root * root;
      double w3 = w2 * root;
      r[W3 + i] = w3;
      r[Q + i] = (mj * a - r[M + i] * b) * (w2 * w3);
    }
  }

  /** Adds l_j . d w^3, m_j w^3 and the target's share of Q to their sums. */
  private static void pullScalars(
      double[] r,
      double xj,
      double yj,
      double zj,
      double u,
      double v,
      double w,
      double mj,
      int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double w3 = r[W3 + i];
      double b = u * (xj - r[X + i]) + v * (yj - r[Y + i]) + w * (zj - r[Z + i]);
      r[BM + i] += b * w3;
      r[BF + i] += mj * w3;
      r[BE + i] += r[SHARE + i] * r[Q + i];
    }
  }

  /** Adds 3 Q d + m_i l_j w^3; what has the factor l_i is left to the end. */
  private static void pullPositions(
      double[] r, double xj, double yj, double zj, double u, double v, double w, int length) {
    int n = Math.min(length, LONGEST);
    for (int i = 0; i < n; i++) {
      double t = 3 * r[Q + i];
      double g = r[M + i] * r[W3 + i];
      r[BX + i] += t * (xj - r[X + i]) + g * u;
      r[BY + i] += t * (yj - r[Y + i]) + g * v;
      r[BZ + i] += t * (zj - r[Z + i]) + g * w;
    }
  }
}
