// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.random.RandomGenerator;

/**
 * A first step size of the right order: it is doubled or halved until the acceptance of a single
 * step crosses 0.8 (Hoffman and Gelman 2014, algorithm 4, with Stan's threshold).
 */
final class FirstStepSize {

  private static final double LARGEST = 1e7;
  private static final double SMALLEST = 1e-300;
  private static final double THRESHOLD = Math.log(0.8);

  private FirstStepSize() {}

  /**
   * Searches from a guess.
   *
   * @param scratch overwritten
   * @return the step size; at or beyond the limits if there is none
   */
  static double find(
      Leapfrog leapfrog,
      PhasePointState start,
      PhasePointState scratch,
      double guess,
      RandomGenerator random) {
    double step = guess;
    boolean longer = gain(leapfrog, start, scratch, step, random) > THRESHOLD;
    do {
      step *= longer ? 2 : 0.5;
    } while (isUsable(step) && gain(leapfrog, start, scratch, step, random) > THRESHOLD == longer);
    return step;
  }

  static boolean isUsable(double step) {
    return step > SMALLEST && step < LARGEST;
  }

  private static double gain(
      Leapfrog leapfrog,
      PhasePointState start,
      PhasePointState scratch,
      double step,
      RandomGenerator random) {
    scratch.set(start);
    leapfrog.mass().draw(random, scratch.momentum);
    leapfrog.updateVelocity(scratch);
    double before = scratch.energy();
    leapfrog.step(scratch, step);
    double gain = before - scratch.energy();
    return Double.isFinite(gain) ? gain : Double.NEGATIVE_INFINITY;
  }
}
