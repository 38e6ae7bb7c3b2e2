// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.lang.invoke.MethodHandles;
import org.odisseo.expr.internal.special.FastFunction;

/** The loaded code of a unit and the order in which its stages run. */
final class Compiled {
  /** Workspace of a block in doubles: what a second-level cache holds beside other things. */
  private static final int WORKSPACE = 32_768;

  private static final int LARGEST_BLOCK = 256;
  private static final double[] NO_VALUES = {};
  private static final int[] NO_COUNTERS = {};

  /** What code is given besides inputs and outputs. */
  record Environment(double[] hoisted, double[][] arrays, FastFunction[] functions) {}

  private final Plan plan;
  private final Step[] steps;
  private final int block;
  private final Object code;

  private Compiled(Plan plan, int block, Object code) {
    this.plan = plan;
    this.steps = plan.steps.toArray(new Step[0]);
    this.block = block;
    this.code = code;
  }

  static Compiled of(Plan plan, Layout layout, MethodHandles.Lookup lookup) {
    int block = Math.min(LARGEST_BLOCK, WORKSPACE / Math.max(1, plan.slots));
    // An odd number of cache lines: a power of two would put all values of a point into the same
    // few sets of the cache.
    block = Math.max(0, (block - 8) / 16) * 16 + 8;
    return new Compiled(plan, block, ClassMaker.make(plan, layout, block, lookup));
  }

  /** Runs code of layout BULK for points from inclusive to exclusive. */
  void run(double[][] in, double[][] out, Environment e, int from, int to) {
    BulkCode bulk = (BulkCode) code;
    if (plan.isSingle()) {
      bulk.run(
          0,
          in,
          out,
          e.hoisted(),
          e.arrays(),
          e.functions(),
          NO_VALUES,
          NO_COUNTERS,
          from,
          to - from);
      return;
    }
    Workspace work = Workspace.with(plan.slots * block, plan.counters.size());
    for (int start = from; start < to; start += block) {
      int count = Math.min(block, to - start);
      for (int i = 0; i < steps.length; i = steps[i].next(i, work.counters)) {
        int stage = steps[i].stage();
        if (stage >= 0) {
          bulk.run(
              stage,
              in,
              out,
              e.hoisted(),
              e.arrays(),
              e.functions(),
              work.values,
              work.counters,
              start,
              count);
        }
      }
    }
  }

  /** Runs code of layout POINT. */
  void run(double[] in, double[] out, Environment e) {
    PointCode point = (PointCode) code;
    if (plan.isSingle()) {
      point.run(0, in, out, e.hoisted(), e.arrays(), e.functions(), NO_VALUES, NO_COUNTERS);
      return;
    }
    Workspace work = Workspace.with(plan.slots, plan.counters.size());
    for (int i = 0; i < steps.length; i = steps[i].next(i, work.counters)) {
      int stage = steps[i].stage();
      if (stage >= 0) {
        point.run(
            stage, in, out, e.hoisted(), e.arrays(), e.functions(), work.values, work.counters);
      }
    }
  }
}
