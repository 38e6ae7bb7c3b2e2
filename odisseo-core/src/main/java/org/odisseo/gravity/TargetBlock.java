// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Arrays;

/**
 * Some bodies that are attracted, in one array of {@link TargetRows}, to all of which one source's
 * part is added at a time.
 *
 * <p>A body must not attract itself. Instead of testing for it, the squared softening of that one
 * target is made infinite for that one source ({@link #shield}): then w is zero.
 *
 * <p>Where target and source attract each other, the methods with a reaction also add up in that
 * array what the targets do to the sources, which are none of them. These methods have the loop
 * over sources in them: HotSpot is to compile them as a whole, since it makes no vector
 * instructions of what is done with one source if it compiles that alone.
 */
final class TargetBlock {

  private final double[] row = new double[TargetRows.SIZE];
  private PairSystem system = PairSystem.of(1, new double[0], new double[0], 0);
  private int from;
  private int length;
  private double sourceSquared;
  private boolean softeningMoves;

  /** Where what the rows of reactions hold is to be added, or -1. */
  private int left;

  /** Takes up the targets from {@code start} up to {@code end}, with all sums zero. */
  void begin(PairSystem pairs, double[][] x, int start, int end) {
    system = pairs;
    from = start;
    length = end - start;
    sourceSquared = Double.NaN;
    load(x[0], TargetRows.X);
    load(x[1], TargetRows.Y);
    load(x[2], TargetRows.Z);
    load(pairs.mass, TargetRows.M);
    for (int sum = TargetRows.AX; sum < TargetRows.RX; sum += TargetRows.STRIDE) {
      Arrays.fill(row, sum, sum + length, 0);
    }
  }

  /**
   * Gets ready for reactions. What the targets do to one source is added up only after the first
   * loop for the next one: a processor waits long for numbers that it has just written, unless it
   * reads them in the same pieces.
   */
  private void beginReaction() {
    left = -1;
    for (int reaction = TargetRows.RX; reaction < TargetRows.W3; reaction += TargetRows.STRIDE) {
      Arrays.fill(row, reaction + length, reaction + FoldLoops.end(length), 0);
    }
  }

  /** Adds up what is left of reactions. */
  private void endReaction(double[] sums) {
    if (left >= 0) {
      FoldLoops.addVector(row, length, sums, left, system.sources());
      left = -1;
    }
  }

  /** Takes up the targets' part of a tangent. */
  void beginTangent(PairTangent tangent) {
    loadVector(tangent.position());
    load(tangent.mass(), TargetRows.DM);
    Arrays.fill(row, TargetRows.H, TargetRows.H + length, 0);
    softeningMoves = false;
    for (double moved : tangent.softening()) {
      softeningMoves |= moved != 0;
    }
  }

  /** Takes up the targets' part of a cotangent of the accelerations. */
  void beginPull(double[][] cotangent) {
    loadVector(cotangent);
  }

  private void loadVector(double[][] vector) {
    load(vector[0], TargetRows.DX);
    load(vector[1], TargetRows.DY);
    load(vector[2], TargetRows.DZ);
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
        row[TargetRows.S + i] = Math.max(target, source);
        double share = target > source ? 1 : target == source ? 0.5 : 0;
        row[TargetRows.SHARE + i] = share;
        row[TargetRows.REST + i] = 1 - share;
      }
    }
  }

  /** Turns off, or on again, the attraction of source {@code j} on itself. */
  private void shield(int j, double value) {
    int i = j - from;
    if (i >= 0 && i < length) {
      row[TargetRows.S + i] = value;
    }
  }

  /** Adds the attraction of source {@code j}. */
  void attract(double[][] x, int j) {
    soften(j);
    shield(j, Double.POSITIVE_INFINITY);
    AttractionLoops.attract(row, x[0][j], x[1][j], x[2][j], system.mass[j], false, length);
    shield(j, sourceSquared);
  }

  /** The same for some sources, with the reaction, in three rows. */
  void attractEachOther(double[][] x, int start, int end, double[] reaction) {
    beginReaction();
    for (int j = start; j < end; j++) {
      soften(j);
      AttractionLoops.attract(row, x[0][j], x[1][j], x[2][j], system.mass[j], true, length);
      endReaction(reaction);
      AttractionLoops.react(row, x[0][j], x[1][j], x[2][j], length);
      left = j;
    }
    endReaction(reaction);
  }

  /** Adds the attraction of source {@code j}, W3 being known. */
  private void gather(double[][] x, int j) {
    AttractionLoops.gather(row, x[0][j], x[1][j], x[2][j], system.mass[j], length);
  }

  /** Adds the potential of source {@code j} to the first sum. */
  void deepen(double[][] x, int j) {
    soften(j);
    shield(j, Double.POSITIVE_INFINITY);
    AttractionLoops.deepen(row, x[0][j], x[1][j], x[2][j], system.mass[j], length);
    shield(j, sourceSquared);
  }

  /** Adds the tangent of the attraction of source {@code j}, and the attraction if wanted. */
  void tangent(double[][] x, PairTangent tangent, int j, boolean attraction) {
    change(x, tangent, j);
    if (attraction) {
      gather(x, j);
    }
  }

  /** Adds the tangent of the attraction of source {@code j}. */
  private void change(double[][] x, PairTangent tangent, int j) {
    double xj = x[0][j];
    double yj = x[1][j];
    double zj = x[2][j];
    double dxj = tangent.position()[0][j];
    double dyj = tangent.position()[1][j];
    double dzj = tangent.position()[2][j];
    if (softeningMoves) {
      softenTangent(tangent.softening(), j);
    } else {
      soften(j);
    }
    shield(j, Double.POSITIVE_INFINITY);
    TangentLoops.factors(row, xj, yj, zj, dxj, dyj, dzj, length);
    shield(j, sourceSquared);
    double mass = system.mass[j];
    TangentLoops.change(row, xj, yj, zj, dxj, dyj, dzj, mass, tangent.mass()[j], length);
  }

  /** The same with the reaction: three rows of tangents, three of accelerations if wanted. */
  void tangentOfEachOther(
      double[][] x,
      PairTangent tangent,
      int start,
      int end,
      boolean attraction,
      double[] reaction) {
    beginReaction();
    double[][] dx = tangent.position();
    for (int j = start; j < end; j++) {
      change(x, tangent, j);
      endReaction(reaction);
      TangentLoops.react(row, x[0][j], x[1][j], x[2][j], dx[0][j], dx[1][j], dx[2][j], length);
      left = j;
      if (attraction) {
        gather(x, j);
        endReaction(reaction);
        AttractionLoops.react(row, x[0][j], x[1][j], x[2][j], length);
        left = 3 * system.sources() + j;
      }
    }
    endReaction(reaction);
  }

  /** Prepares S, and half its tangent. */
  private void softenTangent(double[] tangent, int j) {
    soften(j);
    double source = system.softening[j] * tangent[j];
    for (int i = 0; i < length; i++) {
      double target = system.softening[from + i] * tangent[from + i];
      row[TargetRows.H + i] =
          row[TargetRows.SHARE + i] * target + row[TargetRows.REST + i] * source;
    }
  }

  /** Adds the derivatives of the attraction between the targets and source {@code j}. */
  void pull(double[][] x, double[][] cotangent, int j) {
    double xj = x[0][j];
    double yj = x[1][j];
    double zj = x[2][j];
    double u = cotangent[0][j];
    double v = cotangent[1][j];
    double w = cotangent[2][j];
    double mass = system.mass[j];
    soften(j);
    shield(j, Double.POSITIVE_INFINITY);
    PullLoops.products(row, xj, yj, zj, u, v, w, length);
    shield(j, sourceSquared);
    PullLoops.factors(row, mass, length);
    PullLoops.gradients(row, xj, yj, zj, u, v, w, mass, length);
    PullLoops.settle(row, length);
  }

  /**
   * The same with the reaction: three rows for the position, one for the mass, one for the
   * softening.
   */
  void pullEachOther(double[][] x, double[][] cotangent, int start, int end, double[] reaction) {
    beginReaction();
    int sources = system.sources();
    for (int j = start; j < end; j++) {
      pull(x, cotangent, j);
      FoldLoops.addAll(row, length, reaction, j, sources);
    }
  }

  /** Adds the sums of accelerations to three rows of sums of all sources. */
  void addAcceleration(double[] sums, int sumRow) {
    addVector(TargetRows.AX, sums, sumRow);
  }

  /** The same with the sums of derivatives that are vectors. */
  void addDerivative(double[] sums, int sumRow) {
    addVector(TargetRows.BX, sums, sumRow);
  }

  /** The same with derivatives with respect to masses and, without the softening, softenings. */
  void addScalarDerivatives(double[] sums, int sumRow) {
    add(TargetRows.BM, -1, sums, sumRow);
    add(TargetRows.BE, 1, sums, sumRow + 1);
  }

  private void addVector(int sum, double[] sums, int sumRow) {
    for (int k = 0; k < 3; k++) {
      add(sum + k * TargetRows.STRIDE, 1, sums, sumRow + k);
    }
  }

  private void add(int sum, double factor, double[] sums, int sumRow) {
    int offset = sumRow * system.sources() + from;
    for (int i = 0; i < length; i++) {
      sums[offset + i] += factor * row[sum + i];
    }
  }

  /** Writes the sums of accelerations. */
  void storeAcceleration(double[][] a) {
    store(TargetRows.AX, system.gravitationalConstant(), a[0]);
    store(TargetRows.AY, system.gravitationalConstant(), a[1]);
    store(TargetRows.AZ, system.gravitationalConstant(), a[2]);
  }

  void storePotential(double[] phi) {
    store(TargetRows.AX, -system.gravitationalConstant(), phi);
  }

  /** Writes the sums of derivatives that are vectors. */
  void storeDerivative(double[][] derivative) {
    store(TargetRows.BX, system.gravitationalConstant(), derivative[0]);
    store(TargetRows.BY, system.gravitationalConstant(), derivative[1]);
    store(TargetRows.BZ, system.gravitationalConstant(), derivative[2]);
  }

  void storeGradient(PairTangent gradient) {
    double constant = system.gravitationalConstant();
    for (int i = 0; i < length; i++) {
      row[TargetRows.BE + i] *= system.softening[from + i];
    }
    storeDerivative(gradient.position());
    store(TargetRows.BM, -constant, gradient.mass());
    store(TargetRows.BE, -constant, gradient.softening());
    if (from + length > system.sources()) {
      Arrays.fill(gradient.mass(), Math.max(from, system.sources()), from + length, 0);
    }
  }

  private void store(int sum, double factor, double[] target) {
    for (int i = 0; i < length; i++) {
      target[from + i] = factor * row[sum + i];
    }
  }
}
