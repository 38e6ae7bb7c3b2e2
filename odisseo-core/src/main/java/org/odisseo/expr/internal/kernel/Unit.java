// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

import java.util.List;
import java.util.Map;

/**
 * A piece of straight work: outputs to be computed for each of some points.
 *
 * @param outputs what is computed, one for each output array
 * @param leaves the nodes that are given, and where they are found
 * @param functions the number of the fast function behind each node that is one
 */
record Unit(List<Node> outputs, Map<Node, Leaf> leaves, Map<Node, Integer> functions) {

  /** Where a given value is found. */
  enum Source {
    /** Input number {@code index}, an element for each point. */
    INPUT,
    /** Element {@code index} of the values that are the same for all points. */
    HOISTED,
    /** Array {@code index} of those that have an element for each step of the node's loop. */
    ARRAY
  }

  /** A given value. */
  record Leaf(Source source, int index) {}

  boolean isGiven(Node node) {
    return node.op == Op.CONSTANT || leaves.containsKey(node);
  }
}
