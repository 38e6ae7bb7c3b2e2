// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.IdentityHashMap;

/**
 * How large an expression is when written out as a tree, which can be exponentially more than its
 * graph, and how deep.
 *
 * @param nodes number of tree nodes
 * @param depth longest path
 */
record WrittenSize(double nodes, int depth) {

  private static final double MAX_NODES = 200_000;

  /** The parser accepts what is nested less than this. */
  static final int MAX_DEPTH = 500;

  static WrittenSize of(Expr root) {
    IdentityHashMap<Expr, WrittenSize> sizes = new IdentityHashMap<>();
    WrittenSize last = new WrittenSize(1, 1);
    for (Expr node : Dag.order(root)) {
      double nodes = 1;
      int depth = 0;
      for (Expr operand : node.operands()) {
        WrittenSize size = sizes.getOrDefault(operand, last);
        nodes += size.nodes;
        depth = Math.max(depth, size.depth);
      }
      last = new WrittenSize(nodes, depth + 1);
      sizes.put(node, last);
    }
    return last;
  }

  boolean isReadable() {
    return nodes <= MAX_NODES && depth <= MAX_DEPTH;
  }

  @Override
  public String toString() {
    return String.format("%.3g nodes, %d deep", nodes, depth);
  }
}
