// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * Where a step is in time, and how that follows the end time T of the run. One per run, changed in
 * place from step to step.
 */
public final class Clock {

  /** Time at which the step begins. */
  public double time;

  /** Signed length of the step. */
  public double step;

  /** Derivative of {@link #time} with respect to T. */
  public double timeRate;

  /** Derivative of {@link #step} with respect to T. */
  public double stepRate;

  /** The time at a fraction of the step. */
  public double at(double offset) {
    return time + offset * step;
  }

  /** The derivative of {@link #at} with respect to T. */
  public double rateAt(double offset) {
    return timeRate + offset * stepRate;
  }
}
