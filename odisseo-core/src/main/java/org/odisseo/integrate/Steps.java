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
    return count == count() ? this : FirstSteps.of(this, count);
  }
}
