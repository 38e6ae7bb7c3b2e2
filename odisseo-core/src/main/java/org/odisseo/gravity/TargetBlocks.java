// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/**
 * The division of the pairs of sources, for sums in which a pair is visited once and serves both.
 *
 * <p>Sources are targets in blocks. A block meets the sources before it, some at a time; then its
 * second half meets the first, and what is left are the pairs within a half, which are visited
 * twice. The parts of this work are dealt out to sets, each with an array of sums of its own; a set
 * is a task. All of this follows from the number of sources alone, hence so do the results.
 *
 * @param sources the number of sources
 * @param length the number of bodies per block, the last one excepted
 * @param reach how many sources before it a block meets in one part of the work
 * @param sets the number of sets
 */
record TargetBlocks(int sources, int length, int reach, int sets) {

  private static final int MOST_SETS = 16;

  /** Half a block of this length is too short for the loops over its bodies to pay. */
  private static final int SHORT = 256;

  static TargetBlocks of(int sources, int longest) {
    int length = Math.min(longest, wholeVectors((sources + 1) / 2));
    int reach = Math.max(halved(length), wholeVectors(sources / MOST_SETS));
    TargetBlocks undealt = new TargetBlocks(sources, length, reach, 1);
    return new TargetBlocks(sources, length, reach, Math.min(MOST_SETS, undealt.parts()));
  }

  /** Half of a long block, all of a short one. */
  private static int halved(int length) {
    return length > SHORT ? wholeVectors(length / 2) : length;
  }

  private static int wholeVectors(int bodies) {
    return (bodies + 7) / 8 * 8;
  }

  int blocks() {
    return (sources + length - 1) / length;
  }

  int from(int block) {
    return block * length;
  }

  int middle(int block) {
    return Math.min(sources, from(block) + halved(length));
  }

  int to(int block) {
    return Math.min(sources, from(block) + length);
  }

  /** In how many parts a block meets the sources before it. */
  int meetings(int block) {
    return (from(block) + reach - 1) / reach;
  }

  /** The parts of the work: all meetings, and for each block what is within it. */
  private int parts() {
    int parts = 0;
    for (int block = 0; block < blocks(); block++) {
      parts += meetings(block) + 1;
    }
    return parts;
  }
}
