// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.IdentityHashMap;

/**
 * How large an expression is when written out as a tree, which can be exponentially more than its
 * graph, and how deep.
 *
 * @param nodes number of tree nodes
 * @param depth how many parentheses and exponents are nested, at most
 */
record WrittenSize(double nodes, int depth) {

  private static final double MAX_NODES = 200_000;

  /** What is nested deeper is neither written nor read; each level takes up to 4 kB of stack. */
  static final int MAX_DEPTH = 100;

  static WrittenSize of(Expr root) {
    IdentityHashMap<Expr, WrittenSize> sizes = new IdentityHashMap<>();
    WrittenSize last = new WrittenSize(1, 1);
    for (Expr node : Dag.order(root)) {
      double nodes = 1;
      int depth = 1;
      for (int i = 0; i < node.operands().size(); i++) {
        Expr operand = node.operands().get(i);
        WrittenSize size = sizes.getOrDefault(operand, last);
        nodes += size.nodes;
        depth = Math.max(depth, size.depth + levels(node, i));
      }
      last = new WrittenSize(nodes, depth);
      sizes.put(node, last);
    }
    return last;
  }

  /** How many levels deeper than a node its operand i is written. */
  private static int levels(Expr node, int i) {
    if (node instanceof Sum) {
      return node.operands().get(i) instanceof Sum ? 1 : 0;
    }
    boolean isExponent = node instanceof Product && i % 2 == 1;
    return isExponent ? 2 : 1;
  }

  boolean isReadable() {
    return nodes <= MAX_NODES && depth <= MAX_DEPTH;
  }

  @Override
  public String toString() {
    return String.format("%.3g nodes, %d deep", nodes, depth);
  }
}
