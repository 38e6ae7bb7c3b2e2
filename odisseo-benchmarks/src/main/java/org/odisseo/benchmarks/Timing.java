// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.util.Arrays;

/** Wall-clock times of something that is done again and again in one JVM. */
final class Timing {

  private static final int MOST = 1000;

  private Timing() {}

  /**
   * The median time in seconds.
   *
   * @param warmUp how long it is done before its times count [s]
   * @param measured how long its times count [s]; at least five do
   */
  static double median(double warmUp, double measured, Runnable task) {
    repeat(warmUp, 2, task);
    return median(repeat(measured, 5, task));
  }

  /**
   * The median times in seconds of several things that are done in turns, so that what else the
   * machine does meets all of them.
   *
   * @param warmUp how long each is done before its times count [s]
   * @param measured how long the times of all together count [s]; at least five of each do
   */
  static double[] inTurns(double warmUp, double measured, Runnable... tasks) {
    for (Runnable task : tasks) {
      repeat(warmUp, 2, task);
    }
    double[][] times = new double[tasks.length][MOST];
    int count = 0;
    double total = 0;
    while (count < MOST && (count < 5 || total < measured)) {
      for (int k = 0; k < tasks.length; k++) {
        times[k][count] = once(tasks[k]);
        total += times[k][count];
      }
      count++;
    }
    int rounds = count;
    return Arrays.stream(times).mapToDouble(t -> median(Arrays.copyOf(t, rounds))).toArray();
  }

  /** The median of a few numbers. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The time of doing it once, in seconds. */
  static double once(Runnable task) {
    long start = System.nanoTime();
    task.run();
    return 1e-9 * (System.nanoTime() - start);
  }

  private static double[] repeat(double seconds, int least, Runnable task) {
    double[] times = new double[MOST];
    int count = 0;
    double total = 0;
    while (count < MOST && (count < least || total < seconds)) {
      times[count] = once(task);
      total += times[count++];
    }
    return Arrays.copyOf(times, count);
  }
}
