// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers nodes so that structurally equal nodes get the same number, in time linear in the number
 * of nodes.
 */
final class Interner {

  private final IdentityHashMap<Expr, Integer> numbers = new IdentityHashMap<>();
  private final Map<List<Object>, Expr> known = new HashMap<>();

  private Interner() {}

  /** Answered from its own numbers: another thread may give a node another representative. */
  static boolean areEqual(Expr a, Expr b) {
    Interner interner = new Interner();
    interner.add(a);
    interner.add(b);
    return interner.number(a) == interner.number(b);
  }

  @SuppressWarnings("ReferenceEquality") // asks whether this node was the first of its class
  private void add(Expr root) {
    for (Expr node : Dag.order(root)) {
      if (!numbers.containsKey(node)) {
        Expr first = known.computeIfAbsent(key(node), key -> node);
        if (first == node) {
          numbers.put(node, numbers.size());
        } else {
          numbers.put(node, number(first));
          node.joinClassOf(first);
        }
      }
    }
  }

  private int number(Expr node) {
    Integer number = numbers.get(node);
    if (number == null) {
      throw new IllegalStateException("operand met before its node");
    }
    return number;
  }

  private List<Object> key(Expr node) {
    List<Object> key = new ArrayList<>(node.payload());
    key.add(node.getClass());
    for (Expr operand : node.operands()) {
      key.add(number(operand));
    }
    return key;
  }
}
