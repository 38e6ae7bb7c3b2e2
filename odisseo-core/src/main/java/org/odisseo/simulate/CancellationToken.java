// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

/** Lets one thread end the run of another. The run then ends with its last state and says so. */
public final class CancellationToken {

  private volatile boolean cancelled;

  /** Asks the runs that have this token to end. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether {@link #cancel} has been called. */
  public boolean isCancelled() {
    return cancelled;
  }
}
