// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables that each node of a graph depends on; the bound variable of an integral is free in
 * its limits only. A node that is made later may be asked for too.
 */
final class FreeVariables {

  private static final Comparator<Variable> BY_NAME = Comparator.comparing(Variable::name);

  private final IdentityHashMap<Expr, Set<Variable>> free = new IdentityHashMap<>();

  private FreeVariables() {}

  static Set<Variable> of(Expr root) {
    return ofAll(List.of(root)).in(root);
  }

  /** The table for all nodes below the roots. */
  static FreeVariables ofAll(List<? extends Expr> roots) {
    FreeVariables table = new FreeVariables();
    table.add(roots);
    return table;
  }

  /** Adds all nodes below the roots, operands first, that are not there. */
  private void add(List<? extends Expr> roots) {
    for (Expr node : Dag.order(roots, this::unknownOperands)) {
      free.computeIfAbsent(node, this::collect);
    }
  }

  private List<Expr> unknownOperands(Expr node) {
    return free.containsKey(node) ? List.of() : node.operands();
  }

  /** The free variables of a node, ordered by name. */
  Set<Variable> in(Expr node) {
    if (!free.containsKey(node)) {
      add(List.of(node));
    }
    return Objects.requireNonNull(free.get(node));
  }

  private Set<Variable> collect(Expr node) {
    if (node instanceof Variable v) {
      return sorted(Set.of(v));
    }
    if (node instanceof Integral integral) {
      Set<Variable> inside = new TreeSet<>(BY_NAME);
      inside.addAll(in(integral.integrand()));
      inside.remove(integral.variable());
      return union(
          List.of(Collections.unmodifiableSet(inside), in(integral.lower()), in(integral.upper())));
    }
    return union(node.operands().stream().map(this::in).toList());
  }

  /** The union, which is most often one of the sets and then not a new one. */
  private static Set<Variable> union(List<Set<Variable>> sets) {
    Set<Variable> largest = Set.of();
    for (Set<Variable> set : sets) {
      largest = set.size() > largest.size() ? set : largest;
    }
    for (Set<Variable> set : sets) {
      if (set != largest && !largest.containsAll(set)) {
        return sorted(sets.stream().flatMap(Set::stream).toList());
      }
    }
    return largest;
  }

  private static Set<Variable> sorted(Iterable<Variable> variables) {
    Set<Variable> result = new TreeSet<>(BY_NAME);
    variables.forEach(result::add);
    return Collections.unmodifiableSet(result);
  }
}
