// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.Map;

/** Evaluates a graph, each node once. */
final class Interpreter {

  private Interpreter() {}

  static double evaluate(Expr root, Map<String, Double> values) {
    throw new UnsupportedOperationException("not yet " + root + values);
  }
}
