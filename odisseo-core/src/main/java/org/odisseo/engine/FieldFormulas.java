// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.odisseo.expr.Derivatives;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.field.ExternalField;

/**
 * The acceleration in an external field and its derivatives, as expressions that follow from the
 * potential. Whatever evaluates expressions can be an engine.
 *
 * <p>In the order of the lists: positions {@code x, y, z}, the time if the field depends on it,
 * then cotangents of the acceleration (three), then tangents of the positions, of the time, of the
 * cotangents; {@code G}, the parameters, then tangents of the parameters.
 */
public final class FieldFormulas {

  /** What the next number of a formula is, or the next three. */
  public enum Kind {
    /** Three numbers: x, y, z. */
    VECTOR(3),
    /** The time; among outputs, what a body adds to the cotangent of the time. */
    TIME(1),
    /** Among outputs, what a body adds to the cotangent of a parameter. */
    PARAMETER(1);

    private final int size;

    Kind(int size) {
      this.size = size;
    }

    /** How many numbers. */
    public int size() {
      return size;
    }
  }

  /**
   * Expressions to be evaluated together.
   *
   * @param inputs what the variables with one value per body are
   * @param perBody these variables
   * @param shared variables with one value for all: G, the parameters, perhaps their tangents
   * @param outputs what the expressions are
   * @param expressions what is wanted
   */
  public record Formula(
      List<Kind> inputs,
      List<Variable> perBody,
      List<Variable> shared,
      List<Kind> outputs,
      List<Expr> expressions) {}

  private final boolean timeDependent;
  private final List<Variable> parameters;
  private final List<Variable> coordinates;
  private final List<Kind> coordinateKinds;
  private final List<Variable> shared;
  private final List<Expr> acceleration;
  private final String prefix;

  private FieldFormulas(ExternalField field) {
    timeDependent = field.isTimeDependent();
    parameters = field.parameterVariables();
    coordinates = withTime(ExternalField.POSITION, ExternalField.TIME);
    coordinateKinds = withTime(List.of(Kind.VECTOR), Kind.TIME);
    shared = joined(List.of(ExternalField.GRAVITATIONAL_CONSTANT), parameters);
    acceleration =
        Derivatives.gradient(field.potential(), ExternalField.POSITION).stream()
            .map(Expr::negate)
            .toList();
    prefix = unusedPrefix(parameters);
  }

  /** The formulas of a field. */
  public static FieldFormulas of(ExternalField field) {
    return new FieldFormulas(field);
  }

  /** A list that ends with the time, if the field depends on it. */
  private <T> List<T> withTime(List<T> list, T time) {
    return timeDependent ? joined(list, List.of(time)) : list;
  }

  /** A beginning of names that no parameter has. */
  private static String unusedPrefix(List<Variable> parameters) {
    StringBuilder prefix = new StringBuilder("_");
    while (parameters.stream().anyMatch(p -> p.name().startsWith(prefix.toString()))) {
      prefix.append('_');
    }
    return prefix.toString();
  }

  /** Whether the time is among the variables of each body. */
  public boolean timeDependent() {
    return timeDependent;
  }

  /** The acceleration: three numbers. */
  public Formula acceleration() {
    return new Formula(coordinateKinds, coordinates, shared, List.of(Kind.VECTOR), acceleration);
  }

  /** The acceleration and its tangent: six numbers. */
  public Formula tangent() {
    return withTangents(acceleration());
  }

  /** Everything in a formula, followed by the tangents of all of it. */
  private Formula withTangents(Formula formula) {
    List<Variable> inputs = joined(formula.perBody, parameters);
    return new Formula(
        joined(formula.inputs, formula.inputs),
        joined(formula.perBody, named("tangent", formula.perBody)),
        joined(shared, named("tangent", parameters)),
        joined(formula.outputs, formula.outputs),
        joined(
            formula.expressions,
            Derivatives.jvp(formula.expressions, inputs, named("tangent", inputs))));
  }

  /**
   * The acceleration and its first derivatives: three numbers, then the derivatives xx, xy, xz, yy,
   * yz, zz with respect to the position (the others follow by symmetry), then three with respect to
   * the time if the field depends on it, then three for each of the given parameters.
   *
   * @param wanted the parameters, by number
   */
  public Formula linearization(List<Integer> wanted) {
    List<Expr> all = new ArrayList<>(acceleration);
    for (int i = 0; i < 3; i++) {
      List<Variable> upper = ExternalField.POSITION.subList(i, 3);
      all.addAll(Derivatives.gradient(acceleration.get(i), upper));
    }
    List<Variable> others = new ArrayList<>(coordinates.subList(3, coordinates.size()));
    wanted.forEach(p -> others.add(parameters.get(p)));
    for (Variable other : others) {
      acceleration.forEach(a -> all.add(a.derivative(other)));
    }
    List<Kind> threes = Collections.nCopies(all.size() / 3, Kind.VECTOR);
    return new Formula(coordinateKinds, coordinates, shared, threes, all);
  }

  /**
   * The acceleration, and for a cotangent of it those of the position, of each parameter, and of
   * the time if the field depends on it.
   */
  public Formula adjoint() {
    List<Variable> cotangents = named("cotangent", ExternalField.POSITION);
    List<Variable> wrt = withTime(joined(ExternalField.POSITION, parameters), ExternalField.TIME);
    List<Kind> sums = withTime(Collections.nCopies(parameters.size(), Kind.PARAMETER), Kind.TIME);
    return new Formula(
        joined(coordinateKinds, List.of(Kind.VECTOR)),
        joined(coordinates, cotangents),
        shared,
        joined(List.of(Kind.VECTOR, Kind.VECTOR), sums),
        joined(acceleration, Derivatives.vjp(acceleration, cotangents, wrt)));
  }

  /** Everything in {@link #adjoint}, followed by the tangents of all of it. */
  public Formula adjointTangent() {
    return withTangents(adjoint());
  }

  private List<Variable> named(String kind, List<Variable> variables) {
    return variables.stream().map(v -> Expr.variable(prefix + kind + "." + v.name())).toList();
  }

  private static <T> List<T> joined(List<? extends T> first, List<? extends T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  /** Whether the field has no force at all. */
  public boolean isZero() {
    return acceleration.stream().allMatch(a -> a.equals(Expr.constant(0)));
  }
}
