// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener how far a run has come, block by block, and asks whether to go on. A run may
 * pass through its time more than once.
 */
final class RunMonitor {

  private static final double RESOLUTION = 1e-3;

  private final @Nullable ProgressListener listener;
  private final @Nullable CancellationToken cancellation;
  private final double[] fractions;
  private final int passes;
  private int done;
  private double sum;
  private double told = -RESOLUTION;

  private RunMonitor(
      @Nullable ProgressListener listener,
      @Nullable CancellationToken cancellation,
      int blocks,
      int passes) {
    this.listener = listener;
    this.cancellation = cancellation;
    this.fractions = new double[blocks];
    this.passes = passes;
  }

  /**
   * A monitor.
   *
   * @param passes how often each block goes through the time of the run
   */
  static RunMonitor of(RunPlan plan, int passes) {
    Settings settings = plan.settings();
    return new RunMonitor(
        settings.progress().orElse(null),
        settings.cancellation().orElse(null),
        plan.blocks().size(),
        passes);
  }

  /** One that tells nobody and never ends a run. */
  static RunMonitor silent() {
    return new RunMonitor(null, null, 0, 1);
  }

  boolean proceed(int block, double fraction) {
    if (listener != null) {
      tell(listener, block, fraction);
    }
    return cancellation == null || !cancellation.isCancelled();
  }

  /** To be called when all blocks have come to the end of a pass. */
  synchronized void finish() {
    done++;
    sum = 0;
    Arrays.fill(fractions, 0);
    if (listener != null && done == passes) {
      listener.progress(1);
    }
  }

  private synchronized void tell(ProgressListener toTell, int block, double fraction) {
    sum += Math.max(0, fraction - fractions[block]);
    fractions[block] = Math.max(fractions[block], fraction);
    double whole = (done + sum / fractions.length) / passes;
    if (whole >= told + RESOLUTION && whole < 1) {
      told = whole;
      toTell.progress(whole);
    }
  }
}
