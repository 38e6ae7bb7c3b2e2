// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The free variables of every node of a graph. */
final class FreeVariableTable {

  private final IdentityHashMap<Expr, Set<Variable>> sets = new IdentityHashMap<>();

  FreeVariableTable(Collection<Expr> roots) {
    Deque<Expr> stack = new ArrayDeque<>(roots);
    while (!stack.isEmpty()) {
      Expr node = stack.element();
      List<Expr> missing =
          node.operands().stream().filter(operand -> !sets.containsKey(operand)).toList();
      if (missing.isEmpty()) {
        stack.pop();
        sets.computeIfAbsent(node, this::collect);
      } else {
        missing.forEach(stack::push);
      }
    }
  }

  /** The free variables of a node; asked for nodes made later, it asks them. */
  Set<Variable> in(Expr node) {
    Set<Variable> known = sets.get(node);
    return known == null ? node.variables() : known;
  }

  private Set<Variable> collect(Expr node) {
    if (node instanceof Variable variable) {
      return Set.of(variable);
    }
    Set<Variable> union = new HashSet<>();
    for (Expr operand : node.operands()) {
      Set<Variable> part = in(operand);
      if (node instanceof Integral integral && operand.equals(integral.variable())) {
        continue;
      }
      union.addAll(part);
    }
    if (node instanceof Integral integral) {
      union.remove(integral.variable());
      union.addAll(in(integral.lower()));
      union.addAll(in(integral.upper()));
    }
    return Set.copyOf(union);
  }
}
