// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.List;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.field.ExternalField;
import org.odisseo.units.UnitSystem;

/**
 * What a quantity needs besides the coordinates of a point: the constant of gravity, the time and
 * the parameters.
 *
 * @param parameters values of the parameters
 * @param units supply the constant of gravity
 * @param time the time at which a changing field is looked at
 */
record FieldContext(ParameterSet parameters, UnitSystem units, double time) {

  static FieldContext of(Potential potential) {
    return new FieldContext(potential.parameters(), potential.units(), 0);
  }

  FieldContext withParameters(ParameterSet values) {
    parameters.requireSameNames(values);
    return new FieldContext(values, units, time);
  }

  FieldContext atTime(double newTime) {
    return new FieldContext(parameters, units, newTime);
  }

  /** The values of G and t. */
  ParameterSet surroundings() {
    return ParameterSet.of(
        ExternalField.GRAVITATIONAL_CONSTANT.name(),
        units.gravitationalConstant(),
        ExternalField.TIME.name(),
        time);
  }

  /** The variables whose values {@link #values} gives: G, t and the parameters. */
  List<Variable> variables() {
    return asVariables(surroundings().and(parameters));
  }

  List<Variable> parameterVariables() {
    return asVariables(parameters);
  }

  double[] values() {
    return surroundings().and(parameters).toArray();
  }

  private static List<Variable> asVariables(ParameterSet set) {
    return set.names().stream().map(Expr::variable).toList();
  }
}
