// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.Optional;
import org.odisseo.simulate.FailedRunException;

/** How a fit ended. Whatever it was, the best point that is known is kept in the result. */
public enum FitStatus {
  /** A stopping rule was met. */
  CONVERGED("converged"),

  /** The limit on the number of iterations was reached. */
  ITERATION_LIMIT(
      "the iteration limit was reached; resume from the state that was kept, raise the limit, or"
          + " loosen the stopping rule"),

  /** The limit on the number of evaluations was reached. */
  EVALUATION_LIMIT(
      "the evaluation limit was reached; resume from the state that was kept, raise the limit, or"
          + " loosen the stopping rule"),

  /** No step lowers the loss although its gradient is not zero. */
  NO_PROGRESS(
      "no step lowers the loss although its gradient is not zero; either the loss is at its"
          + " rounding error (loosen the stopping rule), or its gradient is not that of its value"
          + " (check it against finite differences, and see whether it is cut), or it jumps, or the"
          + " point is at the edge of where it is defined, or its numbers are of very different"
          + " importance (give them coordinates of one scale with FreeParameters)"),

  /** The loss or its gradient is infinite or NaN at the start, or a run in it fails there. */
  NON_FINITE_START(
      "the loss or its gradient is infinite or NaN at the start; begin elsewhere, or see which part"
          + " of the model fails there"),

  /**
   * The loss or its gradient became infinite or NaN, or a run in it failed; the point is the last
   * good one.
   */
  NON_FINITE(
      "the loss or its gradient became infinite or NaN; the point is the last good one; shorten the"
          + " steps (a smaller rate), or bound the parameters to where the model is defined"),

  /** The loss falls without end; the point is the last before it did. */
  UNBOUNDED(
      "the loss falls without end in some direction; see whether its sign is right, and bound the"
          + " parameters (FreeParameters.bounded) or add a prior"),

  /** The run was cancelled. */
  CANCELLED("cancelled; go on from the state that was kept, or from the point where there is none");

  private final String advice;

  FitStatus(String advice) {
    this.advice = advice;
  }

  /** What happened and what helps. */
  public String advice() {
    return advice;
  }

  /** The same with what a run said that did not come to its end. */
  String advice(Optional<FailedRunException> failedRun) {
    return failedRun.isPresent() && this != CONVERGED
        ? advice + "; the last run that failed said: " + failedRun.get().getMessage()
        : advice;
  }

  /** Whether a stopping rule was met. */
  public boolean isConverged() {
    return this == CONVERGED;
  }
}
