// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.io.Serial;
import org.odisseo.integrate.Outcome;

/**
 * The end of a run, or a derivative of it, was asked for, but the run did not come to its end.
 *
 * <p>A fit or a sampler takes this as a point where the loss is not finite.
 */
public final class FailedRunException extends IllegalStateException {

  @Serial private static final long serialVersionUID = 1;

  private final transient Outcome outcome;

  /**
   * For a run that ended early.
   *
   * @param wanted what was asked for, as in "no end of a failed run"
   */
  FailedRunException(String wanted, Outcome outcome) {
    super("no " + wanted + " of a failed run: " + outcome.advice());
    this.outcome = outcome;
  }

  /** How the run ended. */
  public Outcome outcome() {
    return outcome;
  }
}
