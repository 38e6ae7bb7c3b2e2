// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation with a place in a {@link Schedule}: the value of a node, or a loop that computes
 * several integrals.
 */
final class Vertex {
  /** The node that is computed; for a loop the first of its integrals. */
  final Node node;

  /** The integrals of a loop; empty for a value. */
  final List<Node> integrals;

  /** The vertices whose results this one needs. */
  final List<Vertex> operands = new ArrayList<>();

  /** The loops that the result varies in. */
  final List<Loop> loops;

  @Nullable Region region;

  /** Body of a loop, or branches of a SELECT: when true, when false. */
  final List<Region> inner = new ArrayList<>();

  int uses;

  /** Whether the value is computed where it is used, being used once. */
  boolean inline;

  private Vertex(Node node, List<Node> integrals, List<Loop> loops) {
    this.node = node;
    this.integrals = integrals;
    this.loops = loops;
  }

  static Vertex ofValue(Node node) {
    return new Vertex(node, List.of(), node.loops);
  }

  static Vertex ofLoop(List<Node> integrals) {
    List<Loop> loops = integrals.stream().flatMap(n -> n.loops.stream()).distinct().toList();
    return new Vertex(integrals.get(0), integrals, loops);
  }

  boolean isLoop() {
    return !integrals.isEmpty();
  }

  Region place() {
    if (region == null) {
      throw new IllegalStateException("no place yet for " + node);
    }
    return region.effective();
  }
}
