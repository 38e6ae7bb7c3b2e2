// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.io.Serial;
import org.odisseo.integrate.Outcome;

/**
 * The end of a run, or a derivative of it, was asked for, but the run did not come to its end.
 *
 * <p>A fit or a sampler takes this as a point where the loss is not finite; but if the run was
 * cancelled, the fit is cancelled too, and the chain ends.
 */
public final class FailedRunException extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1;

  private final transient Outcome outcome;

  private FailedRunException(String message, Outcome outcome) {
    super(message);
    this.outcome = outcome;
  }

  /** The end was asked for. */
  static FailedRunException noEnd(Outcome outcome) {
    return new FailedRunException(outcome.advice(), outcome);
  }

  /** A gradient was asked for. */
  static FailedRunException noGradient(Outcome outcome) {
    return new FailedRunException("no gradient of a failed run: " + outcome.advice(), outcome);
  }

  /** How the run ended. */
  public Outcome outcome() {
    return outcome;
  }

  /** Whether somebody ended the run, so that it says nothing about the point. */
  public boolean isCancelled() {
    return outcome instanceof Outcome.Cancelled;
  }
}
