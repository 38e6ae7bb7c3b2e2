// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import org.odisseo.concurrent.Workers;

/** Tangents of accelerations. */
final class TangentReactions extends Reactions {

  private static final int LONGEST = 256;
  private static final double[][] NOTHING = {};
  private static final PairTangent STILL = PairTangent.zero(0);

  private double[][] x = NOTHING;
  private PairTangent tangent = STILL;
  private double[][] a = NOTHING;
  private double[][] da = NOTHING;

  TangentReactions(PairSystem system, Workers workers, Pool<TargetBlock> blocks) {
    super(system, workers, blocks, LONGEST);
  }

  /** Sets the tangents, and the accelerations if wanted, of the sources. */
  void run(
      double[][] positions, PairTangent moved, double[][] accelerations, double[][] derivatives) {
    x = positions;
    tangent = moved;
    a = accelerations;
    da = derivatives;
    run(attraction() ? 6 : 3);
    x = NOTHING;
    tangent = STILL;
    a = NOTHING;
    da = NOTHING;
  }

  private boolean attraction() {
    return a.length > 0;
  }

  @Override
  void begin(TargetBlock block, int from, int to) {
    block.begin(system, x, from, to);
    block.beginTangent(tangent);
  }

  @Override
  void meet(TargetBlock block, int from, int to, double[] sum) {
    block.tangentOfEachOther(x, tangent, from, to, attraction(), sum);
  }

  @Override
  void attract(TargetBlock block, int j) {
    block.tangent(x, tangent, j, attraction());
  }

  @Override
  void add(TargetBlock block, double[] sum) {
    block.addDerivative(sum, 0);
    if (attraction()) {
      block.addAcceleration(sum, 3);
    }
  }

  @Override
  void store(double[] sum, int from, int to) {
    store(sum, 0, da, from, to);
    if (attraction()) {
      store(sum, 3, a, from, to);
    }
  }
}
