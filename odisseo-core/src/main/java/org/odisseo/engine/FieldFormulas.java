// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.ArrayList;
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

  /**
   * Expressions to be evaluated together.
   *
   * @param outputs what is wanted
   * @param perBody variables with one value per body
   * @param shared variables with one value for all: G, the parameters, perhaps their tangents
   */
  public record Formula(List<Expr> outputs, List<Variable> perBody, List<Variable> shared) {}

  private final boolean timeDependent;
  private final List<Variable> parameters;
  private final List<Variable> coordinates;
  private final List<Variable> shared;
  private final List<Expr> acceleration;
  private final String prefix;

  private FieldFormulas(ExternalField field) {
    timeDependent = field.isTimeDependent();
    parameters = field.parameterVariables();
    coordinates = new ArrayList<>(ExternalField.POSITION);
    if (timeDependent) {
      coordinates.add(ExternalField.TIME);
    }
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

  /** The acceleration: three outputs. */
  public Formula acceleration() {
    return new Formula(acceleration, coordinates, shared);
  }

  /** The acceleration and its tangent: six outputs. */
  public Formula tangent() {
    List<Variable> inputs = joined(coordinates, parameters);
    List<Expr> tangents = Derivatives.jvp(acceleration, inputs, named("tangent", inputs));
    return new Formula(
        joined(acceleration, tangents),
        joined(coordinates, named("tangent", coordinates)),
        joined(shared, named("tangent", parameters)));
  }

  /**
   * The acceleration and its first derivatives: three outputs, then the derivatives xx, xy, xz, yy,
   * yz, zz with respect to the position (the others follow by symmetry), then three with respect to
   * the time if the field depends on it, then three for each of the given parameters.
   *
   * @param wanted the parameters, by number
   */
  public Formula linearization(List<Integer> wanted) {
    List<Expr> outputs = new ArrayList<>(acceleration);
    for (int i = 0; i < 3; i++) {
      List<Variable> upper = ExternalField.POSITION.subList(i, 3);
      outputs.addAll(Derivatives.gradient(acceleration.get(i), upper));
    }
    List<Variable> others = new ArrayList<>(coordinates.subList(3, coordinates.size()));
    wanted.forEach(p -> others.add(parameters.get(p)));
    for (Variable other : others) {
      acceleration.forEach(a -> outputs.add(a.derivative(other)));
    }
    return new Formula(outputs, coordinates, shared);
  }

  /**
   * The acceleration, and for a cotangent of it those of the position, of each parameter, and of
   * the time if the field depends on it.
   */
  public Formula adjoint() {
    return new Formula(adjointOutputs(), joined(coordinates, cotangents()), shared);
  }

  private List<Variable> cotangents() {
    return named("cotangent", ExternalField.POSITION);
  }

  private List<Expr> adjointOutputs() {
    List<Variable> wrt = joined(ExternalField.POSITION, parameters);
    if (timeDependent) {
      wrt = joined(wrt, List.of(ExternalField.TIME));
    }
    return joined(acceleration, Derivatives.vjp(acceleration, cotangents(), wrt));
  }

  /** Everything in {@link #adjoint}, followed by the tangents of all of it. */
  public Formula adjointTangent() {
    List<Expr> outputs = adjointOutputs();
    List<Variable> perBody = joined(coordinates, cotangents());
    List<Variable> inputs = joined(perBody, parameters);
    List<Expr> tangents = Derivatives.jvp(outputs, inputs, named("tangent", inputs));
    return new Formula(
        joined(outputs, tangents),
        joined(perBody, named("tangent", perBody)),
        joined(shared, named("tangent", parameters)));
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
