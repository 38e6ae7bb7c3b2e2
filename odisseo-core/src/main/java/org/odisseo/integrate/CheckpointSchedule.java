// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.validation.Require;

/**
 * The order in which a reverse sweep with bounded memory makes, records and reverses its steps.
 *
 * <p>Records of steps are long or many; checkpoints, from which steps are made once more, are few.
 * The steps are cut into stretches that fit into the memory for records; the last stretch is
 * recorded in the first forward sweep already, so that what fits as a whole is never made twice.
 * The checkpoints between stretches follow the binomial rule, which makes the fewest steps for a
 * given number of checkpoints.
 *
 * @param actions what to do, in order
 * @param recordedSteps the most steps whose records are held at a time
 * @param checkpoints the number of checkpoints
 * @source Griewank and Walther 2000, Algorithm 799, doi:10.1145/347837.347846
 */
record CheckpointSchedule(List<Action> actions, int recordedSteps, int checkpoints) {

  /** What to do with the steps from one up to another. */
  enum Kind {
    /** Make the steps. */
    ADVANCE,
    /** Make the steps and keep their records. */
    RECORD,
    /** Go back along the records. */
    REVERSE,
    /** Copy the state before step {@code from} into checkpoint {@code slot}. */
    SAVE,
    /** Take the state before step {@code from} from checkpoint {@code slot}. */
    RESTORE
  }

  /** One action. */
  record Action(Kind kind, int from, int to, int slot) {}

  /** The number of steps that are made beyond the first sweep. */
  long extraSteps() {
    long made = 0;
    int first = Integer.MAX_VALUE;
    int last = 0;
    for (Action action : actions) {
      if (action.kind() == Kind.ADVANCE || action.kind() == Kind.RECORD) {
        made += action.to() - action.from();
        first = Math.min(first, action.from());
        last = Math.max(last, action.to());
      }
    }
    return made - (last - first);
  }

  /**
   * The schedule that makes the fewest steps within a bound on memory.
   *
   * @param from first step
   * @param to one more than the last step
   * @param recordBytes memory for the record of a step
   * @param checkpointBytes memory for a checkpoint
   * @param bound memory for all of them
   * @throws IllegalArgumentException if there is no step, or the bound is too small for any
   *     schedule
   */
  static CheckpointSchedule of(
      int from, int to, long recordBytes, long checkpointBytes, long bound) {
    int steps = Require.atLeast("the number of steps", to - from, 1);
    if (bound / recordBytes >= steps) {
      return new Planner(from, to, steps, 0).plan();
    }
    long least = recordBytes + checkpointBytes;
    if (bound < least) {
      throw new IllegalArgumentException(
          "memory limit must be >= " + least + " bytes for a gradient of this run, got " + bound);
    }
    int bestSlots = 1;
    double bestCost = Double.POSITIVE_INFINITY;
    long mostSlots = Math.min(steps, (bound - recordBytes) / checkpointBytes);
    for (int slots = 1; slots <= mostSlots; slots++) {
      int capacity = capacity(bound, recordBytes, checkpointBytes, slots, steps);
      int stretches = (steps + capacity - 1) / capacity;
      double cost = (double) advances(stretches, slots) * steps / stretches;
      if (cost < bestCost) {
        bestCost = cost;
        bestSlots = slots;
      }
    }
    int capacity = capacity(bound, recordBytes, checkpointBytes, bestSlots, steps);
    return new Planner(from, to, capacity, bestSlots).plan();
  }

  private static int capacity(
      long bound, long recordBytes, long checkpointBytes, int slots, int steps) {
    return (int) Math.min(steps, (bound - slots * checkpointBytes) / recordBytes);
  }

  /**
   * The fewest stretches to be made besides those that are recorded, to reverse some stretches with
   * some checkpoints, that at the begin included.
   */
  static long advances(int stretches, int slots) {
    if (stretches <= 1) {
      return 0;
    }
    long sweeps = 0;
    while (binomial(slots + sweeps, slots) < stretches) {
      sweeps++;
    }
    return sweeps * stretches - (long) binomial(slots + sweeps, slots + 1);
  }

  /** Binomial coefficient; beyond the range of stretches it is only large. */
  private static double binomial(long n, long k) {
    if (k > n) {
      return 0;
    }
    double product = 1;
    for (long i = 1; i <= Math.min(k, n - k); i++) {
      product = product * (n - Math.min(k, n - k) + i) / i;
      if (product > 1e15) {
        return 1e15;
      }
    }
    return Math.rint(product);
  }

  /** Writes the actions down. */
  private static final class Planner {
    private final List<Action> actions = new ArrayList<>();
    private final int from;
    private final int to;
    private final int capacity;
    private final int slots;

    Planner(int from, int to, int capacity, int slots) {
      this.from = from;
      this.to = to;
      this.capacity = capacity;
      this.slots = slots;
    }

    CheckpointSchedule plan() {
      if (slots > 0) {
        add(Kind.SAVE, from, from, 0);
      }
      reverse(from, to, 0);
      return new CheckpointSchedule(List.copyOf(actions), capacity, slots);
    }

    private void add(Kind kind, int first, int last, int slot) {
      if (first < last || kind == Kind.SAVE || kind == Kind.RESTORE) {
        actions.add(new Action(kind, first, last, slot));
      }
    }

    /** Reverses steps, whose first state is at hand and in checkpoint {@code base}. */
    private void reverse(int first, int last, int base) {
      int end = last;
      while (true) {
        int stretches = (end - first + capacity - 1) / capacity;
        if (stretches <= 1) {
          add(Kind.RECORD, first, end, 0);
          add(Kind.REVERSE, first, end, 0);
          return;
        }
        int free = slots - base;
        int kept = free > 1 ? split(stretches, free) : stretches - 1;
        int middle = end - (stretches - kept) * capacity;
        add(Kind.ADVANCE, first, middle, 0);
        if (free > 1) {
          add(Kind.SAVE, middle, middle, base + 1);
          reverse(middle, end, base + 1);
        } else {
          add(Kind.RECORD, middle, end, 0);
          add(Kind.REVERSE, middle, end, 0);
        }
        add(Kind.RESTORE, first, first, base);
        end = middle;
      }
    }

    /** How many stretches to make before the next checkpoint: the least of a convex function. */
    private static int split(int stretches, int free) {
      int low = 1;
      int high = stretches - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (cost(middle + 1, stretches, free) < cost(middle, stretches, free)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private static long cost(int kept, int stretches, int free) {
      return kept + advances(kept, free) + advances(stretches - kept, free - 1);
    }
  }
}
