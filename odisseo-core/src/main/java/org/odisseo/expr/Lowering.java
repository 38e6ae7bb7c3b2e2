// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.odisseo.expr.internal.kernel.Graph;
import org.odisseo.expr.internal.kernel.Loop;
import org.odisseo.expr.internal.kernel.Node;
import org.odisseo.expr.internal.kernel.Relation;

/** Translates expressions into the arithmetic of the compiler. */
final class Lowering {

  private final Graph graph;
  private final Map<Variable, Node> inputs;
  private final FreeVariables free;
  private final IdentityHashMap<Expr, Integer> heights = new IdentityHashMap<>();
  private final LoweredCalls calls;

  /** The highest derivative of ln(1+x)/x for each x: the others at x follow from it. */
  private final Map<Expr, Integer> logRatioOrders = new HashMap<>();

  /** What is known, for each choice of bound variables that it depends on. */
  private final Map<Map<Variable, Node>, IdentityHashMap<Expr, Node>> known = new HashMap<>();

  private Lowering(Graph graph, List<Expr> outputs, Map<Variable, Node> inputs) {
    this.graph = graph;
    this.inputs = inputs;
    this.free = FreeVariables.ofAll(outputs);
    this.calls = new LoweredCalls(graph);
    for (Expr node : Dag.order(outputs)) {
      int height = node.operands().stream().mapToInt(this::height).max().orElse(0);
      heights.put(node, node instanceof Integral ? height + 1 : height);
      if (node instanceof Call call && call.fn() == Fn.LOG_RATIO) {
        logRatioOrders.merge(call.args().get(0), call.order(), Math::max);
      }
    }
  }

  /** The nodes that compute the outputs from the inputs. */
  static List<Node> lower(Graph graph, List<Expr> outputs, Map<Variable, Node> inputs) {
    Lowering lowering = new Lowering(graph, outputs, inputs);
    return outputs.stream().map(output -> lowering.node(output, Map.of())).toList();
  }

  private int height(Expr e) {
    Integer height = heights.get(e);
    if (height == null) {
      throw new IllegalStateException("operand met after its node");
    }
    return height;
  }

  /** The part of the bound variables that an expression depends on. */
  private Map<Variable, Node> relevant(Map<Variable, Node> bound, Expr e) {
    if (free.in(e).containsAll(bound.keySet())) {
      return bound;
    }
    Map<Variable, Node> relevant = new LinkedHashMap<>(bound);
    relevant.keySet().retainAll(free.in(e));
    return relevant;
  }

  /**
   * The node of an expression. Goes through the graph without recursion, but for what is inside of
   * integrals or depends on fewer bound variables.
   */
  private Node node(Expr root, Map<Variable, Node> bound) {
    Map<Variable, Node> scope = relevant(bound, root);
    IdentityHashMap<Expr, Node> values = values(scope);
    if (!values.containsKey(root)) {
      for (Expr e : Dag.order(List.of(root), node -> edges(node, scope, values))) {
        if (!values.containsKey(e) && belongs(e, scope)) {
          values.put(e, make(e, scope));
        }
      }
    }
    return known(root, values);
  }

  private IdentityHashMap<Expr, Node> values(Map<Variable, Node> scope) {
    return known.computeIfAbsent(scope, s -> new IdentityHashMap<>());
  }

  private static Node known(Expr e, IdentityHashMap<Expr, Node> values) {
    Node node = values.get(e);
    if (node == null) {
      throw new IllegalStateException("operand lowered after its node");
    }
    return node;
  }

  private boolean belongs(Expr e, Map<Variable, Node> scope) {
    return relevant(scope, e).size() == scope.size();
  }

  private List<Expr> edges(Expr e, Map<Variable, Node> scope, IdentityHashMap<Expr, Node> values) {
    if (values.containsKey(e) || !belongs(e, scope)) {
      return List.of();
    }
    return e instanceof Integral integral
        ? List.of(integral.lower(), integral.upper())
        : e.operands();
  }

  private Node make(Expr e, Map<Variable, Node> scope) {
    if (e instanceof Constant c) {
      return graph.constant(c.value());
    }
    if (e instanceof Variable v) {
      return variable(v, scope);
    }
    if (e instanceof Sum sum) {
      List<Node> terms = new ArrayList<>();
      terms.add(graph.constant(sum.constant()));
      for (Term term : sum.terms()) {
        Node node = node(term.expr(), scope);
        terms.add(graph.product(List.of(graph.constant(term.coefficient()), node)));
      }
      return graph.sum(terms);
    }
    if (e instanceof Product product) {
      return graph.product(
          product.factors().stream().map(f -> power(f.base(), f.exponent(), scope)).toList());
    }
    if (e instanceof Call call) {
      return call(call, scope);
    }
    if (e instanceof Select select) {
      return select(select, scope);
    }
    return integral((Integral) e, scope);
  }

  private Node variable(Variable v, Map<Variable, Node> scope) {
    Node node = scope.getOrDefault(v, inputs.get(v));
    if (node == null) {
      throw new IllegalStateException("no input for variable " + v.name());
    }
    return node;
  }

  private Node power(Expr base, Expr exponent, Map<Variable, Node> scope) {
    if (!(exponent instanceof Constant c)) {
      return calls.power(node(base, scope), node(exponent, scope));
    }
    if (base instanceof Call call && call.fn() == Fn.NORM) {
      return graph.power(squares(call, scope), c.value() / 2);
    }
    Node node = node(base, scope);
    if (base.sign().isNonNegative()) {
      graph.markNonNegative(node);
    }
    return graph.power(node, c.value());
  }

  /** The square of a norm. */
  private Node squares(Call norm, Map<Variable, Node> scope) {
    Node sum =
        graph.sum(norm.args().stream().map(arg -> graph.power(node(arg, scope), 2)).toList());
    graph.markNonNegative(sum);
    return sum;
  }

  private Node call(Call call, Map<Variable, Node> scope) {
    return switch (call.fn()) {
      case NORM -> graph.power(squares(call, scope), 0.5);
      case SAFE_RATIO -> safeRatio(call.args().get(0), call.args().get(1), scope);
      case LOG_RATIO -> {
        Expr x = call.args().get(0);
        int highest = logRatioOrders.getOrDefault(x, 0);
        yield calls.logRatio(call.order(), highest, node(x, scope));
      }
      default ->
          calls.of(call.fn(), call.order(), call.args().stream().map(a -> node(a, scope)).toList());
    };
  }

  /**
   * a/b, or 0 where b is 0. Where a is finite the guard goes to the reciprocals of b's factors,
   * which then are the same for all numerators: x, y and z over r.
   */
  private Node safeRatio(Expr a, Expr b, Map<Variable, Node> scope) {
    List<Factor> below =
        b instanceof Product p ? p.factors() : List.of(new Factor(b, Constant.ONE));
    boolean guardsFactors =
        Finiteness.isFinite(a) && below.stream().allMatch(f -> f.exponent() instanceof Constant);
    List<Node> factors = new ArrayList<>();
    factors.add(node(a, scope));
    for (Factor f : below) {
      Node inverse =
          f.exponent() instanceof Constant c
              ? power(f.base(), c.negate(), scope)
              : graph.power(power(f.base(), f.exponent(), scope), -1);
      boolean canVanish = guardsFactors && ((Constant) f.exponent()).value() > 0;
      factors.add(canVanish ? graph.guarded(inverse) : inverse);
    }
    Node ratio = graph.product(factors);
    if (guardsFactors) {
      return ratio;
    }
    Node zero = graph.constant(0);
    return graph.select(Relation.EQUAL, node(b, scope), zero, zero, ratio);
  }

  private Node select(Select select, Map<Variable, Node> scope) {
    Node left = node(select.left(), scope);
    Node right = node(select.right(), scope);
    Node whenTrue = node(select.whenTrue(), scope);
    Node whenFalse = node(select.whenFalse(), scope);
    return switch (select.op()) {
      case LT -> graph.select(Relation.LESS, left, right, whenTrue, whenFalse);
      case LE -> graph.select(Relation.AT_MOST, left, right, whenTrue, whenFalse);
      case EQ -> graph.select(Relation.EQUAL, left, right, whenTrue, whenFalse);
      case GT -> graph.select(Relation.LESS, right, left, whenTrue, whenFalse);
      case GE -> graph.select(Relation.AT_MOST, right, left, whenTrue, whenFalse);
      case NE -> graph.select(Relation.EQUAL, left, right, whenFalse, whenTrue);
    };
  }

  private Node integral(Integral integral, Map<Variable, Node> scope) {
    Node lower = node(integral.lower(), scope);
    Node upper = node(integral.upper(), scope);
    Node half =
        graph.product(List.of(graph.constant(0.5), graph.sum(List.of(upper, graph.negate(lower)))));
    Node middle = graph.product(List.of(graph.constant(0.5), graph.sum(List.of(upper, lower))));
    GaussLegendre rule = GaussLegendre.ofOrder(integral.order());
    double[] nodes = new double[rule.order()];
    double[] weights = new double[rule.order()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = rule.node(i);
      weights[i] = rule.weight(i);
    }
    Loop loop =
        graph.loop(lower, upper, List.copyOf(scope.values()), height(integral), nodes, weights);
    Node point = graph.sum(List.of(middle, graph.product(List.of(half, graph.abscissa(loop)))));
    Map<Variable, Node> inside = new LinkedHashMap<>(scope);
    inside.put(integral.variable(), point);
    return graph.product(List.of(half, graph.integral(loop, node(integral.integrand(), inside))));
  }
}
