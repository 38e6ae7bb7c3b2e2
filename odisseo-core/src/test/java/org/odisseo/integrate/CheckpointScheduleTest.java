// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Plays schedules with numbers in place of states. */
final class CheckpointScheduleTest {

  /** Reverses every step once, last one first, from states and records that are there. */
  private static void play(CheckpointSchedule schedule, int from, int to) {
    int[] checkpoints = new int[schedule.checkpoints()];
    Arrays.fill(checkpoints, -1);
    int state = from;
    int recordedFrom = -1;
    int recordedTo = -1;
    int reversed = to;
    for (CheckpointSchedule.Action action : schedule.actions()) {
      switch (action.kind()) {
        case SAVE -> {
          assertEquals(state, action.from());
          checkpoints[action.slot()] = state;
        }
        case RESTORE -> {
          assertEquals(checkpoints[action.slot()], action.from());
          state = action.from();
        }
        case ADVANCE, RECORD -> {
          assertEquals(state, action.from());
          state = action.to();
          if (action.kind() == CheckpointSchedule.Kind.RECORD) {
            recordedFrom = action.from();
            recordedTo = action.to();
            assertTrue(recordedTo - recordedFrom <= schedule.recordedSteps());
          }
        }
        case REVERSE -> {
          assertEquals(reversed, action.to());
          assertEquals(recordedFrom, action.from());
          assertEquals(recordedTo, action.to());
          reversed = action.from();
        }
      }
    }
    assertEquals(from, reversed);
  }

  @Test
  void everyStepIsReversedOnceWithinTheBound() {
    for (int steps : new int[] {1, 2, 7, 64, 1000}) {
      for (int record : new int[] {1, 2, 5}) {
        for (int checkpoint : new int[] {1, 3, 10}) {
          for (int bound = record + checkpoint;
              bound < 3 * steps * record;
              bound += 1 + bound / 3) {
            CheckpointSchedule schedule =
                CheckpointSchedule.of(5, 5 + steps, record, checkpoint, bound);
            play(schedule, 5, 5 + steps);
            assertTrue(
                schedule.recordedSteps() * record + schedule.checkpoints() * checkpoint <= bound);
          }
        }
      }
    }
  }

  /** Records of one step at a time are the classical problem, whose least cost is known. */
  @Test
  void binomialScheduleIsOptimal() {
    int most = 40;
    for (int slots = 1; slots <= 6; slots++) {
      long[][] least = leastAdvances(most, slots);
      for (int steps = 1; steps <= most; steps++) {
        assertEquals(least[slots][steps], CheckpointSchedule.advances(steps, slots));
      }
    }
  }

  /** By trying every place for the next checkpoint. */
  private static long[][] leastAdvances(int steps, int slots) {
    long[][] least = new long[slots + 1][steps + 1];
    for (int c = 1; c <= slots; c++) {
      for (int n = 2; n <= steps; n++) {
        long best = (long) n * (n - 1) / 2;
        for (int k = 1; k < n && c > 1; k++) {
          best = Math.min(best, k + least[c][k] + least[c - 1][n - k]);
        }
        least[c][n] = best;
      }
    }
    return least;
  }

  @Test
  void whatFitsIsNeverMadeTwice() {
    assertEquals(0, CheckpointSchedule.of(0, 1000, 48_000, 72_000, 48_000_000).extraSteps());
    // Two thirds of the records fit, so one third of the steps is made twice.
    CheckpointSchedule part = CheckpointSchedule.of(0, 1000, 48_000, 72_000, 32_000_000);
    assertTrue(part.extraSteps() <= 336, "extra " + part.extraSteps());
  }

  /** A hundredth of the memory costs three more sweeps, not a hundred. */
  @Test
  void costGrowsWithTheLogarithmOfTheLack() {
    CheckpointSchedule small = CheckpointSchedule.of(0, 100_000, 2, 3, 2000);
    assertTrue(small.extraSteps() < 200_000, "extra " + small.extraSteps());
    CheckpointSchedule tiny = CheckpointSchedule.of(0, 100_000, 2, 3, 60);
    assertTrue(tiny.extraSteps() < 600_000, "extra " + tiny.extraSteps());
  }

  @Test
  void boundTooSmallForAnything() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> CheckpointSchedule.of(0, 10, 100, 50, 149))
            .getMessage();
    assertTrue(message.contains(">= 150 bytes") && message.contains("149"), message);
  }

  @Test
  void nothingToReverse() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> CheckpointSchedule.of(7, 7, 100, 50, 1000))
            .getMessage();
    assertTrue(message.contains("number of steps") && message.contains("got 0"), message);
  }
}
