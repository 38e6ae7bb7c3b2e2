// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import static org.odisseo.gravity.VectorPairKernel.LANES;
import static org.odisseo.gravity.VectorPairKernel.ROWS;
import static org.odisseo.gravity.VectorPairKernel.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import org.odisseo.concurrent.RangeTask;
import org.odisseo.concurrent.Workers;

/**
 * One evaluation of a pair sum: the inputs, the tasks of {@link PairTiles}, and the collection of
 * what they found. Belongs to one caller at a time.
 */
final class PairSweep {

  private static final int COLLECTED_AT_ONCE = 512;

  private final PairTiles tiles;
  private final PairTile tile;
  private final Workers workers;
  private final int sums;
  private final int stride;
  private final double[] rows;
  private final double[][] rowSums;
  private final double[][] columnSums;

  /** For rows that are all sources, and for those with the last source; one for each vector. */
  private final double[][] shields;

  private final double[][] lastShields;
  private final Pool<PairPatch> patches;
  private final RangeTask task = this::task;
  private final RangeTask collection = this::collect;

  PairSweep(PairTiles tiles, PairTile tile, Workers workers) {
    this.tiles = tiles;
    this.tile = tile;
    this.workers = workers;
    this.sums = Arrays.stream(tile.groups()).sum();
    // Whole vectors, and no power of two, which would collide in the cache.
    int padded = (tiles.count() + PairTiles.COLUMNS - 1) / PairTiles.COLUMNS * PairTiles.COLUMNS;
    this.stride = padded + (padded % 256 == 0 ? PairTiles.COLUMNS : 0) + 8 * LANES;
    this.rows = new double[tile.inputs() * stride];
    this.rowSums = new double[tiles.sets()][sums * stride];
    this.columnSums = new double[tiles.segments()][sums * tiles.sources()];
    this.shields = shields(ROWS);
    this.lastShields = shields(tiles.sources() % ROWS);
    this.patches = new Pool<>(workers.threads(), () -> new PairPatch(tile, rows, stride));
  }

  /** A body is not paired with itself, nor two bodies that are not sources. */
  private static double[][] shields(int sources) {
    double[][] shields = new double[ROWS / LANES][ROWS * LANES];
    for (int column = 0; column < ROWS; column++) {
      for (int row = 0; row < ROWS; row++) {
        if (row == column || (row >= sources && column >= sources)) {
          shields[row / LANES][column * LANES + row % LANES] = Double.POSITIVE_INFINITY;
        }
      }
    }
    return shields;
  }

  /** Sets an input of all bodies. */
  void load(int input, double[] values) {
    System.arraycopy(values, 0, rows, input * stride, tiles.count());
  }

  /** Sets an input of all bodies to multiples. */
  void loadScaled(int input, double factor, double[] values) {
    int offset = input * stride;
    for (int i = 0; i < tiles.count(); i++) {
      rows[offset + i] = factor * values[i];
    }
  }

  /** Sets an input of all bodies to products. */
  void loadProduct(int input, double[] values, double[] factors) {
    int offset = input * stride;
    for (int i = 0; i < tiles.count(); i++) {
      rows[offset + i] = factors[i] * values[i];
    }
  }

  /** Sets an input of the sources, leaving that of the other bodies at zero. */
  void loadSources(int input, double[] values) {
    System.arraycopy(values, 0, rows, input * stride, tiles.sources());
  }

  /** Sets the squared softenings, with something harmless in the places after the last body. */
  void loadSquaredSoftenings(int input, double[] values) {
    load(input, values);
    Arrays.fill(rows, input * stride + tiles.count(), input * stride + stride, 1);
  }

  /** Computes the sums. */
  void run() {
    workers.forRange(tiles.tasks(), 1, task);
    workers.forRange(tiles.count(), COLLECTED_AT_ONCE, collection);
  }

  /** Copies a sum, times a factor. */
  void store(int sum, double factor, double[] target) {
    int offset = sum * stride;
    double[] total = rowSums[0];
    for (int i = 0; i < target.length; i++) {
      target[i] = factor * total[offset + i];
    }
  }

  /** Adds a sum, times a factor. */
  void add(int sum, double factor, double[] target) {
    int offset = sum * stride;
    double[] total = rowSums[0];
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * total[offset + i];
    }
  }

  private void task(int from, int to) {
    PairPatch patch = patches.take();
    for (int number = from; number < to; number++) {
      task(patch, tiles.set(number), tiles.segment(number));
    }
    patches.give(patch);
  }

  private void task(PairPatch patch, int set, int segment) {
    int firstTile = tiles.firstTile(set);
    int endTile = tiles.firstTile(set + 1);
    int firstRow = firstOf(set, tiles.firstRow(segment));
    patch.endRow = tiles.firstRow(segment + 1);
    patch.sums = rowSums[set];
    // The last rows may reach beyond the last body.
    int end = patch.endRow + (segment == tiles.segments() - 1 ? ROWS : 0);
    int cleared = Math.min(firstRow, end);
    for (int sum = 0; sum < sums; sum++) {
      Arrays.fill(patch.sums, sum * stride + cleared, sum * stride + end, 0);
    }
    for (int number = firstTile; number < endTile; number++) {
      patch.firstColumn = tiles.firstColumn(number);
      patch.endColumn = tiles.endColumn(number);
      patch.firstRow = Math.max(firstRow, patch.firstColumn);
      for (double[] lanes : patch.lanes) {
        Arrays.fill(lanes, 0);
      }
      if (patch.firstRow < patch.endRow) {
        patch.loadColumns();
        tile.beside(patch);
        within(patch);
      }
      reduce(patch, columnSums[segment]);
    }
  }

  /** The first row from one on for which a set may have something. */
  private int firstOf(int set, int row) {
    return set == 0 ? row : Math.max(row, tiles.firstColumn(tiles.firstTile(set)));
  }

  private void within(PairPatch patch) {
    int end = Math.min(patch.endRow, patch.endColumn);
    for (int row = patch.firstRow; row < end; row += ROWS) {
      double[][] shielded = row + ROWS <= tiles.sources() ? shields : lastShields;
      for (int k = 0; k < shielded.length; k++) {
        tile.within(patch, row + k * LANES, shielded[k]);
      }
    }
  }

  /** Adds up the vectors of each column. */
  private void reduce(PairPatch patch, double[] target) {
    int columns = patch.endColumn - patch.firstColumn;
    int sum = 0;
    for (double[] lanes : patch.lanes) {
      int size = lanes.length / (PairTiles.COLUMNS * LANES);
      for (int k = 0; k < size; k++, sum++) {
        double sign = tile.columnSign(sum);
        int offset = sum * tiles.sources() + patch.firstColumn;
        for (int column = 0; column < columns; column++) {
          target[offset + column] = sign * total(lanes, (column * size + k) * LANES);
        }
      }
    }
  }

  private static double total(double[] lanes, int at) {
    double sum = 0;
    for (int k = 0; k < LANES; k++) {
      sum += lanes[at + k];
    }
    return sum;
  }

  /** Adds everything to the sums of rows of the first set. */
  private void collect(int from, int to) {
    double[] total = rowSums[0];
    for (int sum = 0; sum < sums; sum++) {
      int offset = sum * stride;
      for (int set = 1; set < tiles.sets(); set++) {
        int first = firstOf(set, from);
        add(total, offset + first, rowSums[set], offset + first, to - first);
      }
      int sources = Math.min(to, tiles.sources()) - from;
      for (double[] columns : columnSums) {
        add(total, offset + from, columns, sum * tiles.sources() + from, sources);
      }
    }
  }

  private static void add(double[] total, int at, double[] added, int from, int length) {
    int k = 0;
    for (; k + LANES <= length; k += LANES) {
      DoubleVector.fromArray(SPECIES, total, at + k)
          .add(DoubleVector.fromArray(SPECIES, added, from + k))
          .intoArray(total, at + k);
    }
    for (; k < length; k++) {
      total[at + k] += added[from + k];
    }
  }
}
