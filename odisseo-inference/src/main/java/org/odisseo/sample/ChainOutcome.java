// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.List;
import java.util.Objects;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.simulate.FailedRunException;

/**
 * How a chain ended. Anything but {@link Completed} leaves the draws so far and says what to do.
 */
public sealed interface ChainOutcome {

  /** The number of transitions that were made, those of the warm-up included. */
  int transitions();

  /** What happened and what helps. */
  String advice();

  /** Whether all draws were made. */
  default boolean isCompleted() {
    return this instanceof Completed;
  }

  /** All draws were made. */
  record Completed(int transitions) implements ChainOutcome {
    @Override
    public String advice() {
      return "completed " + transitions + " transitions";
    }
  }

  /** The run was cancelled; with a checkpoint it can be resumed. */
  record Cancelled(int transitions) implements ChainOutcome {
    @Override
    public String advice() {
      return "cancelled after " + transitions + " transitions";
    }
  }

  /**
   * The log density or its gradient is not finite where the chain should start.
   *
   * @param start where
   * @param logDensity the log density there
   * @param gradients the names of the parameters whose derivatives are not finite
   */
  record BadStart(ParameterSet start, double logDensity, List<String> gradients)
      implements ChainOutcome {

    /** Copies the names. */
    public BadStart {
      Objects.requireNonNull(start);
      gradients = List.copyOf(gradients);
    }

    @Override
    public int transitions() {
      return 0;
    }

    @Override
    public String advice() {
      String what =
          Double.isFinite(logDensity)
              ? "the derivative of the log density with respect to "
                  + String.join(", ", gradients)
                  + " is not finite at the start "
              : "the log density is " + logDensity + " at the start ";
      return what + start + "; start where the density is positive and smooth";
    }
  }

  /**
   * No step size gives an acceptance near the wanted one.
   *
   * @param stepSize the last one that was tried
   */
  record NoStepSize(int transitions, double stepSize) implements ChainOutcome {
    @Override
    public String advice() {
      return "after "
          + transitions
          + " transitions no step size is good, the last one tried is "
          + stepSize
          + (stepSize > 1
              ? "; the density may be improper: give every parameter a proper prior"
              : "; the density may be discontinuous, or its gradient wrong");
    }
  }

  /**
   * The density threw an exception; {@link FailedRunException} at the start only, since elsewhere
   * it stands for a density of zero, or if its run was cancelled by a token of its own.
   *
   * @param at where
   * @param cause what it threw
   */
  record Failed(int transitions, ParameterSet at, RuntimeException cause) implements ChainOutcome {

    /** A failure has a place and a cause. */
    public Failed {
      Objects.requireNonNull(at);
      Objects.requireNonNull(cause);
    }

    @Override
    public String advice() {
      return "after "
          + transitions
          + " transitions the density threw "
          + cause
          + " at "
          + at
          + help();
    }

    private String help() {
      if (cause instanceof FailedRunException failed) {
        return failed.isCancelled()
            ? "; cancel the sampler instead, which can be resumed then"
            : "; start where the runs of the model come to their ends";
      }
      return "; it must have a value, if need be NaN or minus infinity, everywhere";
    }
  }
}
