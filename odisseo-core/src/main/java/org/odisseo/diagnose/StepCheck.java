// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.Simulation;
import org.odisseo.validation.Require;

/**
 * Whether a step is short enough for the encounters of softened bodies. Bodies that pass each other
 * within the softening length \(\epsilon\) do so in the time \(\epsilon / \sqrt{\sigma^2 + 2 G m /
 * \epsilon}\), with the velocity dispersion \(\sigma\) and the masses \(m\) of the bodies; a longer
 * step jumps over the encounter, which feeds energy into a cluster and puffs it up within a few
 * crossing times.
 *
 * @param step length of the step
 * @param crossingTime the shortest such time of all attracting bodies; infinite if nothing attracts
 */
public record StepCheck(double step, double crossingTime) {

  /** A leapfrog step should not be longer than this part of the crossing time. */
  public static final double LONGEST_PART = 0.5;

  /**
   * Checks a step for bodies that attract each other.
   *
   * @param gravitationalConstant Newton's constant in the units of the rest
   * @param step length of the step; the sign does not count
   */
  public static StepCheck of(double gravitationalConstant, Particles particles, double step) {
    Require.finite("step", step);
    return of(gravitationalConstant, particles, particles, step);
  }

  private static StepCheck of(
      double gravitationalConstant, Particles attracting, Particles all, double step) {
    double squaredDispersion = squaredDispersion(all);
    double shortest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < attracting.count(); i++) {
      if (attracting.mass(i) > 0) {
        double softening = attracting.softening(i);
        double infall = 2 * gravitationalConstant * attracting.mass(i) / softening;
        double time = softening == 0 ? 0 : softening / Math.sqrt(squaredDispersion + infall);
        shortest = Math.min(shortest, time);
      }
    }
    return new StepCheck(Math.abs(step), shortest);
  }

  /**
   * Checks the steps of a simulation.
   *
   * @throws IllegalArgumentException if its steps are chosen by error control, which needs no check
   */
  public static StepCheck of(Simulation simulation, Particles particles, double endTime) {
    int sources = simulation.selfGravity().sources(particles.count());
    Particles attracting = particles.range(0, sources);
    double constant = simulation.units().gravitationalConstant();
    double whole = Math.abs(endTime - simulation.startTime());
    if (simulation.stepSize() instanceof StepSize.Count count) {
      return of(constant, attracting, particles, whole / count.count());
    }
    if (simulation.stepSize() instanceof StepSize.Length length) {
      return of(constant, attracting, particles, Math.min(whole, length.length()));
    }
    throw new IllegalArgumentException(
        "steps must be of fixed length to be checked, got " + simulation.stepSize());
  }

  /** The velocity dispersion along one axis, squared, about the mean of all bodies. */
  private static double squaredDispersion(Particles particles) {
    int n = particles.count();
    double sum = 0;
    for (double[] v : new double[][] {particles.vx(), particles.vy(), particles.vz()}) {
      double mean = 0;
      for (double value : v) {
        mean += value / n;
      }
      for (double value : v) {
        sum += (value - mean) * (value - mean) / n;
      }
    }
    return sum / 3;
  }

  /** Whether the step is longer than {@link #LONGEST_PART} of the crossing time. */
  public boolean isTooLong() {
    return step > LONGEST_PART * crossingTime;
  }

  /** The longest step that passes. */
  public double longestStep() {
    return LONGEST_PART * crossingTime;
  }

  /** What was found and what helps. */
  public String message() {
    if (crossingTime == 0) {
      return "bodies attract each other without softening: no step of fixed length resolves close"
          + " encounters; soften them or use error control";
    }
    String ratio =
        "step "
            + step
            + " is "
            + step / crossingTime
            + " of the time "
            + crossingTime
            + " in which bodies cross the softening length";
    return isTooLong()
        ? ratio
            + ": encounters are jumped over and heat the system; shorten the step to "
            + longestStep()
            + " or increase the softening"
        : ratio + ": short enough";
  }
}
