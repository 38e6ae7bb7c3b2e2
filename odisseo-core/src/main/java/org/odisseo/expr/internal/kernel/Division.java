// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Divides a program into what is computed per binding, per binding and step of a loop, and per
 * point.
 */
final class Division {
  /**
   * A fast table.
   *
   * @param spec its family
   * @param parameter the hoisted value that is its parameter, or -1 if the parameter is constant
   * @param constant the constant parameter, or 0 where there is none
   */
  record TableUse(TableSpec spec, int parameter, double constant) {}

  /**
   * Values for each step of a loop.
   *
   * @param loop the loop
   * @param unit computes the values from the loop's nodes (input 0), weights (input 1) and the
   *     hoisted values
   * @param targets numbers of the arrays of the main unit that hold them
   * @param arrays nodes and weights of the loops inside
   */
  record LoopTable(Loop loop, Unit unit, int[] targets, double[][] arrays) {}

  private final List<Node> hoisted = new ArrayList<>();
  private final Map<Node, Integer> hoistedNumbers = new HashMap<>();
  private final List<double[]> arrays = new ArrayList<>();
  private final Map<Loop, List<Node>> tabulated = new LinkedHashMap<>();
  private final Map<Node, Integer> arrayNumbers = new HashMap<>();
  private final List<TableUse> tableUses = new ArrayList<>();
  private final Map<Node, Integer> functions = new HashMap<>();
  private final List<LoopTable> loopTables = new ArrayList<>();
  private final Unit main;
  private final Unit hoist;
  private final List<double[]> hoistArrays = new ArrayList<>();

  private Division(List<Node> outputs) {
    this.main = new Unit(outputs, leavesOfMain(outputs), functions);
    tabulated.forEach((loop, nodes) -> loopTables.add(tabulate(loop, nodes)));
    this.hoist = new Unit(List.copyOf(hoisted), leavesOfHoist(), Map.of());
  }

  static Division of(List<Node> expandedOutputs) {
    return new Division(expandedOutputs);
  }

  Unit main() {
    return main;
  }

  Unit hoist() {
    return hoist;
  }

  double[][] hoistArrays() {
    return hoistArrays.toArray(new double[0][]);
  }

  List<TableUse> tableUses() {
    return tableUses;
  }

  List<LoopTable> loopTables() {
    return loopTables;
  }

  /** The arrays of the main unit; those to be filled per binding are empty. */
  double[][] arrays() {
    return arrays.toArray(new double[0][]);
  }

  private Map<Node, Unit.Leaf> leavesOfMain(List<Node> outputs) {
    Map<Node, Unit.Leaf> leaves = new HashMap<>();
    walk(
        outputs,
        node -> {
          if (node.op == Op.INPUT) {
            leaves.put(node, new Unit.Leaf(Unit.Source.INPUT, node.index));
          } else if (node.op == Op.TABLE) {
            registerTable(node);
          } else if (node.uniform && node.op != Op.CONSTANT && node.loops.isEmpty()) {
            leaves.put(node, hoisted(node));
          } else if (node.uniform && node.loops.size() == 1) {
            leaves.put(node, array(node));
          }
          return !leaves.containsKey(node);
        });
    return leaves;
  }

  private Unit.Leaf hoisted(Node node) {
    int number =
        hoistedNumbers.computeIfAbsent(
            node,
            n -> {
              hoisted.add(n);
              return hoisted.size() - 1;
            });
    return new Unit.Leaf(Unit.Source.HOISTED, number);
  }

  private Unit.Leaf array(Node node) {
    int number =
        arrayNumbers.computeIfAbsent(
            node,
            n -> {
              Loop loop = n.loops.get(0);
              boolean known = n.op == Op.ABSCISSA || n.op == Op.WEIGHT;
              arrays.add(known ? rule(n) : new double[0]);
              if (!known) {
                tabulated.computeIfAbsent(loop, l -> new ArrayList<>()).add(n);
              }
              return arrays.size() - 1;
            });
    return new Unit.Leaf(Unit.Source.ARRAY, number);
  }

  private static double[] rule(Node node) {
    return node.op == Op.ABSCISSA ? node.loopOf().nodes() : node.loopOf().weights();
  }

  private void registerTable(Node table) {
    TableSpec spec = (TableSpec) table.payload;
    if (spec == null) {
      throw new IllegalStateException("no family of " + table);
    }
    boolean hasParameter = table.args.size() == 2;
    Node parameter = table.args.get(0);
    boolean isConstant = !hasParameter || parameter.op == Op.CONSTANT;
    TableUse use =
        new TableUse(
            spec, isConstant ? -1 : hoisted(parameter).index(), hasParameter ? parameter.value : 0);
    int known = tableUses.indexOf(use);
    functions.put(table, known >= 0 ? known : tableUses.size());
    if (known < 0) {
      tableUses.add(use);
    }
  }

  private LoopTable tabulate(Loop loop, List<Node> nodes) {
    Map<Node, Unit.Leaf> leaves = new HashMap<>();
    List<double[]> inner = new ArrayList<>();
    walk(
        nodes,
        node -> {
          boolean isRule = node.op == Op.ABSCISSA || node.op == Op.WEIGHT;
          if (isRule && node.loopOf() == loop) {
            leaves.put(node, new Unit.Leaf(Unit.Source.INPUT, node.op == Op.ABSCISSA ? 0 : 1));
          } else if (isRule) {
            leaves.put(node, ruleLeaf(node, inner));
          } else if (node.op != Op.CONSTANT && node.loops.isEmpty()) {
            leaves.put(node, hoisted(node));
          }
          return !leaves.containsKey(node);
        });
    int[] targets = nodes.stream().mapToInt(node -> array(node).index()).toArray();
    return new LoopTable(
        loop,
        new Unit(List.copyOf(nodes), leaves, Map.of()),
        targets,
        inner.toArray(new double[0][]));
  }

  private Map<Node, Unit.Leaf> leavesOfHoist() {
    Map<Node, Unit.Leaf> leaves = new HashMap<>();
    walk(
        hoisted,
        node -> {
          if (node.op == Op.SHARED) {
            leaves.put(node, new Unit.Leaf(Unit.Source.INPUT, node.index));
          } else if (node.op == Op.ABSCISSA || node.op == Op.WEIGHT) {
            leaves.put(node, ruleLeaf(node, hoistArrays));
          }
          return !leaves.containsKey(node);
        });
    return leaves;
  }

  private static Unit.Leaf ruleLeaf(Node node, List<double[]> into) {
    into.add(rule(node));
    return new Unit.Leaf(Unit.Source.ARRAY, into.size() - 1);
  }

  private interface Visitor {
    /** Looks at a node; true to go on to its arguments. */
    boolean visit(Node node);
  }

  private static void walk(List<Node> roots, Visitor visitor) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> stack = new ArrayDeque<>();
    for (int i = roots.size() - 1; i >= 0; i--) {
      stack.push(roots.get(i));
    }
    while (!stack.isEmpty()) {
      Node node = stack.pop();
      if (seen.add(node) && visitor.visit(node)) {
        for (int i = node.args.size() - 1; i >= 0; i--) {
          stack.push(node.args.get(i));
        }
      }
    }
  }
}
