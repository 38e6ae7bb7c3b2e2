// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Splits the integrand of each integral of a graph into what depends on the variable of
 * integration, which has to be done again at each point, and the largest parts that do not, which
 * belong outside.
 */
final class BoundScopes {

  /**
   * The inside of one integral.
   *
   * @param dependent nodes that depend on the bound variable, operands first; the integrand last,
   *     if it depends on it
   * @param inputs the largest parts that do not
   */
  record Scope(List<Expr> dependent, List<Expr> inputs) {}

  private final FreeVariables free;
  private final IdentityHashMap<Integral, Scope> scopes = new IdentityHashMap<>();

  BoundScopes(FreeVariables free) {
    this.free = free;
  }

  /**
   * What has to be known before a node can be evaluated: its operands, or an integral's limits and
   * inputs.
   */
  List<Expr> edges(Expr node) {
    if (!(node instanceof Integral integral)) {
      return node.operands();
    }
    List<Expr> edges = new ArrayList<>(of(integral).inputs());
    edges.add(integral.lower());
    edges.add(integral.upper());
    return edges;
  }

  /** The inside of an integral of the graph. */
  Scope of(Integral integral) {
    Scope known = scopes.get(integral);
    if (known == null) {
      known = split(integral);
      scopes.put(integral, known);
    }
    return known;
  }

  private Scope split(Integral integral) {
    Variable bound = integral.variable();
    Set<Expr> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Expr> dependent = new ArrayList<>();
    List<Expr> orderedInputs = new ArrayList<>();
    for (Expr node :
        Dag.order(List.of(integral.integrand()), e -> dependsOn(e, bound) ? edges(e) : List.of())) {
      if (dependsOn(node, bound)) {
        dependent.add(node);
      } else if (inputs.add(node)) {
        orderedInputs.add(node);
      }
    }
    return new Scope(List.copyOf(dependent), List.copyOf(orderedInputs));
  }

  boolean dependsOn(Expr node, Variable variable) {
    return free.in(node).contains(variable);
  }
}
