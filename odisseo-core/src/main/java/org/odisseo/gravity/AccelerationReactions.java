// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import org.odisseo.concurrent.Workers;

/** Accelerations. */
final class AccelerationReactions extends Reactions {

  private static final int LONGEST = 512;
  private static final double[][] NOTHING = {};

  private double[][] x = NOTHING;
  private double[][] a = NOTHING;

  AccelerationReactions(PairSystem system, Workers workers, Pool<TargetBlock> blocks) {
    super(system, workers, blocks, LONGEST);
  }

  /** Sets the accelerations of the sources. */
  void run(double[][] positions, double[][] accelerations) {
    x = positions;
    a = accelerations;
    run(3);
    x = NOTHING;
    a = NOTHING;
  }

  @Override
  void begin(TargetBlock block, int from, int to) {
    block.begin(system, x, from, to);
  }

  @Override
  void meet(TargetBlock block, int from, int to, double[] sum) {
    block.attractEachOther(x, from, to, sum);
  }

  @Override
  void attract(TargetBlock block, int j) {
    block.attract(x, j);
  }

  @Override
  void add(TargetBlock block, double[] sum) {
    block.addAcceleration(sum, 0);
  }

  @Override
  void store(double[] sum, int from, int to) {
    store(sum, 0, a, from, to);
  }
}
