// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

/** A segment of rows and a tile of columns: what one thread works on. */
final class PairPatch {

  /** Inputs of all bodies, each in an array of {@link #stride} numbers. */
  final double[] rows;

  final int stride;

  /** Inputs of the columns, those of one body together. */
  final double[] columns;

  /** For each group of sums, each column and each sum a vector. */
  final double[][] lanes;

  /** Something that one loop over the columns leaves to another. */
  final double[] pulls;

  /** Sums of all bodies, each in an array of {@link #stride} numbers. */
  double[] sums;

  int firstRow;
  int endRow;
  int firstColumn;
  int endColumn;

  private final int inputs;

  PairPatch(PairTile tile, double[] rows, int stride) {
    this.rows = rows;
    this.stride = stride;
    this.inputs = tile.inputs();
    this.columns = new double[inputs * PairTiles.COLUMNS];
    this.pulls = new double[VectorPairKernel.LANES * PairTiles.COLUMNS];
    int[] groups = tile.groups();
    this.lanes = new double[groups.length][];
    for (int group = 0; group < groups.length; group++) {
      lanes[group] = new double[groups[group] * PairTiles.COLUMNS * VectorPairKernel.LANES];
    }
    this.sums = rows;
  }

  /** How many columns are before the rows that body i is one of. */
  int columnsBefore(int i) {
    return Math.min(endColumn, i - i % VectorPairKernel.ROWS) - firstColumn;
  }

  /** Copies the inputs of the columns, and of the other bodies that are rows with the last one. */
  void loadColumns() {
    int rowsAtOnce = VectorPairKernel.ROWS;
    int count = (endColumn - firstColumn + rowsAtOnce - 1) / rowsAtOnce * rowsAtOnce;
    for (int k = 0; k < inputs; k++) {
      for (int j = 0; j < count; j++) {
        columns[inputs * j + k] = rows[k * stride + firstColumn + j];
      }
    }
  }
}
