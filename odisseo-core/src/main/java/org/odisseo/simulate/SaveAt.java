// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.Arrays;
import org.odisseo.validation.Require;

/** Which states of a run are saved. The last one always is. */
public sealed interface SaveAt {

  /** The last state alone. */
  static SaveAt end() {
    return new End(false);
  }

  /**
   * The states at some times, which are hit exactly, and the last one.
   *
   * @param times in the order of the run, that is falling in a run backward in time
   */
  static SaveAt times(double... times) {
    return new Times(times, false);
  }

  /** The states at {@code count} equal distances of time, the last one at the end. */
  static SaveAt evenly(int count) {
    return new Evenly(count, false);
  }

  /** The state after every {@code steps} steps, and the last one. */
  static SaveAt everySteps(int steps) {
    return new EverySteps(steps, false);
  }

  /** The same, and the state at the start. */
  SaveAt andStart();

  /** Whether the state at the start is saved. */
  boolean start();

  /** The last state. */
  record End(boolean start) implements SaveAt {
    @Override
    public SaveAt andStart() {
      return new End(true);
    }
  }

  /** The states at some times. */
  record Times(double[] times, boolean start) implements SaveAt {
    /** Checks and copies the times. */
    public Times {
      times = Require.allFinite("save times", times.clone());
    }

    @Override
    public double[] times() {
      return times.clone();
    }

    @Override
    public SaveAt andStart() {
      return new Times(times, true);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Times that && start == that.start && Arrays.equals(times, that.times);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(times);
    }
  }

  /** States at equal distances of time. */
  record Evenly(int count, boolean start) implements SaveAt {
    /** Checks the count. */
    public Evenly {
      Require.atLeast("number of saved states", count, 1);
    }

    @Override
    public SaveAt andStart() {
      return new Evenly(count, true);
    }
  }

  /** Every so many steps. */
  record EverySteps(int steps, boolean start) implements SaveAt {
    /** Checks the number. */
    public EverySteps {
      Require.atLeast("steps between saved states", steps, 1);
    }

    @Override
    public SaveAt andStart() {
      return new EverySteps(steps, true);
    }
  }
}
