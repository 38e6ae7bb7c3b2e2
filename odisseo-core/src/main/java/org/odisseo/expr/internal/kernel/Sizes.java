// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/** Upper bounds on the bytes of code that operations take. */
final class Sizes {
  private static final int LOAD = 4;
  private static final int ARRAY_LOAD = 9;
  private static final int STORE = 4;
  private static final int LOOP = 40;

  /** An element of the workspace or of an output, in or out. */
  static final int ELEMENT = 16;

  /** Preparation of a given value before the loop over points and its load in the loop. */
  static final int GIVEN = 26;

  private final Schedule schedule;

  Sizes(Schedule schedule) {
    this.schedule = schedule;
  }

  /** Bytes to compute a vertex and keep its value. */
  int of(Vertex vertex) {
    int bytes = vertex.isLoop() ? LOOP : own(vertex.node);
    if (vertex.isLoop()) {
      for (Node integral : vertex.integrals) {
        bytes += 3 * STORE + operand(integral.args.get(0));
      }
    } else {
      bytes += STORE + vertex.node.args.stream().mapToInt(this::operand).sum();
    }
    for (Region region : vertex.inner) {
      if (!region.isDissolved()) {
        bytes += region.items.stream().mapToInt(this::of).sum();
      }
    }
    return bytes;
  }

  /** Bytes to put the value of a node on the stack. */
  private int operand(Node node) {
    Vertex vertex = schedule.vertex(node);
    if (vertex != null && vertex.inline) {
      return own(node) + node.args.stream().mapToInt(this::operand).sum();
    }
    Unit.Leaf leaf = schedule.unit().leaves().get(node);
    return leaf != null && leaf.source() == Unit.Source.ARRAY ? ARRAY_LOAD : LOAD;
  }

  private static int own(Node node) {
    return switch (node.op) {
      case CALL -> 6;
      case TABLE -> LOAD + 3;
      case SELECT -> 7;
      case SQRT -> 3;
      default -> 1;
    };
  }
}
