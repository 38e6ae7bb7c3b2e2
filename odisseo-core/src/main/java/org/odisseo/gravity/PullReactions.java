// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import org.odisseo.concurrent.Workers;

/** Gradients of products of accelerations with a cotangent. */
final class PullReactions extends Reactions {

  private static final int LONGEST = 256;
  private static final double[][] NOTHING = {};
  private static final PairTangent NOWHERE = PairTangent.zero(0);

  private double[][] x = NOTHING;
  private double[][] cotangent = NOTHING;
  private PairTangent gradient = NOWHERE;

  PullReactions(PairSystem system, Workers workers, Pool<TargetBlock> blocks) {
    super(system, workers, blocks, LONGEST);
  }

  /** Sets the gradients of the sources. */
  void run(double[][] positions, double[][] pulling, PairTangent slopes) {
    x = positions;
    cotangent = pulling;
    gradient = slopes;
    run(5);
    x = NOTHING;
    cotangent = NOTHING;
    gradient = NOWHERE;
  }

  @Override
  void begin(TargetBlock block, int from, int to) {
    block.begin(system, x, from, to);
    block.beginPull(cotangent);
  }

  @Override
  void meet(TargetBlock block, int from, int to, double[] sum) {
    block.pullEachOther(x, cotangent, from, to, sum);
  }

  @Override
  void attract(TargetBlock block, int j) {
    block.pull(x, cotangent, j);
  }

  @Override
  void add(TargetBlock block, double[] sum) {
    block.addDerivative(sum, 0);
    block.addScalarDerivatives(sum, 3);
  }

  @Override
  void store(double[] sum, int from, int to) {
    double constant = system.gravitationalConstant();
    store(sum, 0, gradient.position(), from, to);
    store(sum, 3, constant, gradient.mass(), from, to);
    store(sum, 4, -constant, gradient.softening(), from, to);
    for (int j = from; j < to; j++) {
      gradient.softening()[j] *= system.softening[j];
    }
  }
}
