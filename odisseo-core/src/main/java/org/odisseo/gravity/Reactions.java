// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Arrays;
import org.odisseo.concurrent.RangeTask;
import org.odisseo.concurrent.Workers;

/**
 * One evaluation in plain Java of what the sources do to each other, in which two of them share one
 * inverse root. Belongs to one caller at a time.
 */
abstract class Reactions {

  private static final int COLLECTED_AT_ONCE = 512;

  final PairSystem system;
  private final Workers workers;
  private final Pool<TargetBlock> blocks;
  private final TargetBlocks division;

  /** For each set of blocks what the sources get, without G, one row after another. */
  private final double[][] reactions;

  private final RangeTask task = this::task;
  private final RangeTask collection = this::collect;
  private int rows;

  Reactions(PairSystem system, Workers workers, Pool<TargetBlock> blocks, int longest) {
    this.system = system;
    this.workers = workers;
    this.blocks = blocks;
    this.division = TargetBlocks.of(system.sources(), longest);
    this.reactions = new double[division.sets()][0];
  }

  /** Evaluates with so many rows of reactions. */
  final void run(int rowsUsed) {
    rows = rowsUsed;
    if (reactions[0].length < rows * system.sources()) {
      Arrays.setAll(reactions, set -> new double[rows * system.sources()]);
    }
    workers.forRange(division.sets(), 1, task);
    workers.forRange(system.sources(), COLLECTED_AT_ONCE, collection);
  }

  private void task(int first, int end) {
    TargetBlock block = blocks.take();
    for (int number = first; number < end; number++) {
      // The last sets come first: where there is a block per set they have the most to do.
      int set = division.sets() - 1 - number;
      Arrays.fill(reactions[set], 0, rows * system.sources(), 0);
      for (int k = 0; k < division.blocks(); k++) {
        if (division.set(k) == set) {
          visit(block, division.from(k), division.to(k), reactions[set]);
        }
      }
    }
    blocks.give(block);
  }

  private void visit(TargetBlock block, int from, int to, double[] reaction) {
    begin(block, from, to);
    block.beginReaction();
    for (int j = 0; j < from; j++) {
      meet(block, j, reaction);
    }
    for (int j = from; j < to; j++) {
      attract(block, j);
    }
    store(block);
  }

  private void collect(int from, int to) {
    for (double[] reaction : reactions) {
      collect(reaction, from, to);
    }
  }

  /** Adds a row of reactions times a factor to the results of some sources. */
  final void collect(double[] reaction, int row, double factor, double[] target, int from, int to) {
    int offset = row * system.sources();
    for (int j = from; j < to; j++) {
      target[j] += factor * reaction[offset + j];
    }
  }

  /** Adds three rows of reactions. */
  final void collect(double[] reaction, int row, double[][] target, int from, int to) {
    double constant = system.gravitationalConstant();
    for (int k = 0; k < 3; k++) {
      collect(reaction, row + k, constant, target[k], from, to);
    }
  }

  /** Gives the block its targets. */
  abstract void begin(TargetBlock block, int from, int to);

  /** Adds what a source before the targets and they do to each other. */
  abstract void meet(TargetBlock block, int j, double[] reaction);

  /** Adds what one of the targets does to the others. */
  abstract void attract(TargetBlock block, int j);

  /** Writes the results of the targets. */
  abstract void store(TargetBlock block);

  /** Adds the reactions of one set to the results of some sources. */
  abstract void collect(double[] reaction, int from, int to);
}
