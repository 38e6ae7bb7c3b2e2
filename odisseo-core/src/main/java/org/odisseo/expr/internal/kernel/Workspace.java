// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/**
 * A thread's scratch memory for programs of several stages; what it holds means nothing between two
 * runs.
 */
final class Workspace {
  private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

  double[] values = {};
  int[] counters = {};

  private Workspace() {}

  /** The workspace of the current thread with room for so many values and counters. */
  static Workspace with(int values, int counters) {
    Workspace workspace = OF_THREAD.get();
    if (workspace.values.length < values) {
      workspace.values = new double[values];
    }
    if (workspace.counters.length < counters) {
      workspace.counters = new int[counters];
    }
    return workspace;
  }
}
