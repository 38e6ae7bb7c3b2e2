// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Turns sums, products and powers into operations of two operands. */
final class Expansion {
  /** A part of a sum: its value, to be added or subtracted. */
  private record Term(Node node, boolean negative) {}

  private final Graph graph;
  private final Map<Node, List<Node>> factors;
  private final Powers powers;
  private final Map<Node, Node> expanded = new HashMap<>();

  private Expansion(Graph graph, List<Node> nodes) {
    this.graph = graph;
    this.factors =
        CommonFactors.of(graph, nodes.stream().filter(node -> node.op == Op.PRODUCT).toList());
    this.powers = new Powers(graph, nodes);
  }

  /** The same outputs in operations that bytecode has. */
  static List<Node> of(Graph graph, List<Node> outputs) {
    Expansion expansion = new Expansion(graph, reachable(outputs));
    return outputs.stream().map(expansion::expand).toList();
  }

  /** All nodes that the roots are made of, operands first. */
  static List<Node> reachable(List<Node> roots) {
    Set<Node> seen = new HashSet<>();
    List<Node> order = new ArrayList<>();
    Deque<Node> stack = new ArrayDeque<>();
    Set<Node> open = new HashSet<>();
    for (Node root : roots) {
      stack.push(root);
      while (!stack.isEmpty()) {
        Node node = stack.element();
        if (seen.contains(node)) {
          stack.pop();
        } else if (open.add(node)) {
          node.args.stream().filter(arg -> !seen.contains(arg)).forEach(stack::push);
        } else {
          seen.add(node);
          order.add(stack.pop());
        }
      }
    }
    return order;
  }

  /** Expands what a node is made of, without recursion: graphs may be deep. */
  private Node expand(Node root) {
    Deque<Node> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      Node node = stack.element();
      List<Node> missing =
          operands(node).stream().filter(arg -> !expanded.containsKey(arg)).toList();
      if (expanded.containsKey(node)) {
        stack.pop();
      } else if (missing.isEmpty()) {
        expanded.put(node, make(node));
        stack.pop();
      } else {
        missing.forEach(stack::push);
      }
    }
    return done(root);
  }

  private List<Node> operands(Node node) {
    return node.op == Op.PRODUCT ? factors.getOrDefault(node, node.args) : node.args;
  }

  private Node done(Node node) {
    Node result = expanded.get(node);
    if (result == null) {
      throw new IllegalStateException("operand expanded after its node: " + node);
    }
    return result;
  }

  private Node make(Node node) {
    List<Node> args = operands(node).stream().map(this::done).toList();
    return switch (node.op) {
      case PRODUCT -> product(args);
      case SUM -> sum(args);
      case POWER -> powers.power(node.args.get(0), args.get(0), node.value);
      case SAFE_POWER -> {
        Node power = powers.power(node.args.get(0), args.get(0), node.value);
        yield graph.select(
            Relation.EQUAL, args.get(0), graph.constant(0), graph.constant(0), power);
      }
      case NEGATE -> graph.negate(args.get(0));
      default -> args.isEmpty() ? node : graph.like(node, args);
    };
  }

  /** Multiplies first what is ready first. */
  private Node product(List<Node> args) {
    PriorityQueue<Node> queue =
        new PriorityQueue<>(
            Comparator.comparingInt((Node n) -> n.ready).thenComparingInt(n -> n.id));
    queue.addAll(args);
    while (queue.size() > 1) {
      queue.add(graph.binary(Op.MULTIPLY, queue.remove(), queue.remove()));
    }
    return queue.remove();
  }

  private Node sum(List<Node> args) {
    PriorityQueue<Term> queue =
        new PriorityQueue<>(
            Comparator.comparingInt((Term t) -> t.node().ready).thenComparingInt(t -> t.node().id));
    for (Node arg : args) {
      boolean negative = arg.op == Op.NEGATE;
      queue.add(new Term(negative ? arg.args.get(0) : arg, negative));
    }
    while (queue.size() > 1) {
      queue.add(add(queue.remove(), queue.remove()));
    }
    Term total = queue.remove();
    return total.negative() ? graph.negate(total.node()) : total.node();
  }

  private Term add(Term a, Term b) {
    if (a.negative() == b.negative()) {
      return new Term(graph.binary(Op.ADD, a.node(), b.node()), a.negative());
    }
    Node positive = a.negative() ? b.node() : a.node();
    Node negative = a.negative() ? a.node() : b.node();
    return new Term(graph.binary(Op.SUBTRACT, positive, negative), false);
  }
}
