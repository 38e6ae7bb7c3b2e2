// SPDX-License-Identifier: Apache-2.0

package org.odisseo.field;

import java.util.List;
import java.util.Map;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.units.UnitSystem;

/**
 * A gravitational field from outside the system that is simulated: its potential energy per unit
 * mass, written as one expression, and the values of the parameters in it.
 *
 * <p>The expression may hold the position {@link #X}, {@link #Y}, {@link #Z}, the time {@link
 * #TIME}, the constant of gravity {@link #GRAVITATIONAL_CONSTANT} and the parameters, each a
 * variable named as in {@link #parameters()}. The constant of gravity is never a parameter: its
 * value comes from the unit system in which the field is used.
 *
 * <p>Implementations are immutable, and two fields with equal expressions share everything that is
 * derived and compiled from them, so a formula should be built once and kept.
 */
public interface ExternalField {

  /** The first Cartesian coordinate, {@code x}. */
  Variable X = Expr.variable("x");

  /** The second Cartesian coordinate, {@code y}. */
  Variable Y = Expr.variable("y");

  /** The third Cartesian coordinate, {@code z}, along the axis of a disk. */
  Variable Z = Expr.variable("z");

  /** The time, {@code t}, on which only changing fields depend. */
  Variable TIME = Expr.variable("t");

  /** The constant of gravity, {@code G}. */
  Variable GRAVITATIONAL_CONSTANT = Expr.variable("G");

  /** The three coordinates in their order. */
  List<Variable> POSITION = List.of(X, Y, Z);

  /**
   * The potential energy per unit mass [length^2 time^-2]; the acceleration is minus its gradient.
   */
  Expr potential();

  /** The parameters of the expression, in a fixed order, with their values. */
  ParameterSet parameters();

  /**
   * The units of the parameters and of all that follows from them, which supply the constant of
   * gravity; galactic (kpc, Myr, solar mass) unless the field says otherwise. A simulation takes
   * them over.
   */
  default UnitSystem units() {
    return UnitSystem.GALACTIC;
  }

  /** The parameters as variables of the expression, in the order of {@link #parameters()}. */
  default List<Variable> parameterVariables() {
    return parameters().names().stream().map(Expr::variable).toList();
  }

  /** Whether the field changes with time. */
  default boolean isTimeDependent() {
    return potential().variables().contains(TIME);
  }

  /**
   * The same field with other values of its parameters. The values are not validated: a field of
   * displaced parameters is as good as any to a derivative.
   *
   * @param values as many names as this field has, the same ones in the same order
   * @throws IllegalArgumentException if the names differ
   */
  default ExternalField withParameters(ParameterSet values) {
    parameters().requireSameNames(values);
    return new FormulaField(potential(), values, units());
  }

  /** No field at all: a potential of zero without parameters. */
  static ExternalField none() {
    return FormulaField.NONE;
  }

  /**
   * A field from an expression.
   *
   * @param potential energy per unit mass in terms of {@code x, y, z, t, G} and the parameters
   * @param parameters a value for every other variable of the expression
   * @throws IllegalArgumentException if a variable has no value, a parameter does not occur in the
   *     expression, or a parameter is named like one of {@code x, y, z, t, G}
   */
  static ExternalField of(Expr potential, ParameterSet parameters) {
    FieldVariables.requireMatching(potential, parameters);
    return new FormulaField(potential, parameters, UnitSystem.GALACTIC);
  }

  /**
   * A field from one line of text, such as {@code "-G*mass/sqrt(x^2+y^2+z^2+a^2)"}.
   *
   * @throws IllegalArgumentException if the text is malformed, with the column, or as in {@link
   *     #of(Expr, ParameterSet)}
   */
  static ExternalField of(String potential, ParameterSet parameters) {
    return of(Expr.parse(potential), parameters);
  }

  /**
   * The sum of named fields. A parameter {@code mass} of the component {@code halo} becomes {@code
   * halo.mass}, so several components of one kind do not collide.
   *
   * @throws IllegalArgumentException if a name is not a plain identifier (letters, digits and
   *     underscores, beginning with a letter), or if components are in different units, where
   *     galactic ones, which a field has that says nothing, go with any
   */
  static ExternalField sum(Map<String, ? extends ExternalField> components) {
    return FieldSum.of(components);
  }

  /** The sum of two named fields; see {@link #sum(Map)}. */
  static ExternalField sum(
      String firstName, ExternalField first, String secondName, ExternalField second) {
    return FieldSum.of(FieldSum.map(List.of(firstName, secondName), List.of(first, second)));
  }

  /** The sum of three named fields; see {@link #sum(Map)}. */
  static ExternalField sum(
      String firstName,
      ExternalField first,
      String secondName,
      ExternalField second,
      String thirdName,
      ExternalField third) {
    return FieldSum.of(
        FieldSum.map(List.of(firstName, secondName, thirdName), List.of(first, second, third)));
  }
}
