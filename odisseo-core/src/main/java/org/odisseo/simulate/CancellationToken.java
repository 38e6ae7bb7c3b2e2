// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.List;

/** Lets one thread end the run of another. The run then ends with its last state and says so. */
public final class CancellationToken {

  private final List<CancellationToken> others;
  private volatile boolean cancelled;

  /** A token that has not been cancelled. */
  public CancellationToken() {
    this(List.of());
  }

  private CancellationToken(List<CancellationToken> others) {
    this.others = others;
  }

  /** A token of its own that is cancelled with any of the others, too. */
  static CancellationToken within(List<CancellationToken> others) {
    return new CancellationToken(others);
  }

  /** Asks the runs that have this token to end. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether {@link #cancel} has been called. */
  public boolean isCancelled() {
    if (cancelled) {
      return true;
    }
    for (CancellationToken other : others) {
      if (other.isCancelled()) {
        return true;
      }
    }
    return false;
  }
}
