// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds nodes, each distinct one once. Sums and products come out grouped: operands that change
 * less often are combined first, so that the combination can be computed outside of the loop over
 * points or over quadrature nodes.
 */
public final class Graph {
  /** Longer products stay whole in other ones: looking for common factors takes quadratic time. */
  static final int FLATTEN_LIMIT = 32;

  private static final Comparator<Node> BY_ID = Comparator.comparingInt(node -> node.id);

  private final Map<List<Object>, Node> known = new HashMap<>();
  private final Map<List<Object>, Loop> loops = new HashMap<>();
  private final Set<Node> nonNegative = new HashSet<>();
  private int size;

  private Node intern(Op op, List<Node> args, double value, int index, @Nullable Object payload) {
    List<Object> key = new ArrayList<>(args.size() + 4);
    key.add(op);
    key.add(Double.doubleToRawLongBits(value));
    key.add(index);
    key.add(payload == null ? op : payload);
    args.forEach(arg -> key.add(arg.id));
    return known.computeIfAbsent(
        key, k -> new Node(size++, op, List.copyOf(args), value, index, payload));
  }

  /** A number. */
  public Node constant(double value) {
    return intern(Op.CONSTANT, List.of(), value, 0, null);
  }

  /** A per-point input. */
  public Node input(int index) {
    return intern(Op.INPUT, List.of(), 0, index, null);
  }

  /** A shared input. */
  public Node shared(int index) {
    return intern(Op.SHARED, List.of(), 0, index, null);
  }

  /** Notes that a node is never negative, which lets its powers share more. */
  public void markNonNegative(Node node) {
    nonNegative.add(node);
  }

  boolean isNonNegative(Node node) {
    return nonNegative.contains(node);
  }

  /** Minus a node. */
  public Node negate(Node node) {
    return switch (node.op) {
      case CONSTANT -> constant(-node.value);
      case NEGATE -> node.args.get(0);
      case SUBTRACT -> binary(Op.SUBTRACT, node.args.get(1), node.args.get(0));
      default -> intern(Op.NEGATE, List.of(node), 0, 0, null);
    };
  }

  /** A node to a constant power. */
  public Node power(Node base, double exponent) {
    if (exponent == 1 || exponent == 0) {
      return exponent == 1 ? base : constant(1);
    }
    if (base.op == Op.CONSTANT) {
      return constant(Math.pow(base.value, exponent));
    }
    if (base.op == Op.NEGATE && exponent == Math.rint(exponent)) {
      Node power = power(base.args.get(0), exponent);
      return exponent % 2 == 0 ? power : negate(power);
    }
    return intern(Op.POWER, List.of(base), exponent, 0, null);
  }

  /** A power with a negative exponent, but 0 where its base is 0. */
  public Node guarded(Node power) {
    return switch (power.op) {
      case POWER -> intern(Op.SAFE_POWER, power.args, power.value, 0, null);
      case NEGATE -> negate(guarded(power.args.get(0)));
      case CONSTANT -> Double.isInfinite(power.value) ? constant(0) : power;
      default -> throw new IllegalArgumentException("only powers can be guarded, got " + power);
    };
  }

  /** A call of a static method. */
  public Node call(Function function, Node... args) {
    return intern(Op.CALL, List.of(args), 0, 0, function);
  }

  /** A fast table of x, with its parameter (uniform and in no loop) before it where it has one. */
  public Node table(TableSpec spec, Node... parameterAndArgument) {
    return intern(Op.TABLE, List.of(parameterAndArgument), 0, 0, spec);
  }

  /** One of two nodes by a comparison. */
  public Node select(Relation relation, Node left, Node right, Node whenTrue, Node whenFalse) {
    return intern(Op.SELECT, List.of(left, right, whenTrue, whenFalse), 0, 0, relation);
  }

  Node binary(Op op, Node a, Node b) {
    boolean swap = (op == Op.ADD || op == Op.MULTIPLY) && a.id > b.id;
    return intern(op, swap ? List.of(b, a) : List.of(a, b), 0, 0, null);
  }

  Node unary(Op op, Node a) {
    return intern(op, List.of(a), 0, 0, null);
  }

  Node raw(Op op, List<Node> args) {
    Node[] sorted = args.toArray(new Node[0]);
    Arrays.sort(sorted, BY_ID);
    return sorted.length == 1 ? sorted[0] : intern(op, List.of(sorted), 0, 0, null);
  }

  /** A node like another one with other arguments. */
  Node like(Node node, List<Node> args) {
    return intern(node.op, args, node.value, node.index, node.payload);
  }

  /**
   * The loop of a quadrature.
   *
   * @param lower lower limit
   * @param upper upper limit
   * @param outer values of the variables of other loops that limits or integrands involve
   * @param height nesting height of the integral; integrals that contain each other never share a
   *     loop
   * @param nodes quadrature nodes on [-1, 1]
   * @param weights quadrature weights
   * @return one loop for all integrals that agree in all of this
   */
  public Loop loop(
      Node lower, Node upper, List<Node> outer, int height, double[] nodes, double[] weights) {
    List<Loop> around =
        outer.stream()
            .flatMap(node -> node.loops.stream())
            .distinct()
            .sorted(Comparator.comparingInt(Loop::depth))
            .toList();
    List<Object> key = List.of(lower, upper, around, height, nodes.length);
    return loops.computeIfAbsent(key, k -> new Loop(around, nodes, weights));
  }

  /** The quadrature node of a loop. */
  public Node abscissa(Loop loop) {
    return intern(Op.ABSCISSA, List.of(), 0, 0, loop);
  }

  /**
   * The weighted sum of the integrand over the nodes of a loop; factors that do not change in it
   * are taken out.
   */
  public Node integral(Loop loop, Node integrand) {
    Node weight = intern(Op.WEIGHT, List.of(), 0, 0, loop);
    Node body = product(List.of(weight, integrand));
    boolean negative = body.op == Op.NEGATE;
    Node positive = negative ? body.args.get(0) : body;
    List<Node> inside = new ArrayList<>();
    List<Node> outside = new ArrayList<>();
    for (Node factor : factors(positive)) {
      (factor.loops.contains(loop) ? inside : outside).add(factor);
    }
    Node sum = intern(Op.INTEGRAL, List.of(raw(Op.PRODUCT, inside)), 0, 0, loop);
    outside.add(sum);
    Node result = product(outside);
    return negative ? negate(result) : result;
  }

  private static List<Node> factors(Node node) {
    return node.op == Op.PRODUCT ? node.args : List.of(node);
  }

  /** The product of all factors. */
  public Node product(List<Node> factors) {
    TreeMap<Integer, List<Node>> levels = new TreeMap<>();
    double number = collectFactors(factors, 1, levels);
    if (number == 0) {
      return constant(0);
    }
    boolean onlySign = number == -1 && !levels.containsKey(0);
    if (number != 1 && !onlySign) {
      levels.computeIfAbsent(0, level -> new ArrayList<>()).add(constant(number));
    }
    Node result = combine(levels, group -> raw(Op.PRODUCT, group), constant(1));
    return onlySign ? negate(result) : result;
  }

  private double collectFactors(
      List<Node> factors, double number, Map<Integer, List<Node>> levels) {
    double product = number;
    for (Node factor : factors) {
      if (factor.op == Op.CONSTANT) {
        product *= factor.value;
      } else if (factor.op == Op.NEGATE) {
        product = collectFactors(factor.args, -product, levels);
      } else if (factor.op == Op.PRODUCT && factor.args.size() <= FLATTEN_LIMIT) {
        product = collectFactors(factor.args, product, levels);
      } else {
        levels.computeIfAbsent(factor.level(), level -> new ArrayList<>()).add(factor);
      }
    }
    return product;
  }

  private interface Combiner {
    Node of(List<Node> group);
  }

  /**
   * Combines the operands of each level, the result of the levels below among them; uniform groups
   * stay uniform.
   */
  private static Node combine(
      SortedMap<Integer, List<Node>> levels, Combiner combiner, Node neutral) {
    List<Node> carried = new ArrayList<>();
    for (Map.Entry<Integer, List<Node>> entry : levels.entrySet()) {
      List<Node> group = new ArrayList<>(entry.getValue());
      boolean uniform = entry.getKey() % 2 == 0;
      if (uniform) {
        carried.add(combiner.of(group));
      } else {
        group.addAll(carried);
        carried.clear();
        carried.add(combiner.of(group));
      }
    }
    return carried.isEmpty()
        ? neutral
        : carried.size() == 1 ? carried.get(0) : combiner.of(carried);
  }

  /** The sum of all terms. */
  public Node sum(List<Node> terms) {
    TreeMap<Integer, List<Node>> levels = new TreeMap<>();
    double number = 0;
    for (Node term : terms) {
      if (term.op == Op.CONSTANT) {
        number += term.value;
      } else {
        levels.computeIfAbsent(term.level(), level -> new ArrayList<>()).add(term);
      }
    }
    if (number != 0) {
      levels.computeIfAbsent(0, level -> new ArrayList<>()).add(constant(number));
    }
    return combine(levels, this::sumOfLevel, constant(0));
  }

  private Node sumOfLevel(List<Node> terms) {
    return terms.size() > 1 ? new CommonTerms(this).sum(terms) : terms.get(0);
  }

  /** A sum of terms as they are, its sign such that the first one counts positive. */
  Node rawSum(List<Node> terms) {
    List<Node> sorted = new ArrayList<>(terms);
    sorted.sort(
        Comparator.comparingInt(term -> term.op == Op.NEGATE ? term.args.get(0).id : term.id));
    if (sorted.size() == 1) {
      return sorted.get(0);
    }
    boolean flip = sorted.get(0).op == Op.NEGATE;
    if (flip) {
      sorted.replaceAll(this::negate);
    }
    Node sum = intern(Op.SUM, sorted, 0, 0, null);
    return flip ? negate(sum) : sum;
  }
}
