// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/** The steps of a run, by number: where each is in time and which states are saved. */
public interface Steps {

  /** The number of steps. */
  int count();

  /** The number of states that are saved, that at the start included if it is. */
  int saves();

  /** Whether the state before the first step is saved, as number 0. */
  boolean savesStart();

  /** Sets the clock to a step. */
  void at(int step, Clock clock);

  /** The number among the saved states of the state after a step, or a negative number. */
  int savedAfter(int step);

  /** The time after a step. */
  double timeAfter(int step);

  /** The derivative with respect to the end time of the time after a step. */
  double rateAfter(int step);

  /** The same steps, but only the first few, the state after which is saved. */
  default Steps first(int count) {
    boolean saved = count == 0 ? savesStart() : savedAfter(count - 1) >= 0;
    return saved && count == count() ? this : FirstSteps.of(this, count);
  }

  /**
   * The same steps up to a time at which the state is saved; a step beyond is shortened.
   *
   * @param time no later than these steps go
   * @param saves the number of states saved up to then, that at the time included
   */
  default Steps until(double time, int saves) {
    return StepsUntil.of(this, time, saves);
  }

  /**
   * The same steps, but only those that lead to the first few saved states.
   *
   * @param saves how many, at least one and no more than {@link #saves()}
   */
  default Steps withSaves(int saves) {
    int count = saves == 1 && savesStart() ? 0 : count();
    while (count > 0 && savedAfter(count - 1) != saves - 1) {
      count--;
    }
    return first(count);
  }
}
