// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.ArrayList;
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

  /** The variables whose values {@link #values} gives: G, t and the parameters. */
  List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    variables.add(ExternalField.GRAVITATIONAL_CONSTANT);
    variables.add(ExternalField.TIME);
    variables.addAll(parameterVariables());
    return variables;
  }

  List<Variable> parameterVariables() {
    return parameters.names().stream().map(Expr::variable).toList();
  }

  double[] values() {
    double[] values = new double[2 + parameters.size()];
    values[0] = units.gravitationalConstant();
    values[1] = time;
    System.arraycopy(parameters.toArray(), 0, values, 2, parameters.size());
    return values;
  }
}
