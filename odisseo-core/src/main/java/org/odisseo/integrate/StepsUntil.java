// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * Some steps, the last of which is shortened to end at a time. That time does not follow the end
 * time of the run any more than the begin of the step does.
 *
 * @param whole the steps, the state after the last of which is saved
 * @param time where the last one ends
 */
record StepsUntil(Steps whole, double time) implements Steps {

  /** The first steps to come to a time with a number of saved states, that at the time included. */
  static Steps of(Steps all, double time, int saves) {
    Clock clock = new Clock();
    all.at(0, clock);
    double start = clock.time;
    int saved = all.savesStart() ? 1 : 0;
    if (time == start && saves == 1) {
      return all.first(0);
    }
    for (int i = 0; i < all.count(); i++) {
      boolean savedAfter = all.savedAfter(i) >= 0;
      boolean reached = Math.abs(all.timeAfter(i) - start) >= Math.abs(time - start);
      if (reached && saves == saved + 1) {
        Steps first = all.first(i + 1);
        return all.timeAfter(i) == time ? first : new StepsUntil(first, time);
      }
      saved += savedAfter ? 1 : 0;
    }
    throw new IllegalArgumentException(
        "steps must come to time " + time + " with " + saves + " saved states, and do not");
  }

  @Override
  public int count() {
    return whole.count();
  }

  @Override
  public int saves() {
    return whole.saves();
  }

  @Override
  public boolean savesStart() {
    return whole.savesStart();
  }

  @Override
  public void at(int step, Clock clock) {
    whole.at(step, clock);
    if (isLast(step)) {
      clock.step = time - clock.time;
      clock.stepRate = 0;
    }
  }

  @Override
  public int savedAfter(int step) {
    return whole.savedAfter(step);
  }

  @Override
  public double timeAfter(int step) {
    return isLast(step) ? time : whole.timeAfter(step);
  }

  @Override
  public double rateAfter(int step) {
    if (!isLast(step)) {
      return whole.rateAfter(step);
    }
    Clock clock = new Clock();
    whole.at(step, clock);
    return clock.timeRate;
  }

  private boolean isLast(int step) {
    return step == whole.count() - 1;
  }
}
