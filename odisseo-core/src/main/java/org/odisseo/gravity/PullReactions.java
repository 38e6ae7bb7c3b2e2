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
  void meet(TargetBlock block, int j, double[] reaction) {
    block.pullEachOther(x, cotangent, j, attraction(), reaction);
  }

  @Override
  void attract(TargetBlock block, int j) {
    block.pull(x, cotangent, j, attraction());
  }

  @Override
  void store(TargetBlock block) {
    block.storeGradient(gradient);
    if (attraction()) {
      block.storeAcceleration(a);
    }
  }

  @Override
  void collect(double[] reaction, int from, int to) {
    double constant = system.gravitationalConstant();
    collect(reaction, 0, gradient.position(), from, to);
    collect(reaction, 3, constant, gradient.mass(), from, to);
    for (int j = from; j < to; j++) {
      gradient.softening()[j] -=
          constant * system.softening[j] * reaction[4 * system.sources() + j];
    }
    if (attraction()) {
      collect(reaction, 5, a, from, to);
    }
  }
}
