// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Arrays;
import org.odisseo.concurrent.RangeTask;
import org.odisseo.concurrent.Workers;

/**
 * One evaluation of accelerations in plain Java in which two sources that attract each other share
 * one inverse root. Belongs to one caller at a time.
 */
final class Reactions {

  private static final int COLLECTED_AT_ONCE = 512;
  private static final double[][] NOTHING = {};

  private final PairSystem system;
  private final Workers workers;
  private final Pool<TargetBlock> blocks;
  private final TargetBlocks division;

  /** For each set of blocks what the sources get, without G, x, y, z one after another. */
  private final double[][] reactions;

  private final RangeTask task = this::task;
  private final RangeTask collection = this::collect;
  private double[][] x = NOTHING;
  private double[][] a = NOTHING;

  Reactions(PairSystem system, Workers workers, Pool<TargetBlock> blocks) {
    this.system = system;
    this.workers = workers;
    this.blocks = blocks;
    this.division = TargetBlocks.of(system.sources());
    this.reactions = new double[division.sets()][3 * system.sources()];
  }

  /** Sets the accelerations of the sources. */
  void run(double[][] positions, double[][] accelerations) {
    x = positions;
    a = accelerations;
    workers.forRange(division.sets(), 1, task);
    workers.forRange(system.sources(), COLLECTED_AT_ONCE, collection);
    x = NOTHING;
    a = NOTHING;
  }

  private void task(int first, int end) {
    TargetBlock block = blocks.take();
    for (int number = first; number < end; number++) {
      // The last sets come first: where there is a block per set they have the most to do.
      int set = division.sets() - 1 - number;
      Arrays.fill(reactions[set], 0);
      for (int k = 0; k < division.blocks(); k++) {
        if (division.set(k) == set) {
          visit(block, division.from(k), division.to(k), reactions[set]);
        }
      }
    }
    blocks.give(block);
  }

  private void visit(TargetBlock block, int from, int to, double[] reaction) {
    block.begin(system, x, from, to);
    block.beginReaction();
    for (int j = 0; j < from; j++) {
      block.attractEachOther(x, j, reaction);
    }
    for (int j = from; j < to; j++) {
      block.attract(x, j);
    }
    block.storeAcceleration(a);
  }

  private void collect(int from, int to) {
    double constant = system.gravitationalConstant();
    for (double[] reaction : reactions) {
      for (int row = 0; row < 3; row++) {
        double[] target = a[row];
        int offset = row * system.sources();
        for (int j = from; j < to; j++) {
          target[j] += constant * reaction[offset + j];
        }
      }
    }
  }
}
