// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import org.odisseo.expr.internal.special.FastFunction;

/** Compiled stages that work on a range of points. */
public interface BulkCode {
  /**
   * Runs a stage.
   *
   * @param stage its number
   * @param in in[j][i], input j of point i
   * @param out out[k][i], output k of point i
   * @param hoisted values that are the same for all points
   * @param arrays values that change with the step of a loop only
   * @param functions fast tables
   * @param work workspace, an array as long as a block for each value
   * @param counters steps of the loops that go around stages
   * @param from the first point
   * @param count number of points
   */
  void run(
      int stage,
      double[][] in,
      double[][] out,
      double[] hoisted,
      double[][] arrays,
      FastFunction[] functions,
      double[] work,
      int[] counters,
      int from,
      int count);
}
