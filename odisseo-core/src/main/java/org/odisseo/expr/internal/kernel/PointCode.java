// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import org.odisseo.expr.internal.special.FastFunction;

/** Compiled stages that work on a single point. */
public interface PointCode {
  /**
   * Runs a stage.
   *
   * @param stage its number
   * @param in in[j], input j
   * @param out out[k], output k
   * @param hoisted values that are the same for all points
   * @param arrays values that change with the step of a loop only
   * @param functions fast tables
   * @param work workspace, one element for each value
   * @param counters steps of the loops that go around stages
   */
  void run(
      int stage,
      double[] in,
      double[] out,
      double[] hoisted,
      double[][] arrays,
      FastFunction[] functions,
      double[] work,
      int[] counters);
}
