// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import org.odisseo.concurrent.RangeTask;
import org.odisseo.concurrent.Workers;

/**
 * Pair sums in plain Java. Every target adds up the sources in their order, so that the work can be
 * split between any targets; only accelerations among many sources visit a pair once, see {@link
 * Reactions}. Fast where HotSpot makes vector instructions of the loops of {@link TargetBlock}.
 */
final class ScalarPairKernel implements PairKernel {

  /** Derivatives use more rows, of which fewer fit into the nearest cache. */
  private static final int LONGEST_TANGENT = 512;

  private static final int LONGEST_GRADIENT = 256;

  /** With fewer sources than this there is nothing to gain from visiting a pair once. */
  private static final int LEAST_REACTING = 256;

  /** How many evaluations at the same time do without new arrays. */
  private static final int KEPT = 4;

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public PairSums sums(PairSystem system, Workers workers) {
    return new Sums(system, workers);
  }

  /** The sums for one system. */
  private static final class Sums implements PairSums {

    private final PairSystem system;
    private final Workers workers;
    private final Pool<TargetBlock> blocks;
    private final Pool<Reactions> reactions;

    Sums(PairSystem system, Workers workers) {
      this.system = system;
      this.workers = workers;
      this.blocks = new Pool<>(workers.threads(), TargetBlock::new);
      this.reactions = new Pool<>(KEPT, () -> new Reactions(system, workers, blocks));
    }

    /** Calls the task for ranges of targets. */
    private void forTargets(int longest, RangeTask task) {
      forTargets(system.count(), longest, task);
    }

    private void forTargets(int count, int longest, RangeTask task) {
      int share = (count + workers.threads() - 1) / workers.threads();
      workers.forRange(count, Math.max(1, Math.min(share, longest)), task);
    }

    @Override
    public void acceleration(double[][] x, double[][] a) {
      if (system.sources() < LEAST_REACTING) {
        attract(x, a, 0);
        return;
      }
      Reactions reaction = reactions.take();
      reaction.run(x, a);
      reactions.give(reaction);
      attract(x, a, system.sources());
    }

    /** Sets the accelerations of the bodies from the given one on. */
    private void attract(double[][] x, double[][] a, int first) {
      forTargets(
          system.count() - first,
          TargetBlock.LONGEST,
          (from, to) -> {
            TargetBlock block = blocks.take();
            block.begin(system, x, first + from, first + to);
            for (int j = 0; j < system.sources(); j++) {
              block.attract(x, j);
            }
            block.storeAcceleration(a);
            blocks.give(block);
          });
    }

    @Override
    public void potential(double[][] x, double[] phi) {
      forTargets(
          TargetBlock.LONGEST,
          (from, to) -> {
            TargetBlock block = blocks.take();
            block.begin(system, x, from, to);
            for (int j = 0; j < system.sources(); j++) {
              block.deepen(x, j);
            }
            block.storePotential(phi);
            blocks.give(block);
          });
    }

    @Override
    public void jvp(double[][] x, PairTangent tangent, double[][] a, double[][] da) {
      boolean attraction = a.length > 0;
      forTargets(
          LONGEST_TANGENT,
          (from, to) -> {
            TargetBlock block = blocks.take();
            block.begin(system, x, from, to);
            block.beginTangent(tangent);
            for (int j = 0; j < system.sources(); j++) {
              block.tangent(x, tangent, j, attraction);
            }
            block.storeDerivative(da);
            if (attraction) {
              block.storeAcceleration(a);
            }
            blocks.give(block);
          });
    }

    @Override
    public void vjp(double[][] x, double[][] cotangent, double[][] a, PairTangent gradient) {
      boolean attraction = a.length > 0;
      forTargets(
          LONGEST_GRADIENT,
          (from, to) -> {
            TargetBlock block = blocks.take();
            block.begin(system, x, from, to);
            block.beginPull(cotangent);
            for (int j = 0; j < system.sources(); j++) {
              block.pull(x, cotangent, j, attraction);
            }
            block.storeGradient(gradient);
            if (attraction) {
              block.storeAcceleration(a);
            }
            blocks.give(block);
          });
      if (system.sources() < system.count()) {
        workers.forRange(
            system.sources(), 1, (from, to) -> Reaction.add(system, x, cotangent, gradient, from));
      }
    }
  }
}
