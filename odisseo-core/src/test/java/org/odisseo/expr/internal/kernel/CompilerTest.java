// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the compiler makes of typical formulas: how many operations of which kind, and where. */
class CompilerTest {

  private final Graph graph = new Graph();
  private final Node x = graph.input(0);
  private final Node y = graph.input(1);
  private final Node a = graph.shared(0);
  private final Node b = graph.shared(1);

  private Map<Op, Long> operations(Node... outputs) {
    return Expansion.reachable(Expansion.of(graph, List.of(outputs))).stream()
        .filter(node -> !node.uniform)
        .collect(Collectors.groupingBy(node -> node.op, Collectors.counting()));
  }

  private Node sumOfSquares() {
    Node sum = graph.sum(List.of(graph.power(x, 2), graph.power(y, 2)));
    graph.markNonNegative(sum);
    return sum;
  }

  @Test
  void allPowersOfOneBaseShareOneRootAndOneReciprocal() {
    Node u = sumOfSquares();
    Map<Op, Long> operations =
        operations(
            graph.power(u, 0.5),
            graph.power(u, -0.5),
            graph.power(u, -1),
            graph.power(u, -1.5),
            graph.power(u, -2.5),
            graph.power(u, 1.5),
            graph.guarded(graph.power(u, -0.5)));
    assertEquals(1, operations.get(Op.SQRT));
    assertEquals(1, operations.get(Op.DIVIDE));
  }

  @Test
  void reciprocalOfWhatMayBeNegativeDoesNotComeFromARoot() {
    Map<Op, Long> operations = operations(graph.power(x, -0.5), graph.power(x, -1));
    assertEquals(2, operations.get(Op.DIVIDE));
  }

  @Test
  void commonFactorsAreMultipliedOnce() {
    Node f = graph.call(Function.math("exp", 1), x);
    Node g = graph.call(Function.math("sin", 1), y);
    Map<Op, Long> operations =
        operations(
            graph.product(List.of(a, f, g, x)),
            graph.product(List.of(a, f, g, y)),
            graph.product(List.of(b, f, g)));
    // f g, a (f g), and one more for each output.
    assertEquals(5, operations.get(Op.MULTIPLY));
  }

  @Test
  void commonFactorsOfTermsAreTakenOut() {
    Node f = graph.call(Function.math("exp", 1), x);
    Node g = graph.call(Function.math("sin", 1), y);
    Node sum =
        graph.sum(
            List.of(
                graph.product(List.of(x, f, a)),
                graph.product(List.of(x, g, b)),
                graph.product(List.of(graph.constant(-3), x, y))));
    // x (a f + b g + (-3) y)
    assertEquals(Map.of(Op.MULTIPLY, 4L, Op.ADD, 2L), arithmetic(sum));
  }

  private Map<Op, Long> arithmetic(Node output) {
    Map<Op, Long> operations = operations(output);
    operations.keySet().retainAll(List.of(Op.ADD, Op.SUBTRACT, Op.MULTIPLY, Op.DIVIDE, Op.NEGATE));
    return operations;
  }

  @Test
  void whatIsSharedIsCombinedFirst() {
    Node product = graph.product(List.of(x, a, y, graph.constant(2), graph.power(b, -1)));
    Map<Op, Long> operations = operations(product);
    assertEquals(2, operations.get(Op.MULTIPLY));
    Division division = Division.of(Expansion.of(graph, List.of(product)));
    assertEquals(1, division.hoist().outputs().size());
  }

  private Loop loop(Node lower, Node upper) {
    return graph.loop(lower, upper, List.of(), 1, new double[] {-0.5, 0.5}, new double[] {1, 1});
  }

  @Test
  void integralsOverOneRangeShareALoop() {
    Loop loop = loop(x, y);
    assertSame(loop, loop(x, y));
    Node t = graph.product(List.of(x, graph.abscissa(loop)));
    Node one = graph.integral(loop, graph.call(Function.math("exp", 1), t));
    Node two = graph.integral(loop, graph.call(Function.math("sin", 1), t));
    Schedule schedule = schedule(one, two);
    List<Vertex> loops = schedule.root().items.stream().filter(Vertex::isLoop).toList();
    assertEquals(1, loops.size());
    assertEquals(2, loops.get(0).integrals.size());
  }

  @Test
  void factorsAndPartsThatDoNotVaryInALoopAreOutsideOfIt() {
    Loop loop = loop(graph.constant(0), graph.constant(1));
    Node t = graph.abscissa(loop);
    Node exponential = graph.call(Function.math("exp", 1), x);
    Node sine = graph.call(Function.math("sin", 1), y);
    Node inside = graph.power(graph.sum(List.of(t, sine)), -1);
    Node integral = graph.integral(loop, graph.product(List.of(exponential, inside)));
    Schedule schedule = schedule(integral);
    List<Vertex> body =
        schedule.root().items.stream()
            .filter(Vertex::isLoop)
            .flatMap(v -> v.inner.get(0).items.stream())
            .toList();
    assertTrue(body.stream().noneMatch(v -> v.node.op == Op.CALL), "calls in the loop: " + body);
    assertEquals(1, schedule.root().items.stream().filter(Vertex::isLoop).count());
  }

  @Test
  void whatVariesWithALoopAloneIsTabulated() {
    Loop loop = loop(graph.constant(0), a);
    Node t = graph.product(List.of(a, graph.abscissa(loop)));
    Node costly = graph.call(Function.math("exp", 1), t);
    Node integral =
        graph.integral(
            loop, graph.product(List.of(costly, graph.power(graph.sum(List.of(t, x)), -1))));
    Division division = Division.of(Expansion.of(graph, List.of(integral)));
    assertEquals(1, division.loopTables().size());
    Schedule schedule = Schedule.of(division.main());
    assertTrue(
        schedule.root().items.stream()
            .filter(Vertex::isLoop)
            .flatMap(v -> v.inner.get(0).items.stream())
            .noneMatch(v -> v.node.op == Op.CALL),
        "calls in the loop");
  }

  @Test
  void onlyExpensiveBranchesAreBranches() {
    Node costly = graph.call(Function.math("exp", 1), graph.call(Function.math("sin", 1), x));
    Node both = graph.call(Function.math("cos", 1), y);
    Node select =
        graph.select(
            Relation.LESS,
            x,
            y,
            graph.sum(List.of(costly, both)),
            graph.product(List.of(both, x, y)));
    Schedule schedule = schedule(select);
    Vertex vertex = schedule.vertex(schedule.unit().outputs().get(0));
    assertEquals(List.of(false, true), vertex.inner.stream().map(Region::isDissolved).toList());
    assertTrue(
        schedule.root().items.stream()
            .anyMatch(v -> v.node.op == Op.CALL && v.node.args.get(0) == y),
        "what both branches need is outside");
    assertTrue(
        schedule.root().items.stream()
            .noneMatch(v -> v.node.op == Op.CALL && v.node.args.get(0) == x),
        "what one branch needs is inside");
  }

  private Schedule schedule(Node... outputs) {
    return Schedule.of(Division.of(Expansion.of(graph, List.of(outputs))).main());
  }
}
