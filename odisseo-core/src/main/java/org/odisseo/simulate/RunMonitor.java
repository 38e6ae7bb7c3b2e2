// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import org.jspecify.annotations.Nullable;

/** Tells the listener how far a run has come, block by block, and asks whether to go on. */
final class RunMonitor {

  private static final double RESOLUTION = 1e-3;

  private final @Nullable ProgressListener listener;
  private final @Nullable CancellationToken cancellation;
  private final double[] fractions;
  private double sum;
  private double told = -RESOLUTION;

  private RunMonitor(
      @Nullable ProgressListener listener, @Nullable CancellationToken cancellation, int blocks) {
    this.listener = listener;
    this.cancellation = cancellation;
    this.fractions = new double[blocks];
  }

  static RunMonitor of(Settings settings, int blocks) {
    return new RunMonitor(
        settings.progress().orElse(null), settings.cancellation().orElse(null), blocks);
  }

  /** One that tells nobody and never ends a run. */
  static RunMonitor silent() {
    return new RunMonitor(null, null, 0);
  }

  boolean proceed(int block, double fraction) {
    if (listener != null) {
      tell(listener, block, fraction);
    }
    return cancellation == null || !cancellation.isCancelled();
  }

  /** Tells the listener that the run is done. */
  synchronized void finish() {
    if (listener != null) {
      listener.progress(1);
    }
  }

  private synchronized void tell(ProgressListener toTell, int block, double fraction) {
    sum += Math.max(0, fraction - fractions[block]);
    fractions[block] = Math.max(fractions[block], fraction);
    double whole = sum / fractions.length;
    if (whole >= told + RESOLUTION && whole < 1) {
      told = whole;
      toTell.progress(whole);
    }
  }
}
