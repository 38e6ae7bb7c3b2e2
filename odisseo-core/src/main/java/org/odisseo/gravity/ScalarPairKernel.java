// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import org.odisseo.concurrent.RangeTask;
import org.odisseo.concurrent.Workers;

/**
 * Pair sums in plain Java. Every target adds up the sources in their order, so that the work can be
 * split between any targets; only many sources among themselves visit a pair once, see {@link
 * Reactions}. Fast where HotSpot makes vector instructions of the loops over {@link TargetRows}.
 */
final class ScalarPairKernel implements PairKernel {

  /** Derivatives use more rows, of which fewer fit into the nearest cache. */
  private static final int LONGEST_TANGENT = 512;

  private static final int LONGEST_GRADIENT = 256;

  /** With fewer sources than this there is nothing to gain from visiting a pair once. */
  private static final int LEAST_REACTING = 256;

  /** The same for tangents, whose loops gain less. */
  private static final int LEAST_REACTING_TANGENT = 512;

  /** The same for tangents and accelerations together. */
  private static final int LEAST_REACTING_BOTH = 1024;

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
    private final Pool<AccelerationReactions> accelerations;
    private final Pool<TangentReactions> tangents;
    private final Pool<PullReactions> pulls;

    Sums(PairSystem system, Workers workers) {
      this.system = system;
      this.workers = workers;
      this.blocks = new Pool<>(workers.threads(), TargetBlock::new);
      this.accelerations =
          new Pool<>(KEPT, () -> new AccelerationReactions(system, workers, blocks));
      this.tangents = new Pool<>(KEPT, () -> new TangentReactions(system, workers, blocks));
      this.pulls = new Pool<>(KEPT, () -> new PullReactions(system, workers, blocks));
    }

    /** Calls the task for ranges of targets. */
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
      AccelerationReactions reactions = accelerations.take();
      reactions.run(x, a);
      accelerations.give(reactions);
      attract(x, a, system.sources());
    }

    /** Sets the accelerations of the bodies from the given one on. */
    private void attract(double[][] x, double[][] a, int first) {
      forTargets(
          system.count() - first,
          TargetRows.LONGEST,
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
          system.count(),
          TargetRows.LONGEST,
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
      if (system.sources() < (a.length > 0 ? LEAST_REACTING_BOTH : LEAST_REACTING_TANGENT)) {
        move(x, tangent, a, da, 0);
        return;
      }
      TangentReactions reactions = tangents.take();
      reactions.run(x, tangent, a, da);
      tangents.give(reactions);
      move(x, tangent, a, da, system.sources());
    }

    /** Sets the tangents of the bodies from the given one on. */
    private void move(double[][] x, PairTangent tangent, double[][] a, double[][] da, int first) {
      boolean attraction = a.length > 0;
      forTargets(
          system.count() - first,
          LONGEST_TANGENT,
          (from, to) -> {
            TargetBlock block = blocks.take();
            block.begin(system, x, first + from, first + to);
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
      if (a.length > 0) {
        // Not together: their rows would not fit into the nearest cache.
        acceleration(x, a);
      }
      if (system.sources() < LEAST_REACTING) {
        pull(x, cotangent, gradient, 0);
      } else {
        PullReactions reactions = pulls.take();
        reactions.run(x, cotangent, gradient);
        pulls.give(reactions);
        pull(x, cotangent, gradient, system.sources());
      }
      if (system.sources() < system.count()) {
        workers.forRange(
            system.sources(), 1, (from, to) -> Reaction.add(system, x, cotangent, gradient, from));
      }
    }

    /** Sets the gradients of the bodies from the given one on. */
    private void pull(double[][] x, double[][] cotangent, PairTangent gradient, int first) {
      forTargets(
          system.count() - first,
          LONGEST_GRADIENT,
          (from, to) -> {
            TargetBlock block = blocks.take();
            block.begin(system, x, first + from, first + to);
            block.beginPull(cotangent);
            for (int j = 0; j < system.sources(); j++) {
              block.pull(x, cotangent, j);
            }
            block.storeGradient(gradient);
            blocks.give(block);
          });
    }
  }
}
