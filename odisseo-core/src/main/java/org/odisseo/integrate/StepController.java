// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the steps of one run from the errors of those tried: a step is proposed, its error
 * estimated by whoever makes it, and it is accepted or proposed again shorter. The next length
 * follows from the last two errors (a PI controller), which avoids the sawtooth of one alone.
 *
 * @source Hairer, Norsett and Wanner 1993, II.4; Gustafsson 1991, doi:10.1145/210232.210242
 */
final class StepController {

  private static final double SAFETY = 0.9;
  private static final double MOST_SHRINKING = 0.2;
  private static final double MOST_GROWING = 10;
  private static final double SHRINKING_IF_NOT_FINITE = 0.1;

  private final StepSize.Adaptive control;
  private final SweepObserver observer;
  private final TimeGrid grid;
  private final StepLog log;
  private final Clock clock = new Clock();
  private final double exponent;
  private final double memoryExponent;
  private int tries;
  private int span;
  private double length;
  private double proposed;
  private double lastError = 1e-4;
  private boolean last;
  private boolean rejected;
  private boolean finite = true;
  private @Nullable Outcome outcome;

  StepController(
      Integrator integrator, StepSize.Adaptive control, TimeGrid grid, SweepObserver observer) {
    this.control = control;
    this.observer = observer;
    this.grid = grid;
    this.log = new StepLog(grid.spans(), grid.savesStart());
    double power = 1.0 / (integrator.errorOrder() + 1);
    this.memoryExponent = 0.2 * power;
    this.exponent = power - 0.75 * memoryExponent;
    clock.time = grid.spans().get(0).begin();
  }

  /** Where the run is, with the step that is proposed. */
  Clock clock() {
    return clock;
  }

  /** Sets the length of the first step to propose. */
  void begin(double firstLength) {
    length = firstLength;
  }

  /** Proposes a step; or gives false, and the run has ended. */
  boolean propose() {
    if (span == grid.spans().size()) {
      outcome = new Outcome.Completed(log.count(), clock.time);
      return false;
    }
    TimeGrid.Span current = grid.spans().get(span);
    double left = Math.abs(current.end() - clock.time);
    // A step that would leave a sliver is stretched or halved.
    last = length >= left * (1 - 1e-10);
    proposed = last ? left : length > left / 2 ? left / 2 : length;
    outcome = check(current);
    clock.step = last ? current.end() - clock.time : sign(current) * proposed;
    return outcome == null;
  }

  private static double sign(TimeGrid.Span span) {
    return span.end() < span.begin() ? -1 : 1;
  }

  /** Judges the proposed step by the size of its error; whether it is accepted. */
  boolean accepts(double size) {
    tries++;
    if (size <= 1) {
      accept(size);
      return true;
    }
    length = proposed * shrinking(size);
    rejected = true;
    finite = size < Double.POSITIVE_INFINITY;
    return false;
  }

  private void accept(double size) {
    double end = grid.spans().get(span).end();
    log.add(clock.time, clock.step, span, last);
    clock.time = last ? end : clock.time + clock.step;
    double grown = proposed * factor(size, rejected);
    // A step cut short by the end of a span says nothing against a longer one.
    length = last ? Math.max(length, grown) : grown;
    lastError = Math.max(size, 1e-4);
    rejected = false;
    finite = true;
    span += last ? 1 : 0;
  }

  /** Whether the state after the steps so far is to be saved. */
  boolean savesNow() {
    return log.count() == 0 ? grid.savesStart() : log.savedAfter(log.count() - 1) >= 0;
  }

  /** How the run has ended. */
  Ending ending() {
    if (outcome == null) {
      throw new IllegalStateException("the run has not ended");
    }
    return new Ending(outcome, outcome.isCompleted() ? log : log.first(log.count()));
  }

  private @Nullable Outcome check(TimeGrid.Span current) {
    double whole = Math.abs(current.end() - current.begin());
    double done = whole == 0 ? 1 : Math.abs(clock.time - current.begin()) / whole;
    double fraction = (span + done) / grid.spans().size();
    if (!observer.proceed(Math.min(1, fraction))) {
      return new Outcome.Cancelled(log.count(), clock.time);
    }
    if (tries >= control.mostSteps()) {
      return new Outcome.StepLimit(log.count(), clock.time);
    }
    if (!finite && proposed == 0) {
      return new Outcome.NonFinite(log.count(), clock.time);
    }
    double smallest = Math.max(control.smallestStep(), 4 * Math.ulp(clock.time));
    if (!last && proposed < smallest) {
      if (!finite) {
        return new Outcome.NonFinite(log.count(), clock.time);
      }
      return new Outcome.StepTooSmall(log.count(), clock.time, proposed);
    }
    return null;
  }

  private double factor(double size, boolean afterRejection) {
    double best = SAFETY * Math.pow(size, -exponent) * Math.pow(lastError, memoryExponent);
    double most = afterRejection ? 1 : MOST_GROWING;
    return Math.max(MOST_SHRINKING, Math.min(most, best));
  }

  private double shrinking(double size) {
    if (!(size < Double.POSITIVE_INFINITY)) {
      return SHRINKING_IF_NOT_FINITE;
    }
    return Math.max(MOST_SHRINKING, SAFETY * Math.pow(size, -exponent));
  }
}
