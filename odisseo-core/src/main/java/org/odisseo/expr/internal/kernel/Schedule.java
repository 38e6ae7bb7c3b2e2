// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives every operation of a unit its place: out of all loops that it does not vary in, and inside
 * a branch if nothing else needs it and it is expensive.
 */
final class Schedule {
  /** A branch that costs less, in additions, is computed whether it is taken or not. */
  private static final int WORTH_A_BRANCH = 30;

  /**
   * Expressions are nested no deeper and made of no more operations than this, then they go through
   * a variable.
   */
  private static final int MAX_NESTING = 24;

  private static final int MAX_INLINE = 40;

  private final Unit unit;

  /** Whether divisions and roots come first too, each with a variable of its own. */
  private final boolean longFirst;

  private final Map<Node, Vertex> values = new HashMap<>();
  private final Map<Loop, Vertex> loops = new HashMap<>();
  private final List<Vertex> order = new ArrayList<>();
  private final Region root = Region.root();
  private final List<Region> regions = new ArrayList<>();

  private Schedule(Unit unit, boolean longFirst) {
    this.unit = unit;
    this.longFirst = longFirst;
  }

  static Schedule of(Unit unit) {
    return of(unit, false);
  }

  /** A schedule that does what takes long as early as it can, to be followed by {@link #tail}. */
  static Schedule longFirst(Unit unit) {
    return of(unit, true);
  }

  private static Schedule of(Unit unit, boolean longFirst) {
    Schedule schedule = new Schedule(unit, longFirst);
    schedule.collect();
    schedule.sort();
    schedule.place();
    schedule.dissolveCheapBranches();
    schedule.fill();
    return schedule;
  }

  Unit unit() {
    return unit;
  }

  Region root() {
    return root;
  }

  /**
   * The items of the root region that come after the last one that takes long: additions,
   * multiplications and the like.
   */
  List<Vertex> tail() {
    List<Vertex> items = root.items;
    int first = items.size();
    while (first > 0 && !takesLong(items.get(first - 1))) {
      first--;
    }
    return items.subList(first, items.size());
  }

  private static boolean takesLong(Vertex item) {
    return item.isLoop()
        || item.node.op.takesLong()
        || item.inner.stream().anyMatch(region -> !region.isDissolved());
  }

  /** How many operations an item consists of. */
  int operations(Vertex item) {
    return 1
        + item.operands.stream().filter(operand -> operand.inline).mapToInt(this::operations).sum();
  }

  /** The vertex that computes a node; nothing for what is given. */
  @Nullable Vertex vertex(Node node) {
    return node.op == Op.INTEGRAL ? loops.get(node.loopOf()) : values.get(node);
  }

  private void collect() {
    Map<Loop, List<Node>> integrals = new HashMap<>();
    Set<Node> seen = new HashSet<>();
    Deque<Node> stack = new ArrayDeque<>(unit.outputs());
    while (!stack.isEmpty()) {
      Node node = stack.pop();
      if (!unit.isGiven(node) && seen.add(node)) {
        if (node.op == Op.INTEGRAL) {
          integrals.computeIfAbsent(node.loopOf(), loop -> new ArrayList<>()).add(node);
        } else {
          values.put(node, Vertex.ofValue(node));
        }
        node.args.forEach(stack::push);
      }
    }
    integrals.forEach(
        (loop, nodes) -> {
          nodes.sort((a, b) -> Integer.compare(a.id, b.id));
          loops.put(loop, Vertex.ofLoop(List.copyOf(nodes)));
        });
    values.values().forEach(vertex -> connect(vertex, vertex.node.args));
    loops
        .values()
        .forEach(
            vertex -> connect(vertex, vertex.integrals.stream().map(n -> n.args.get(0)).toList()));
    for (Node output : unit.outputs()) {
      Vertex vertex = vertex(output);
      if (vertex != null) {
        vertex.uses++;
      }
    }
  }

  private void connect(Vertex user, List<Node> args) {
    for (Node arg : args) {
      Vertex operand = vertex(arg);
      if (operand != null) {
        user.operands.add(operand);
        operand.uses++;
      }
    }
  }

  /**
   * Operands before their users, what has to be called before all else that does not need to come
   * before it, and then in the order in which the outputs need them. A call clears all registers of
   * numbers, so it should find few in use.
   */
  private void sort() {
    Set<Vertex> open = new HashSet<>();
    Set<Vertex> closed = new HashSet<>();
    Deque<Vertex> stack = new ArrayDeque<>();
    List<Vertex> starts = new ArrayList<>();
    values.values().stream()
        .filter(vertex -> comesFirst(vertex.node.op))
        .sorted((a, b) -> Integer.compare(a.node.id, b.node.id))
        .forEach(starts::add);
    for (Node output : unit.outputs()) {
      Vertex start = vertex(output);
      if (start != null) {
        starts.add(start);
      }
    }
    for (Vertex start : starts) {
      stack.push(start);
      while (!stack.isEmpty()) {
        Vertex vertex = stack.element();
        if (closed.contains(vertex)) {
          stack.pop();
        } else if (open.add(vertex)) {
          for (int i = vertex.operands.size() - 1; i >= 0; i--) {
            Vertex operand = vertex.operands.get(i);
            if (!closed.contains(operand)) {
              stack.push(operand);
            }
          }
        } else {
          closed.add(vertex);
          order.add(stack.pop());
        }
      }
    }
  }

  private boolean comesFirst(Op op) {
    return op == Op.TABLE || op == Op.CALL || (longFirst && op.takesLong());
  }

  /** Users first, so that a vertex knows all places that it is needed in. */
  private void place() {
    for (Node output : unit.outputs()) {
      Vertex vertex = vertex(output);
      if (vertex != null) {
        vertex.region = root;
      }
    }
    for (int i = order.size() - 1; i >= 0; i--) {
      Vertex vertex = order.get(i);
      Region region = regionOf(vertex).outsideAllBut(vertex.loops);
      vertex.region = region;
      if (vertex.isLoop()) {
        Region body = inner(vertex, Region.body(region, vertex.node.loopOf()));
        vertex.operands.forEach(operand -> need(operand, body));
      } else if (vertex.node.op == Op.SELECT) {
        need(vertex, 0, region);
        need(vertex, 1, region);
        need(vertex, 2, inner(vertex, Region.branch(region)));
        need(vertex, 3, inner(vertex, Region.branch(region)));
      } else {
        vertex.operands.forEach(operand -> need(operand, region));
      }
    }
  }

  private static Region regionOf(Vertex vertex) {
    if (vertex.region == null) {
      throw new IllegalStateException("nobody needs " + vertex.node);
    }
    return vertex.region;
  }

  private Region inner(Vertex owner, Region region) {
    owner.inner.add(region);
    regions.add(region);
    return region;
  }

  private void need(Vertex select, int argument, Region region) {
    Vertex operand = vertex(select.node.args.get(argument));
    if (operand != null) {
      need(operand, region);
    }
  }

  private static void need(Vertex operand, Region region) {
    operand.region = operand.region == null ? region : Region.common(operand.region, region);
  }

  private void dissolveCheapBranches() {
    Map<Region, Double> costs = new HashMap<>();
    for (Vertex vertex : order) {
      costs.merge(vertex.place(), vertex.isLoop() ? 0.0 : vertex.node.op.cost, Double::sum);
    }
    for (int i = regions.size() - 1; i >= 0; i--) {
      Region region = regions.get(i);
      double cost = costs.getOrDefault(region, 0.0);
      Region parent = region.parent;
      if (parent != null) {
        costs.merge(parent, region.loop == null ? cost : cost * region.loop.order(), Double::sum);
        if (region.loop == null && cost < WORTH_A_BRANCH) {
          region.dissolve();
        }
      }
    }
  }

  /**
   * Computes expensive branches whether they are taken or not, where a method would become too
   * large with them.
   */
  void dissolve(Vertex select) {
    select.inner.forEach(Region::dissolve);
    regions.forEach(region -> region.items.clear());
    root.items.clear();
    fill();
  }

  private void fill() {
    Map<Vertex, Region> useSites = new HashMap<>();
    for (Vertex vertex : order) {
      noteUseSites(vertex, useSites);
    }
    Map<Vertex, Integer> nesting = new HashMap<>();
    Map<Vertex, Integer> sizes = new HashMap<>();
    Set<Node> outputs = new HashSet<>(unit.outputs());
    for (Vertex vertex : order) {
      int depth = 1;
      int size = 1;
      for (Vertex operand : vertex.operands) {
        depth = Math.max(depth, 1 + nesting.getOrDefault(operand, 0));
        size += sizes.getOrDefault(operand, 0);
      }
      vertex.inline =
          isInlinable(vertex)
              && depth < MAX_NESTING
              && size < MAX_INLINE
              && !outputs.contains(vertex.node)
              && vertex.place() == useSites.get(vertex);
      if (vertex.inline) {
        nesting.put(vertex, depth);
        sizes.put(vertex, size);
      } else {
        vertex.place().items.add(vertex);
      }
    }
  }

  private boolean isInlinable(Vertex vertex) {
    return vertex.uses == 1
        && !(longFirst && vertex.node.op.takesLong())
        && !vertex.isLoop()
        && vertex.inner.stream().allMatch(Region::isDissolved);
  }

  private void noteUseSites(Vertex user, Map<Vertex, Region> useSites) {
    if (user.isLoop()) {
      user.operands.forEach(operand -> useSites.put(operand, user.inner.get(0).effective()));
    } else if (user.node.op == Op.SELECT) {
      for (int argument = 0; argument < 4; argument++) {
        Vertex operand = vertex(user.node.args.get(argument));
        if (operand != null) {
          useSites.put(
              operand, argument < 2 ? user.place() : user.inner.get(argument - 2).effective());
        }
      }
    } else {
      user.operands.forEach(operand -> useSites.put(operand, user.place()));
    }
  }
}
