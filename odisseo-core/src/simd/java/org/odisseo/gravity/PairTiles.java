// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/**
 * The division of the pairs (row i, column j), j being a source and i any body after it, into
 * tasks.
 *
 * <p>Columns come in tiles of {@link #COLUMNS} bodies. Rows are cut into a few segments and tiles
 * dealt out to a few sets, forth and back so that all sets have equally many pairs; a task is one
 * set of tiles in one segment of rows. What a task finds for its rows goes to the array of its set,
 * what it finds for its columns to the array of its segment, so that no two tasks write to one
 * place. All of this follows from the number of bodies and sources alone, hence so do the results.
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

  /** The set to which a tile belongs. */
  int setOfTile(int tile) {
    int place = tile % (2 * sets);
    return place < sets ? place : 2 * sets - 1 - place;
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
