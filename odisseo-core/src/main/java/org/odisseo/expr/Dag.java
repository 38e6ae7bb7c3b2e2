// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Walks over expression graphs, each node once, without recursion, so that depth is no limit. */
final class Dag {

  private Dag() {}

  /** All nodes reachable from the root, operands before the nodes that use them. */
  static List<Expr> order(Expr root) {
    return order(List.of(root), Expr::operands);
  }

  /** All nodes reachable from the roots, operands before the nodes that use them. */
  static List<Expr> order(List<? extends Expr> roots) {
    return order(roots, Expr::operands);
  }

  /** All nodes reachable from the roots by a choice of edges, ends of edges before their starts. */
  static List<Expr> order(List<? extends Expr> roots, Function<Expr, List<Expr>> edges) {
    List<Expr> result = new ArrayList<>();
    Set<Expr> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Visit> stack = new ArrayDeque<>();
    for (Expr root : roots) {
      if (entered.add(root)) {
        stack.push(new Visit(root, edges.apply(root)));
      }
      while (!stack.isEmpty()) {
        Visit visit = stack.element();
        if (visit.next == visit.operands.size()) {
          result.add(visit.node);
          stack.pop();
        } else {
          Expr operand = visit.operands.get(visit.next++);
          if (entered.add(operand)) {
            stack.push(new Visit(operand, edges.apply(operand)));
          }
        }
      }
    }
    return result;
  }

  private static final class Visit {
    private final Expr node;
    private final List<Expr> operands;
    private int next;

    private Visit(Expr node, List<Expr> operands) {
      this.node = node;
      this.operands = operands;
    }
  }
}
