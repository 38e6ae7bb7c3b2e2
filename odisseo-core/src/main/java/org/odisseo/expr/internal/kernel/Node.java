// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation of a {@link Graph}; nodes of one graph are equal only if they are the same. */
public final class Node {
  final int id;
  final Op op;
  final List<Node> args;
  final double value;
  final int index;
  final @Nullable Object payload;

  /** Whether no per-point input is involved. */
  final boolean uniform;

  /** The loops whose variables are involved, outermost first. */
  final List<Loop> loops;

  /** Estimated cycles until the value is there, counted from the point's inputs. */
  final int ready;

  Node(int id, Op op, List<Node> args, double value, int index, @Nullable Object payload) {
    this.id = id;
    this.op = op;
    this.args = args;
    this.value = value;
    this.index = index;
    this.payload = payload;
    boolean allUniform = op != Op.INPUT;
    int latest = 0;
    for (Node arg : args) {
      allUniform &= arg.uniform;
      latest = Math.max(latest, arg.ready);
    }
    this.uniform = allUniform;
    this.loops = loops(op, args, payload);
    this.ready = allUniform ? 0 : latest + op.latency;
  }

  private static List<Loop> loops(Op op, List<Node> args, @Nullable Object payload) {
    if (op == Op.ABSCISSA || op == Op.WEIGHT) {
      return List.of((Loop) payload);
    }
    List<Loop> union = args.isEmpty() ? List.of() : args.get(0).loops;
    for (Node arg : args) {
      if (!union.containsAll(arg.loops)) {
        List<Loop> merged = new ArrayList<>(union);
        arg.loops.stream().filter(loop -> !merged.contains(loop)).forEach(merged::add);
        merged.sort(Comparator.comparingInt(Loop::depth));
        union = merged;
      }
    }
    if (op == Op.INTEGRAL) {
      return union.stream().filter(loop -> loop != payload).toList();
    }
    return union;
  }

  /** The innermost loop whose variable is involved. */
  @Nullable Loop loop() {
    return loops.isEmpty() ? null : loops.get(loops.size() - 1);
  }

  /**
   * Group of operands that this is computed with: by depth of its loop, uniform before per point.
   */
  int level() {
    Loop loop = loop();
    return 2 * (loop == null ? 0 : loop.depth()) + (uniform ? 0 : 1);
  }

  boolean isConstant(double number) {
    return op == Op.CONSTANT && value == number;
  }

  Loop loopOf() {
    if (payload instanceof Loop loop) {
      return loop;
    }
    throw new IllegalStateException(op + " belongs to no loop");
  }

  /** Whether no per-point input is involved. */
  public boolean isUniform() {
    return uniform;
  }

  /** Whether neither a per-point input nor the variable of a loop is involved. */
  public boolean isUniformOutsideLoops() {
    return uniform && loops.isEmpty();
  }

  /** Whether this is a number. */
  public boolean isConstant() {
    return op == Op.CONSTANT;
  }

  /** The number that this is, if it is one. */
  public double constant() {
    return value;
  }

  @Override
  public String toString() {
    return op + "#" + id;
  }
}
