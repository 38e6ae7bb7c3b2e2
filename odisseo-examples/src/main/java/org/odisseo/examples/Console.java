// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.odisseo.simulate.ProgressListener;

/** What the main classes print. */
final class Console {

  /** Ticks of a whole bar. */
  private static final int TICKS = 1000;

  private Console() {}

  /** Prints a text in the format of {@link String#format}, the same in every country. */
  static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }

  /** A bar that shows how much of something is done. */
  static ProgressBar bar(String name) {
    return new ProgressBarBuilder()
        .setTaskName(String.format(Locale.ROOT, "%-28s", name))
        .setInitialMax(TICKS)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500)
        .build();
  }

  /** Moves a bar to the part that is done. */
  static ProgressListener progress(ProgressBar bar) {
    return part -> bar.stepTo(Math.round(part * TICKS));
  }
}
