// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.integrate.StepSize;
import org.odisseo.integrate.TimeGrid;

/** Cuts the time of a run into spans that end where states are saved. */
final class Grids {

  /** Rounding must not turn 5.0000000001 steps into 6. */
  private static final double SLACK = 1e-9;

  private static final double MOST_STEPS = 1 << 30;

  private final StepSize stepSize;
  private final double start;
  private final double end;

  private Grids(StepSize stepSize, double start, double end) {
    this.stepSize = stepSize;
    this.start = start;
    this.end = end;
  }

  static TimeGrid of(SaveAt saveAt, StepSize stepSize, double start, double end) {
    return new Grids(stepSize, start, end).grid(saveAt);
  }

  private TimeGrid grid(SaveAt saveAt) {
    if (saveAt instanceof SaveAt.Times times) {
      return atTimes(times);
    }
    List<TimeGrid.Span> spans = new ArrayList<>();
    if (saveAt instanceof SaveAt.Evenly evenly) {
      for (int j = 0; j < evenly.count(); j++) {
        spans.add(fraction((double) j / evenly.count(), (double) (j + 1) / evenly.count()));
      }
    } else {
      int every = saveAt instanceof SaveAt.EverySteps steps ? steps.steps() : 0;
      spans.add(new TimeGrid.Span(start, end, 0, 1, steps(start, end), every));
    }
    return TimeGrid.of(spans, saveAt.start());
  }

  private TimeGrid.Span fraction(double from, double to) {
    double begin = start + (end - start) * from;
    double stop = to == 1 ? end : start + (end - start) * to;
    return new TimeGrid.Span(begin, stop, from, to, steps(begin, stop), 0);
  }

  private TimeGrid atTimes(SaveAt.Times saveAt) {
    double[] times = saveAt.times();
    List<TimeGrid.Span> spans = new ArrayList<>();
    boolean savesStart = saveAt.start();
    double before = start;
    for (int j = 0; j < times.length; j++) {
      if (j == 0 && times[0] == start) {
        savesStart = true;
        continue;
      }
      requireBetween(j, times[j], j == 0 ? start : times[j - 1]);
      if (times[j] != end) {
        spans.add(new TimeGrid.Span(before, times[j], 0, 0, steps(before, times[j]), 0));
        before = times[j];
      }
    }
    spans.add(new TimeGrid.Span(before, end, 0, 1, steps(before, end), 0));
    return TimeGrid.of(spans, savesStart);
  }

  private void requireBetween(int index, double time, double before) {
    boolean inside = end >= start ? time > before && time <= end : time < before && time >= end;
    if (!inside) {
      throw new IllegalArgumentException(
          "save times must go from the start time "
              + start
              + " toward the end time "
              + end
              + ", each "
              + (end >= start ? "later" : "earlier")
              + " than the one before, got "
              + time
              + " at index "
              + index);
    }
  }

  private int steps(double begin, double stop) {
    double length = length();
    double count = length == 0 ? 1 : Math.ceil(Math.abs(stop - begin) / length - SLACK);
    if (count > MOST_STEPS) {
      throw new IllegalArgumentException(
          "step length must leave fewer than 2^30 steps, got " + length);
    }
    return Math.max(1, (int) count);
  }

  /** The longest step; 0 if it does not count. */
  private double length() {
    if (stepSize instanceof StepSize.Count count) {
      return Math.abs(end - start) / (double) count.count();
    }
    return stepSize instanceof StepSize.Length length ? length.length() : 0;
  }
}
