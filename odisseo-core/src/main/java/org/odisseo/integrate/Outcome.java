// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * How a run ended. Anything but {@link Completed} leaves the last good state and says what to do.
 */
public sealed interface Outcome {

  /** The number of steps that were made. */
  int steps();

  /** The time of the last good state. */
  double time();

  /** What happened and what helps. */
  String advice();

  /** Whether the run came to its end time. */
  default boolean isCompleted() {
    return this instanceof Completed;
  }

  /** The run came to its end time. */
  record Completed(int steps, double time) implements Outcome {
    @Override
    public String advice() {
      return "completed " + steps + " steps to time " + time;
    }
  }

  /** A position or velocity became infinite or NaN in the step after {@link #time}. */
  record NonFinite(int steps, double time) implements Outcome {
    @Override
    public String advice() {
      return "the state became infinite or NaN after "
          + steps
          + " good steps, at time "
          + time
          + "; shorten the step, increase the softening, or look for bodies at one place or at a"
          + " singularity of the field";
    }
  }

  /** The limit on the number of steps was reached. */
  record StepLimit(int steps, double time) implements Outcome {
    @Override
    public String advice() {
      return "the step limit was reached after "
          + steps
          + " steps, at time "
          + time
          + "; raise the limit or loosen the tolerance";
    }
  }

  /**
   * Error control asked for a step too small to make progress.
   *
   * @param length the length of the step that was asked for
   */
  record StepTooSmall(int steps, double time, double length) implements Outcome {
    @Override
    public String advice() {
      return "after "
          + steps
          + " steps, at time "
          + time
          + ", the tolerance asks for a step of "
          + length
          + ", too small to make progress; loosen the tolerance or soften the forces";
    }
  }

  /** The run was cancelled. */
  record Cancelled(int steps, double time) implements Outcome {
    @Override
    public String advice() {
      return "cancelled after " + steps + " steps, at time " + time;
    }
  }
}
