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

  /** For each set what the sources get, without G, one row after another. */
  private final double[][] sums;

  private final RangeTask task = this::task;
  private final RangeTask collection = this::collect;
  private int rows;

  Reactions(PairSystem system, Workers workers, Pool<TargetBlock> blocks, int longest) {
    this.system = system;
    this.workers = workers;
    this.blocks = blocks;
    this.division = TargetBlocks.of(system.sources(), longest);
    this.sums = new double[division.sets()][0];
  }

  /** Evaluates with so many rows of sums. */
  final void run(int rowsUsed) {
    rows = rowsUsed;
    if (sums[0].length < rows * system.sources()) {
      Arrays.setAll(sums, set -> new double[rows * system.sources()]);
    }
    workers.forRange(division.sets(), 1, task);
    workers.forRange(system.sources(), COLLECTED_AT_ONCE, collection);
  }

  private void task(int first, int end) {
    TargetBlock block = blocks.take();
    for (int set = first; set < end; set++) {
      Arrays.fill(sums[set], 0, rows * system.sources(), 0);
      int part = 0;
      for (int k = division.blocks() - 1; k >= 0; k--) {
        for (int meeting = 0; meeting < division.meetings(k); meeting++) {
          if (part++ % division.sets() == set) {
            before(block, k, meeting, sums[set]);
          }
        }
        if (part++ % division.sets() == set) {
          within(block, k, sums[set]);
        }
      }
    }
    blocks.give(block);
  }

  /** What a block and some of the sources before it do to each other. */
  private void before(TargetBlock block, int number, int meeting, double[] sum) {
    int from = division.from(number);
    int first = meeting * division.reach();
    begin(block, from, division.to(number));
    meet(block, first, Math.min(from, first + division.reach()), sum);
    add(block, sum);
  }

  /** What the bodies of a block do to each other. */
  private void within(TargetBlock block, int number, double[] sum) {
    int from = division.from(number);
    int middle = division.middle(number);
    begin(block, from, middle);
    for (int j = from; j < middle; j++) {
      attract(block, j);
    }
    add(block, sum);
    int to = division.to(number);
    if (middle < to) {
      begin(block, middle, to);
      meet(block, from, middle, sum);
      for (int j = middle; j < to; j++) {
        attract(block, j);
      }
      add(block, sum);
    }
  }

  /** Adds up the sets. */
  private void collect(int from, int to) {
    int sources = system.sources();
    for (int row = 0; row < rows; row++) {
      for (int set = 1; set < sums.length; set++) {
        add(sums[0], sums[set], row * sources + from, row * sources + to);
      }
    }
    store(sums[0], from, to);
  }

  private static void add(double[] total, double[] added, int from, int to) {
    for (int k = from; k < to; k++) {
      total[k] += added[k];
    }
  }

  /** Sets the results of some sources to a row times a factor. */
  final void store(double[] sum, int row, double factor, double[] target, int from, int to) {
    int offset = row * system.sources();
    for (int j = from; j < to; j++) {
      target[j] = factor * sum[offset + j];
    }
  }

  /** Sets vectors to three rows times G. */
  final void store(double[] sum, int row, double[][] target, int from, int to) {
    for (int k = 0; k < 3; k++) {
      store(sum, row + k, system.gravitationalConstant(), target[k], from, to);
    }
  }

  /** Gives the block its targets. */
  abstract void begin(TargetBlock block, int from, int to);

  /**
   * Adds what some sources before the targets and they do to each other, the sources' part to sums.
   */
  abstract void meet(TargetBlock block, int from, int to, double[] sum);

  /** Adds what one of the targets does to the others. */
  abstract void attract(TargetBlock block, int j);

  /** Adds the targets' part to sums. */
  abstract void add(TargetBlock block, double[] sum);

  /** Sets the results of some sources, of which the sums are given. */
  abstract void store(double[] sum, int from, int to);
}
