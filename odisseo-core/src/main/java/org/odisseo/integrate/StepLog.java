// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.Arrays;
import java.util.List;

/**
 * The steps that error control has chosen. As functions of the end time they are frozen, but for
 * the last step of each span, which follows the end of the span.
 */
final class StepLog implements Steps {

  private final List<TimeGrid.Span> spans;
  private final boolean savesStart;
  private double[] times = new double[64];
  private double[] lengths = new double[64];

  /** The span of each step, or its bitwise complement if it is the last of the span. */
  private int[] span = new int[64];

  private int count;
  private int finished;

  StepLog(List<TimeGrid.Span> spans, boolean savesStart) {
    this.spans = spans;
    this.savesStart = savesStart;
  }

  void add(double time, double length, int ofSpan, boolean last) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
      span = Arrays.copyOf(span, 2 * count);
    }
    times[count] = time;
    lengths[count] = length;
    span[count] = last ? ~ofSpan : ofSpan;
    finished += last ? 1 : 0;
    count++;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int saves() {
    int every = spans.get(0).saveEvery();
    int saved =
        every == 0 ? finished : count / every + (finished > 0 && count % every != 0 ? 1 : 0);
    return saved + (savesStart ? 1 : 0);
  }

  @Override
  public boolean savesStart() {
    return savesStart;
  }

  @Override
  public void at(int step, Clock clock) {
    if (count == 0) {
      clock.time = spans.get(0).begin();
      return;
    }
    clock.time = times[step];
    clock.step = lengths[step];
    clock.timeRate = spanOf(step).beginRate();
    clock.stepRate = isLast(step) ? spanOf(step).endRate() - spanOf(step).beginRate() : 0;
  }

  @Override
  public int savedAfter(int step) {
    int every = spanOf(step).saveEvery();
    if (every == 0) {
      return isLast(step) ? ~span[step] + (savesStart ? 1 : 0) : -1;
    }
    // States saved by number of steps are there in runs of one span only.
    boolean saved = (step + 1) % every == 0 || isLast(step);
    return saved ? (step + every) / every - 1 + (savesStart ? 1 : 0) : -1;
  }

  @Override
  public double timeAfter(int step) {
    return isLast(step) ? spanOf(step).end() : times[step] + lengths[step];
  }

  @Override
  public double rateAfter(int step) {
    return isLast(step) ? spanOf(step).endRate() : spanOf(step).beginRate();
  }

  private boolean isLast(int step) {
    return span[step] < 0;
  }

  private TimeGrid.Span spanOf(int step) {
    return spans.get(isLast(step) ? ~span[step] : span[step]);
  }
}
