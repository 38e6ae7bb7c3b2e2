// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces variables all at once. A bound variable hides a replacement of its name, and is renamed
 * where a replacement would bring in a free variable of its name.
 */
final class Substitution {

  private final FreeVariables free;

  /**
   * What has been replaced already, for each set of replacements in force: outside and inside of
   * integrals.
   */
  private final Map<Map<Variable, Expr>, IdentityHashMap<Expr, Expr>> results = new HashMap<>();

  private Substitution(List<? extends Expr> roots) {
    free = FreeVariables.ofAll(roots);
  }

  static List<Expr> apply(List<? extends Expr> roots, Map<Variable, ? extends Expr> replacements) {
    Substitution substitution = new Substitution(roots);
    Map<Variable, Expr> inForce = Map.copyOf(replacements);
    return roots.stream().map(root -> substitution.replace(root, inForce)).toList();
  }

  /** A variable of a name like this one's that is not among the taken ones. */
  static Variable fresh(Variable like, Set<Variable> taken) {
    for (int i = 1; ; i++) {
      Variable candidate = Variable.of(like.name() + "_" + i);
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
  }

  private Expr replace(Expr root, Map<Variable, Expr> replacements) {
    IdentityHashMap<Expr, Expr> done =
        results.computeIfAbsent(replacements, key -> new IdentityHashMap<>());
    for (Expr node :
        Dag.order(List.of(root), e -> done.containsKey(e) ? List.of() : edges(e, replacements))) {
      if (!done.containsKey(node)) {
        done.put(node, rebuild(node, replacements, done));
      }
    }
    return done.getOrDefault(root, root);
  }

  private List<Expr> edges(Expr node, Map<Variable, Expr> replacements) {
    if (free.in(node).stream().noneMatch(replacements::containsKey)) {
      return List.of();
    }
    if (node instanceof Integral integral) {
      return isHygienic(integral, replacements)
          ? List.of(integral.integrand(), integral.lower(), integral.upper())
          : List.of(integral.lower(), integral.upper());
    }
    return node.operands();
  }

  /** Whether the replacements may go into the integral as they are. */
  private static boolean isHygienic(Integral integral, Map<Variable, Expr> replacements) {
    Variable bound = integral.variable();
    return !replacements.containsKey(bound)
        && replacements.values().stream().noneMatch(e -> FreeVariables.of(e).contains(bound));
  }

  private Expr rebuild(
      Expr node, Map<Variable, Expr> replacements, IdentityHashMap<Expr, Expr> done) {
    if (free.in(node).stream().noneMatch(replacements::containsKey)) {
      return node;
    }
    if (node instanceof Variable variable) {
      return replacements.getOrDefault(variable, variable);
    }
    if (node instanceof Integral integral) {
      return rebuildIntegral(integral, replacements, done);
    }
    List<Expr> operands = new ArrayList<>(node.operands().size());
    for (Expr operand : node.operands()) {
      operands.add(done.getOrDefault(operand, operand));
    }
    return node.withOperands(operands);
  }

  private Expr rebuildIntegral(
      Integral integral, Map<Variable, Expr> replacements, IdentityHashMap<Expr, Expr> done) {
    Expr lower = done.getOrDefault(integral.lower(), integral.lower());
    Expr upper = done.getOrDefault(integral.upper(), integral.upper());
    Variable bound = integral.variable();
    if (isHygienic(integral, replacements)) {
      Expr integrand = done.getOrDefault(integral.integrand(), integral.integrand());
      return Integral.of(integrand, bound, lower, upper, integral.order());
    }
    Map<Variable, Expr> inside = new HashMap<>(replacements);
    inside.keySet().retainAll(free.in(integral.integrand()));
    inside.remove(bound);
    if (inside.values().stream().anyMatch(e -> FreeVariables.of(e).contains(bound))) {
      Set<Variable> taken = new HashSet<>(free.in(integral.integrand()));
      inside.values().forEach(e -> taken.addAll(FreeVariables.of(e)));
      Variable renamed = fresh(bound, taken);
      inside.put(bound, renamed);
      return Integral.of(
          replace(integral.integrand(), Map.copyOf(inside)),
          renamed,
          lower,
          upper,
          integral.order());
    }
    return Integral.of(
        replace(integral.integrand(), Map.copyOf(inside)), bound, lower, upper, integral.order());
  }
}
