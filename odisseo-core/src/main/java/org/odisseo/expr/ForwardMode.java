// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Forward accumulation: the tangent of every node from those of its operands. */
final class ForwardMode {

  /**
   * What has been differentiated already, for each set of seeds in force: outside and inside of
   * integrals.
   */
  private final Map<Map<Variable, Expr>, IdentityHashMap<Expr, Expr>> results = new HashMap<>();

  Expr tangent(Expr root, Map<Variable, Expr> seeds) {
    IdentityHashMap<Expr, Expr> done =
        results.computeIfAbsent(seeds, key -> new IdentityHashMap<>());
    for (Expr node :
        Dag.order(List.of(root), e -> done.containsKey(e) ? List.of() : edges(e, seeds))) {
      if (!done.containsKey(node)) {
        done.put(node, differentiate(node, seeds, done));
      }
    }
    return known(root, done);
  }

  private static Expr known(Expr node, IdentityHashMap<Expr, Expr> done) {
    return done.getOrDefault(node, Constant.ZERO);
  }

  private static List<Expr> edges(Expr node, Map<Variable, Expr> seeds) {
    if (node instanceof Integral integral && !isHygienic(integral, seeds)) {
      return List.of(integral.lower(), integral.upper());
    }
    return node instanceof Select select
        ? List.of(select.whenTrue(), select.whenFalse())
        : node.operands();
  }

  /** Whether the bound variable is neither differentiated by nor free in any tangent. */
  private static boolean isHygienic(Integral integral, Map<Variable, Expr> seeds) {
    Variable bound = integral.variable();
    return !seeds.containsKey(bound)
        && seeds.values().stream().noneMatch(e -> FreeVariables.of(e).contains(bound));
  }

  private Expr differentiate(
      Expr node, Map<Variable, Expr> seeds, IdentityHashMap<Expr, Expr> done) {
    if (node instanceof Variable v) {
      return seeds.getOrDefault(v, Constant.ZERO);
    }
    if (node instanceof Select s) {
      return Select.of(
          s.op(), s.left(), s.right(), known(s.whenTrue(), done), known(s.whenFalse(), done));
    }
    if (node instanceof Integral integral) {
      return integral(integral, seeds, done);
    }
    if (node instanceof Call call && Extrema.isExtremum(call)) {
      return Extrema.choose(call, known(call.args().get(0), done), known(call.args().get(1), done));
    }
    SumBuilder sum = new SumBuilder();
    Linearization.visit(
        node,
        operand -> !known(operand, done).isConstant(0),
        (operand, partial) -> sum.add(1, partial.times(known(operand, done))));
    return sum.build();
  }

  /**
   * Leibniz' rule: the derivative under the integral, and the integrand at the limits times their
   * derivatives.
   */
  private Expr integral(
      Integral integral, Map<Variable, Expr> seeds, IdentityHashMap<Expr, Expr> done) {
    return inside(integral, seeds, done)
        .plus(atLimit(integral, integral.upper(), done))
        .minus(atLimit(integral, integral.lower(), done));
  }

  private static Expr atLimit(Integral integral, Expr limit, IdentityHashMap<Expr, Expr> done) {
    Expr tangent = known(limit, done);
    return tangent.isConstant(0) ? tangent : tangent.times(integral.integrandAt(limit));
  }

  private Expr inside(
      Integral integral, Map<Variable, Expr> seeds, IdentityHashMap<Expr, Expr> done) {
    Expr integrand = integral.integrand();
    Variable bound = integral.variable();
    if (isHygienic(integral, seeds)) {
      return integral.withIntegrand(known(integrand, done));
    }
    Map<Variable, Expr> seedsInside = new HashMap<>(seeds);
    seedsInside.remove(bound);
    Set<Variable> taken = new HashSet<>();
    seedsInside.values().forEach(e -> taken.addAll(FreeVariables.of(e)));
    if (taken.contains(bound)) {
      taken.addAll(FreeVariables.of(integrand));
      taken.addAll(seedsInside.keySet());
      bound = Substitution.fresh(bound, taken);
      integrand = Substitution.apply(List.of(integrand), Map.of(integral.variable(), bound)).get(0);
    }
    Expr tangent = tangent(integrand, Map.copyOf(seedsInside));
    return Integral.of(tangent, bound, integral.lower(), integral.upper(), integral.order());
  }
}
