// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/**
 * An instruction of the script that runs stages: run a stage; set a counter to zero; or count one
 * up and go on behind that, until it has reached its end.
 *
 * @param stage the stage to run, or -1
 * @param counter the counter concerned
 * @param times the end of the counter, or 0 to set it to zero
 * @param target where to go on while the end is not reached
 */
record Step(int stage, int counter, int times, int target) {
  static Step run(int stage) {
    return new Step(stage, 0, 0, 0);
  }

  static Step begin(int counter) {
    return new Step(-1, counter, 0, 0);
  }

  static Step end(int counter, int times, int target) {
    return new Step(-1, counter, times, target);
  }

  /** Does what is to be done to the counters; the next step. */
  int next(int position, int[] counters) {
    if (stage >= 0) {
      return position + 1;
    }
    if (times == 0) {
      counters[counter] = 0;
      return position + 1;
    }
    counters[counter]++;
    return counters[counter] < times ? target : position + 1;
  }
}
