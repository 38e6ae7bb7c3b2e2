// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.random.RandomGenerator;

/**
 * One transition of the no-U-turn sampler with multinomial weights: a trajectory is doubled forward
 * or backward at random until it turns, and a point of it is drawn with its weight, biased toward
 * the newer half (Betancourt 2017, appendix A.3; Hoffman and Gelman 2014). Holds its memory, so
 * that transitions make no objects.
 */
final class Transition {

  private final Leapfrog leapfrog;
  private final int maxDepth;
  private final double maxEnergyError;
  private final Subtree whole;
  private final Subtree[] levels;
  private PhasePointState first;
  private PhasePointState last;
  private final Interruption interruption;

  private double startEnergy;
  private double sumOfAcceptance;
  private int steps;
  private int depth;
  private boolean diverging;
  private boolean interrupted;

  /** Says whether to give up in the middle of a trajectory. */
  @FunctionalInterface
  interface Interruption {
    boolean isWanted();
  }

  Transition(
      Leapfrog leapfrog, int size, int maxDepth, double maxEnergyError, Interruption interruption) {
    this.leapfrog = leapfrog;
    this.maxDepth = maxDepth;
    this.maxEnergyError = maxEnergyError;
    this.interruption = interruption;
    whole = new Subtree(size);
    levels = new Subtree[maxDepth + 1];
    for (int d = 0; d < levels.length; d++) {
      levels[d] = new Subtree(size);
    }
    first = new PhasePointState(size);
    last = new PhasePointState(size);
  }

  /**
   * Moves a point, whose density and gradient must be up to date, to the next draw.
   *
   * @return false if interrupted; then the point has its old position
   */
  boolean move(PhasePointState point, double stepSize, RandomGenerator random) {
    begin(point, random);
    while (depth < maxDepth) {
      boolean forward = random.nextBoolean();
      if (!forward) {
        turnAround();
      }
      Subtree added = levels[depth];
      boolean valid = build(depth, forward ? stepSize : -stepSize, random, added);
      if (interrupted) {
        return false;
      }
      if (!valid) {
        break;
      }
      // Biased toward the new half: taken whenever it has the larger weight.
      double odds = added.logWeight() - whole.logWeight();
      whole.addWeight(added, Math.log(random.nextDouble()) < odds);
      boolean straight = whole.append(added);
      depth++;
      if (!forward) {
        turnAround();
      }
      if (!straight) {
        break;
      }
    }
    whole.moveToProposal(point);
    return true;
  }

  private void begin(PhasePointState point, RandomGenerator random) {
    sumOfAcceptance = 0;
    steps = 0;
    depth = 0;
    diverging = false;
    interrupted = false;
    leapfrog.mass().draw(random, point.momentum);
    leapfrog.updateVelocity(point);
    startEnergy = point.energy();
    first.set(point);
    last.set(point);
    whole.setSingle(point, 0);
  }

  private void turnAround() {
    PhasePointState end = first;
    first = last;
    last = end;
    whole.reverse();
  }

  /** Builds 2^level points from the last one onward; false if they turn or diverge. */
  private boolean build(int level, double step, RandomGenerator random, Subtree into) {
    if (level == 0) {
      return single(step, into);
    }
    if (!build(level - 1, step, random, into)) {
      return false;
    }
    Subtree second = levels[level - 1];
    if (!build(level - 1, step, random, second)) {
      return false;
    }
    // With the probability w2/(w1 + w2), which is 1/(1 + w1/w2).
    double inverse = 1 + Math.exp(into.logWeight() - second.logWeight());
    into.addWeight(second, random.nextDouble() * inverse < 1);
    return into.append(second);
  }

  private boolean single(double step, Subtree into) {
    interrupted = interruption.isWanted();
    if (interrupted) {
      return false;
    }
    leapfrog.step(last, step);
    steps++;
    double gain = startEnergy - last.energy();
    // A density of plus infinity is as wrong as NaN; zero density is out of the support.
    if (!Double.isFinite(gain) || gain < -maxEnergyError) {
      diverging = true;
      return false;
    }
    sumOfAcceptance += gain > 0 ? 1 : Math.exp(gain);
    into.setSingle(last, gain);
    return true;
  }

  /** The energy of the draw with the momentum that brought it there. */
  double energy() {
    return whole.energy();
  }

  double acceptance() {
    return sumOfAcceptance / steps;
  }

  int steps() {
    return steps;
  }

  int depth() {
    return depth;
  }

  boolean isDiverging() {
    return diverging;
  }
}
