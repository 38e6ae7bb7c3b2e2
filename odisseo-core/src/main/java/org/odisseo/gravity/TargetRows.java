// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/**
 * Where the rows of a {@link TargetBlock} begin in its array. A row has one number per target.
 *
 * <p>The loops over these rows run over targets, not sources, so that none is a sum and HotSpot
 * turns each into vector instructions. It does so only for loops of at most 60 nodes of its graph
 * (the option LoopUnrollLimit; the largest loops here have 59), which is why a derivative takes
 * several loops, why all rows are in one array, and why each loop's bound is cut off at a constant:
 * without it every index would need its own check for overflow.
 */
final class TargetRows {

  /** The most targets. */
  static final int LONGEST = 1024;

  /** A multiple of the vector length, but no power of two, which would collide in the cache. */
  static final int STRIDE = LONGEST + 24;

  static final int X = 0;
  static final int Y = STRIDE;
  static final int Z = 2 * STRIDE;

  /** The larger squared softening of target and source. */
  static final int S = 3 * STRIDE;

  /** Tangents of the positions, or cotangents of the accelerations. */
  static final int DX = 4 * STRIDE;

  static final int DY = 5 * STRIDE;
  static final int DZ = 6 * STRIDE;

  /** The mass. */
  static final int M = 7 * STRIDE;

  /** Sums of accelerations, or of potentials. */
  static final int AX = 8 * STRIDE;

  static final int AY = 9 * STRIDE;
  static final int AZ = 10 * STRIDE;

  /** Sums of derivatives. */
  static final int BX = 11 * STRIDE;

  static final int BY = 12 * STRIDE;
  static final int BZ = 13 * STRIDE;
  static final int BM = 14 * STRIDE;
  static final int BE = 15 * STRIDE;

  /** What each target contributes to the source's sums; zero behind the last target. */
  static final int RX = 16 * STRIDE;

  static final int RY = 17 * STRIDE;
  static final int RZ = 18 * STRIDE;
  static final int RM = 19 * STRIDE;
  static final int RE = 20 * STRIDE;

  static final int W3 = 21 * STRIDE;

  /** Reverse mode: 3 w^2. */
  static final int W2 = 22 * STRIDE;

  /** Reverse mode: l_j . d w^3. */
  static final int P = 23 * STRIDE;

  /** The factor of d in a derivative. */
  static final int Q = 24 * STRIDE;

  /** The target's share in the derivative with respect to S: 0, 1/2 or 1. */
  static final int SHARE = 25 * STRIDE;

  /** The source's share. */
  static final int REST = 26 * STRIDE;

  /** Forward mode: half the tangent of S. */
  static final int H = 22 * STRIDE;

  /** Forward mode: the tangent of the mass. */
  static final int DM = 23 * STRIDE;

  static final int SIZE = 27 * STRIDE;

  private TargetRows() {}
}
