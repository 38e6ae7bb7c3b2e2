// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

/** Names for coordinates that a formula does not use already, as a parameter may be named R. */
final class FreshVariable {

  private FreshVariable() {}

  static Variable notIn(Expr formula, String wanted) {
    String name = wanted;
    while (formula.variables().contains(Expr.variable(name))) {
      name += "_";
    }
    return Expr.variable(name);
  }
}
