// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.odisseo.expr.Derivatives;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

/**
 * The programs that a list of expressions gives rise to, each derived and compiled when it is first
 * needed: values, tangents, pullbacks and pullbacks along a direction.
 *
 * <p>Variables are of three sorts. Those of a point and the parameters are differentiated; the
 * former differ from point to point, the latter are shared by all points. Constants are shared and
 * fixed.
 */
final class ExpressionPrograms {

  private final List<Expr> outputs;
  private final List<Variable> point;
  private final List<Variable> parameters;
  private final List<Variable> constants;
  private final List<Variable> inputs;
  private final List<Variable> tangents;
  private final List<Variable> cotangents;
  private final List<Variable> cotangentTangents;

  private final Lazy<Program> value = new Lazy<>(this::compileValue);
  private final Lazy<Program> tangent = new Lazy<>(this::compileTangent);
  private final Lazy<Program> pullback = new Lazy<>(this::compilePullback);
  private final Lazy<Program> pullbackTangent = new Lazy<>(this::compilePullbackTangent);

  ExpressionPrograms(
      List<Expr> outputs,
      List<Variable> point,
      List<Variable> parameters,
      List<Variable> constants) {
    this.outputs = outputs;
    this.point = point;
    this.parameters = parameters;
    this.constants = constants;
    this.inputs = join(point, parameters);
    Set<Variable> taken = new HashSet<>(join(inputs, constants));
    this.tangents = fresh("tangent", inputs.size(), taken);
    this.cotangents = fresh("cotangent", outputs.size(), taken);
    this.cotangentTangents = fresh("cotangent_tangent", outputs.size(), taken);
  }

  /** Takes a point; shared: parameters, constants. Gives the outputs. */
  Program value() {
    return value.get();
  }

  /**
   * Takes a point and its tangent; shared: parameters, their tangents, constants. Gives the
   * tangents of the outputs.
   */
  Program tangent() {
    return tangent.get();
  }

  /**
   * Takes a point and cotangents of the outputs; shared: parameters, constants. Gives the
   * cotangents of the point and this point's share in those of the parameters.
   */
  Program pullback() {
    return pullback.get();
  }

  /**
   * Takes a point, its tangent, cotangents of the outputs and their tangents; shared: parameters,
   * their tangents, constants. Gives the derivative of what {@link #pullback} gives.
   */
  Program pullbackTangent() {
    return pullbackTangent.get();
  }

  private Program compileValue() {
    return new Program(outputs, point, join(parameters, constants));
  }

  private Program compileTangent() {
    return new Program(
        Derivatives.jvp(outputs, inputs, tangents),
        join(point, tangents.subList(0, point.size())),
        join(parameters, tangents.subList(point.size(), inputs.size()), constants));
  }

  private Program compilePullback() {
    return new Program(
        Derivatives.vjp(outputs, cotangents, inputs),
        join(point, cotangents),
        join(parameters, constants));
  }

  private Program compilePullbackTangent() {
    List<Expr> pulled = Derivatives.vjp(outputs, cotangents, inputs);
    return new Program(
        Derivatives.jvp(pulled, join(inputs, cotangents), join(tangents, cotangentTangents)),
        join(point, tangents.subList(0, point.size()), cotangents, cotangentTangents),
        join(parameters, tangents.subList(point.size(), inputs.size()), constants));
  }

  /** New variables, named so that no variable of the expressions is meant by mistake. */
  private static List<Variable> fresh(String prefix, int count, Set<Variable> taken) {
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = prefix + "_" + i;
      while (!taken.add(Expr.variable(name))) {
        name += "_";
      }
      variables.add(Expr.variable(name));
    }
    return List.copyOf(variables);
  }

  @SafeVarargs
  private static List<Variable> join(List<Variable>... lists) {
    List<Variable> joined = new ArrayList<>();
    for (List<Variable> list : lists) {
      joined.addAll(list);
    }
    return List.copyOf(joined);
  }

  /** A value made when it is first asked for. */
  private static final class Lazy<T> {
    private final Supplier<T> maker;
    private volatile List<T> made = List.of();

    Lazy(Supplier<T> maker) {
      this.maker = maker;
    }

    T get() {
      if (made.isEmpty()) {
        synchronized (this) {
          if (made.isEmpty()) {
            made = List.of(maker.get());
          }
        }
      }
      return made.get(0);
    }
  }
}
