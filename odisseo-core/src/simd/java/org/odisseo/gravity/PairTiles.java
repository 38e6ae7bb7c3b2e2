// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/**
 * The division of the pairs (row i, column j), j being a source and i any body after it, into
 * tasks.
 *
 * <p>Columns come in tiles of {@link #COLUMNS} bodies. Rows are cut into a few segments and the
 * tiles into a few sets; a task is one set of tiles in one segment of rows. What a task finds for
 * its rows goes to the array of its set, what it finds for its columns to the array of its segment,
 * so that no two tasks write to one place. All of this follows from the number of bodies and
 * sources alone, hence so do the results.
 *
 * <p>Tiles of a set are neighbours: then it has nothing for the rows before it, and less travels
 * from one processor to another when the arrays are added up. Sets so have unequally many pairs,
 * the first ones most; tasks that have much to do come first, and the last ones are short enough
 * for all threads to end at about the same time.
 *
 * @param count the number of bodies
 * @param sources the number of sources
 * @param tiles the number of tiles
 * @param sets the number of sets of tiles
 * @param segments the number of segments of rows
 */
record PairTiles(int count, int sources, int tiles, int sets, int segments) {

  /** Columns per tile; a multiple of the numbers per vector. */
  static final int COLUMNS = 64;

  private static final int MOST_SETS = 8;
  private static final int MOST_SEGMENTS = 8;
  private static final int ROWS_PER_SEGMENT = 1024;

  static PairTiles of(int count, int sources) {
    int tiles = (sources + COLUMNS - 1) / COLUMNS;
    int sets = Math.max(1, Math.min(MOST_SETS, tiles / 2));
    int segments = Math.max(1, Math.min(MOST_SEGMENTS, count / ROWS_PER_SEGMENT));
    return new PairTiles(count, sources, tiles, sets, segments);
  }

  int tasks() {
    return sets * segments;
  }

  /** The set of a task. The first tasks have the last rows, which have the most pairs. */
  int set(int task) {
    return task % sets;
  }

  int segment(int task) {
    return segments - 1 - task / sets;
  }

  /** The first tile of a set; that of the set after the last is the number of tiles. */
  int firstTile(int set) {
    return (int) ((long) tiles * set / sets);
  }

  /** The first row of a segment, a multiple of {@link #COLUMNS}, or the number of bodies. */
  int firstRow(int segment) {
    if (segment == segments) {
      return count;
    }
    long row = (long) count * segment / segments;
    return (int) (row - row % COLUMNS);
  }

  int firstColumn(int tile) {
    return tile * COLUMNS;
  }

  int endColumn(int tile) {
    return Math.min(sources, firstColumn(tile) + COLUMNS);
  }
}
