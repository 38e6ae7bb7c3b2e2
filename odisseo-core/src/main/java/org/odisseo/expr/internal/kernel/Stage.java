// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one method does for each of its points. */
final class Stage {
  /** A thing to do. */
  sealed interface Action {
    /** Computes a vertex with all that is inside it. */
    record Compute(Vertex vertex) implements Action {}

    /** Writes an output that was not computed by an action of this stage. */
    record Write(int output) implements Action {}

    /** Sets an integral to zero. */
    record Clear(Node integral) implements Action {}

    /** Adds the current term to an integral. */
    record Accumulate(Node integral) implements Action {}
  }

  final List<Action> actions = new ArrayList<>();

  /** Nodes that are computed here, needed elsewhere or not. */
  final Set<Node> computed = new LinkedHashSet<>();

  /** Nodes that are used here, whether they come from here or not. */
  final Set<Node> used = new LinkedHashSet<>();

  /** Nodes computed here that are fast tables. */
  final Set<Node> tables = new LinkedHashSet<>();

  /** Places in the workspace of values that come from other stages. */
  final Map<Node, Integer> reloads = new LinkedHashMap<>();

  /** Places in the workspace of values that other stages need. */
  final Map<Node, Integer> spills = new LinkedHashMap<>();

  int bytes;
}
