// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.units.UnitSystem;

/**
 * A potential that is nothing but its formula, its parameters and its units: a user's own, one read
 * in other units, or one with displaced parameters.
 */
final class FormulaPotential implements Potential {

  private final Expr potential;
  private final ParameterSet parameters;
  private final UnitSystem units;

  FormulaPotential(Expr potential, ParameterSet parameters, UnitSystem units) {
    this.potential = potential;
    this.parameters = parameters;
    this.units = units;
  }

  @Override
  public Expr potential() {
    return potential;
  }

  @Override
  public ParameterSet parameters() {
    return parameters;
  }

  @Override
  public UnitSystem units() {
    return units;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FormulaPotential that
        && potential.equals(that.potential)
        && parameters.equals(that.parameters)
        && units.equals(that.units);
  }

  @Override
  public int hashCode() {
    return 31 * potential.hashCode() + parameters.hashCode();
  }

  @Override
  public String toString() {
    return potential + " with " + parameters;
  }
}
