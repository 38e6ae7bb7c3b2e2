// SPDX-License-Identifier: Apache-2.0

package org.odisseo.field;

import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;

/**
 * A field that is nothing but its expression and its parameters.
 *
 * @param potential energy per unit mass
 * @param parameters values of the parameters of the expression
 */
record FormulaField(Expr potential, ParameterSet parameters) implements ExternalField {

  static final FormulaField NONE = new FormulaField(Expr.constant(0), ParameterSet.of());

  @Override
  public String toString() {
    return potential + " with " + parameters;
  }
}
