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
  private double[][] a = NOTHING;
  private PairTangent gradient = NOWHERE;

  PullReactions(PairSystem system, Workers workers, Pool<TargetBlock> blocks) {
    super(system, workers, blocks, LONGEST);
  }

  /** Sets the gradients, and the accelerations if wanted, of the sources. */
  void run(double[][] positions, double[][] pulling, double[][] accelerations, PairTangent slopes) {
    x = positions;
    cotangent = pulling;
    a = accelerations;
    gradient = slopes;
    run(attraction() ? 8 : 5);
    x = NOTHING;
    cotangent = NOTHING;
    a = NOTHING;
    gradient = NOWHERE;
  }

  private boolean attraction() {
    return a.length > 0;
  }

  @Override
  void begin(TargetBlock block, int from, int to) {
    block.begin(system, x, from, to);
    block.beginPull(cotangent);
  }

  @Override
  void meet(TargetBlock block, int j, double[] sum) {
    block.pullEachOther(x, cotangent, j, attraction(), sum);
  }

  @Override
  void attract(TargetBlock block, int j) {
    block.pull(x, cotangent, j, attraction());
  }

  @Override
  void add(TargetBlock block, double[] sum) {
    block.addDerivative(sum, 0);
    block.addScalarDerivatives(sum, 3);
    if (attraction()) {
      block.addAcceleration(sum, 5);
    }
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
    if (attraction()) {
      store(sum, 5, a, from, to);
    }
  }
}
