// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/**
 * The division of the sources into blocks, for sums in which a pair of blocks is visited once and
 * serves both. A block meets all sources before it, so later ones have more to do.
 *
 * <p>What a block finds for the sources before it is added up in an array of its set; blocks are
 * dealt out to the sets forth and back, so that all sets have equally much to do, and a set is a
 * task. All of this follows from the number of sources alone, hence so do the results.
 *
 * @param sources the number of sources
 * @param length the number of bodies per block, the last one excepted
 * @param sets the number of sets of blocks
 */
record TargetBlocks(int sources, int length, int sets) {

  private static final int FEW = 8;
  private static final int MOST_SETS = 16;

  static TargetBlocks of(int sources, int longest) {
    int blocks = (sources + longest - 1) / longest;
    // Each set of many has as many blocks when dealt forth as when dealt back.
    int wanted =
        blocks <= FEW ? FEW : (blocks + 2 * MOST_SETS - 1) / (2 * MOST_SETS) * 2 * MOST_SETS;
    int length = (sources + wanted - 1) / wanted;
    // Whole vectors, and not so few that the loops do not pay.
    int rounded = Math.max(64, (length + 7) / 8 * 8);
    int used = (sources + rounded - 1) / rounded;
    return new TargetBlocks(sources, rounded, Math.min(MOST_SETS, used));
  }

  int blocks() {
    return (sources + length - 1) / length;
  }

  int from(int block) {
    return block * length;
  }

  int to(int block) {
    return Math.min(sources, from(block) + length);
  }

  /** The set of a block. */
  int set(int block) {
    int place = block % (2 * sets);
    return place < sets ? place : 2 * sets - 1 - place;
  }
}
