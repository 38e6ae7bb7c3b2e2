// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import org.odisseo.simulate.ProgressListener;

/** Counts transitions of all chains and tells the listener about every hundredth of them. */
final class Progress {

  private static final int PARTS = 100;

  private final ProgressListener listener;
  private long total = 1;
  private long done;
  private long told = -1;

  Progress(ProgressListener listener) {
    this.listener = listener;
  }

  /** Begins a run of so many transitions. */
  synchronized void begin(long newTotal) {
    total = newTotal;
    done(0);
  }

  void done() {
    done(1);
  }

  synchronized void done(int more) {
    done += more;
    long part = done * PARTS / total;
    if (part > told) {
      told = part;
      listener.progress((double) done / total);
    }
  }
}
