// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;
import org.odisseo.validation.Require;

/**
 * The times of a run: spans that follow each other without a gap, each cut into equal steps. States
 * are saved at the end of each span, within a span every so many steps, and at the start if asked.
 *
 * <p>The time of step i of n in a span is {@code begin + (end - begin) i / n}, so that nothing
 * accumulates. How the bounds of a span follow the end time T of the run is given by their rates.
 */
public final class TimeGrid implements Steps {

  /**
   * A span of time.
   *
   * @param begin its begin
   * @param end its end, before or after the begin
   * @param beginRate derivative of {@code begin} with respect to the end time of the run
   * @param endRate derivative of {@code end} with respect to the end time of the run
   * @param steps the number of equal steps, at least one
   * @param saveEvery the state is saved every so many steps, and at the end; 0 for the end only
   */
  public record Span(
      double begin, double end, double beginRate, double endRate, int steps, int saveEvery) {

    /** Checks the numbers. */
    public Span {
      Require.finite("begin", begin);
      Require.finite("end", end);
      Require.atLeast("steps", steps, 1);
      Require.atLeast("saveEvery", saveEvery, 0);
    }

    double time(int step) {
      return step == steps ? end : begin + (end - begin) * step / steps;
    }

    double rate(int step) {
      return beginRate + (endRate - beginRate) * step / steps;
    }

    /**
     * The states saved after the first {@code done} steps, that at the end of the span included.
     */
    int saves(int done) {
      int regular = saveEvery == 0 ? 0 : done / saveEvery;
      boolean atEnd = done == steps && (saveEvery == 0 || done % saveEvery != 0);
      return regular + (atEnd ? 1 : 0);
    }
  }

  private final List<Span> spans;
  private final boolean savesStart;
  private final int[] firstStep;
  private final int[] firstSave;

  private TimeGrid(List<Span> spans, boolean savesStart) {
    this.spans = spans;
    this.savesStart = savesStart;
    this.firstStep = new int[spans.size() + 1];
    this.firstSave = new int[spans.size() + 1];
    firstSave[0] = savesStart ? 1 : 0;
    for (int s = 0; s < spans.size(); s++) {
      Span span = spans.get(s);
      firstStep[s + 1] = Math.addExact(firstStep[s], span.steps());
      firstSave[s + 1] = firstSave[s] + span.saves(span.steps());
    }
  }

  /**
   * A grid of spans.
   *
   * @param spans at least one, each beginning where the one before ends
   * @param savesStart whether the state at the start is saved too
   */
  public static TimeGrid of(List<Span> spans, boolean savesStart) {
    Require.atLeast("the number of spans", spans.size(), 1);
    return new TimeGrid(List.copyOf(spans), savesStart);
  }

  /** The spans. */
  public List<Span> spans() {
    return spans;
  }

  @Override
  public int count() {
    return firstStep[spans.size()];
  }

  @Override
  public int saves() {
    return firstSave[spans.size()];
  }

  @Override
  public boolean savesStart() {
    return savesStart;
  }

  @Override
  public void at(int step, Clock clock) {
    int s = spanOf(step);
    Span span = spans.get(s);
    int i = step - firstStep[s];
    clock.time = span.time(i);
    clock.step = (span.end() - span.begin()) / span.steps();
    clock.timeRate = span.rate(i);
    clock.stepRate = (span.endRate() - span.beginRate()) / span.steps();
  }

  @Override
  public int savedAfter(int step) {
    int s = spanOf(step);
    Span span = spans.get(s);
    int i = step - firstStep[s];
    int before = span.saves(i);
    int after = span.saves(i + 1);
    return after > before ? firstSave[s] + before : -1;
  }

  @Override
  public double timeAfter(int step) {
    int s = spanOf(step);
    return spans.get(s).time(step + 1 - firstStep[s]);
  }

  @Override
  public double rateAfter(int step) {
    int s = spanOf(step);
    return spans.get(s).rate(step + 1 - firstStep[s]);
  }

  private int spanOf(int step) {
    int low = 0;
    int high = spans.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstStep[middle] <= step) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
