// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;

/**
 * Reverse accumulation: the derivatives of one quantity with respect to a set of leaves, from the
 * root down.
 *
 * <p>The branches of a choice are differentiated apart, down to the leaves, and the choice made
 * among the results. To pass a masked adjoint into both branches would be shorter, but gives 0
 * times infinity where the branch not taken is singular.
 */
final class ReverseMode {

  private final BoundScopes scopes;
  private final Set<Expr> leaves;
  private final IdentityHashMap<Expr, Map<Expr, Expr>> choices = new IdentityHashMap<>();
  private final IdentityHashMap<Expr, Boolean> active = new IdentityHashMap<>();

  ReverseMode(BoundScopes scopes, Set<Expr> leaves) {
    this.scopes = scopes;
    this.leaves = leaves;
  }

  /** The gradient of the sum of seed times root with respect to those leaves that it depends on. */
  Map<Expr, Expr> gradient(List<? extends Expr> roots, List<? extends Expr> seeds) {
    Dag.order(roots, this::edgesThroughChoices).stream()
        .filter(ReverseMode::isChoice)
        .forEach(this::choice); // inner ones first, so that they do not recur through each other
    return accumulate(roots, seeds);
  }

  private Map<Expr, Expr> accumulate(List<? extends Expr> roots, List<? extends Expr> seeds) {
    List<Expr> order = Dag.order(roots, this::edges);
    order.forEach(this::markActive);
    IdentityHashMap<Expr, SumBuilder> adjoints = new IdentityHashMap<>();
    for (int i = 0; i < roots.size(); i++) {
      add(adjoints, roots.get(i), seeds.get(i));
    }
    Map<Expr, SumBuilder> result = new LinkedHashMap<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      Expr node = order.get(i);
      SumBuilder collected = adjoints.remove(node);
      if (collected != null && isActive(node)) {
        Expr adjoint = collected.build();
        if (isLeaf(node)) {
          addTo(result, node, adjoint);
        } else if (isChoice(node)) {
          choice(node).forEach((leaf, partial) -> addTo(result, leaf, adjoint.times(partial)));
        } else if (!adjoint.isConstant(0)) {
          push(node, adjoint, adjoints);
        }
      }
    }
    Map<Expr, Expr> gradient = new LinkedHashMap<>();
    result.forEach((leaf, sum) -> gradient.put(leaf, sum.build()));
    return gradient;
  }

  private List<Expr> edges(Expr node) {
    return isLeaf(node) || isChoice(node) ? List.of() : scopes.edges(node);
  }

  private List<Expr> edgesThroughChoices(Expr node) {
    return isLeaf(node) ? List.of() : scopes.edges(node);
  }

  private boolean isLeaf(Expr node) {
    return leaves.contains(node);
  }

  private static boolean isChoice(Expr node) {
    return node instanceof Select || (node instanceof Call call && Extrema.isExtremum(call));
  }

  private void markActive(Expr node) {
    if (!active.containsKey(node)) {
      boolean isActive =
          isLeaf(node)
              || (isChoice(node)
                  ? !choice(node).isEmpty()
                  : edges(node).stream().anyMatch(this::isActive));
      active.put(node, isActive);
    }
  }

  private boolean isActive(Expr node) {
    return active.getOrDefault(node, false);
  }

  private void push(Expr node, Expr adjoint, IdentityHashMap<Expr, SumBuilder> adjoints) {
    BiConsumer<Expr, Expr> receiver =
        (operand, partial) -> add(adjoints, operand, adjoint.times(partial));
    if (node instanceof Integral integral) {
      visitIntegral(integral, receiver);
    } else {
      Linearization.visit(node, this::isActive, receiver);
    }
  }

  private static void add(
      IdentityHashMap<Expr, SumBuilder> adjoints, Expr node, Expr contribution) {
    adjoints.computeIfAbsent(node, key -> new SumBuilder()).add(1, contribution);
  }

  private static void addTo(Map<Expr, SumBuilder> result, Expr leaf, Expr contribution) {
    result.computeIfAbsent(leaf, key -> new SumBuilder()).add(1, contribution);
  }

  /** The gradient of a choice with respect to the leaves. */
  private Map<Expr, Expr> choice(Expr node) {
    Map<Expr, Expr> known = choices.get(node);
    if (known == null) {
      known = node instanceof Select select ? select(select) : extremum((Call) node);
      choices.put(node, known);
    }
    return known;
  }

  private Map<Expr, Expr> select(Select node) {
    return combine(
        accumulate(List.of(node.whenTrue()), List.of(Constant.ONE)),
        accumulate(List.of(node.whenFalse()), List.of(Constant.ONE)),
        (yes, no) -> Select.of(node.op(), node.left(), node.right(), yes, no));
  }

  private Map<Expr, Expr> extremum(Call node) {
    return combine(
        accumulate(List.of(node.args().get(0)), List.of(Constant.ONE)),
        accumulate(List.of(node.args().get(1)), List.of(Constant.ONE)),
        (first, second) -> Extrema.choose(node, first, second));
  }

  private static Map<Expr, Expr> combine(
      Map<Expr, Expr> first, Map<Expr, Expr> second, BinaryOperator<Expr> choose) {
    Set<Expr> leaves = new LinkedHashSet<>(first.keySet());
    leaves.addAll(second.keySet());
    Map<Expr, Expr> result = new LinkedHashMap<>();
    for (Expr leaf : leaves) {
      Expr partial =
          choose.apply(
              first.getOrDefault(leaf, Constant.ZERO), second.getOrDefault(leaf, Constant.ZERO));
      result.put(leaf, partial);
    }
    return result;
  }

  /**
   * Leibniz' rule, with what does not depend on the bound variable left outside of the integrals.
   */
  private void visitIntegral(Integral integral, BiConsumer<Expr, Expr> receiver) {
    Set<Expr> inputs = new LinkedHashSet<>();
    scopes.of(integral).inputs().stream().filter(this::isActive).forEach(inputs::add);
    ReverseMode inside = new ReverseMode(scopes, inputs);
    inside
        .gradient(List.of(integral.integrand()), List.of(Constant.ONE))
        .forEach((input, partial) -> receiver.accept(input, integral.withIntegrand(partial)));
    if (isActive(integral.upper())) {
      receiver.accept(integral.upper(), integral.integrandAt(integral.upper()));
    }
    if (isActive(integral.lower())) {
      receiver.accept(integral.lower(), integral.integrandAt(integral.lower()).negate());
    }
  }
}
