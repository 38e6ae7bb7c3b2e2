// SPDX-License-Identifier: Apache-2.0

package org.odisseo.field;

import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.units.UnitSystem;

/**
 * A field that is nothing but its expression and its parameters.
 *
 * @param potential energy per unit mass
 * @param parameters values of the parameters of the expression
 * @param units what they are in
 */
record FormulaField(Expr potential, ParameterSet parameters, UnitSystem units)
    implements ExternalField {

  static final FormulaField NONE =
      new FormulaField(Expr.constant(0), ParameterSet.of(), UnitSystem.GALACTIC);

  @Override
  public String toString() {
    return potential + " with " + parameters;
  }
}
