// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.expr.Derivatives;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

/**
 * A number that a potential gives at each point, such as its density: an expression of the
 * coordinates, of the parameters of the potential and of the constant of gravity, with values for
 * all but the coordinates.
 *
 * <pre>{@code
 * FieldQuantity density = potential.density();
 * density.at(8, 0, 0);                  // the value at a point
 * density.over(xs, ys, zs);             // at many points
 * density.gradient(8, 0, 0);            // with respect to the coordinates
 * density.parameterGradient(8, 0, 0);   // with respect to the parameters, by name
 * density.derivative("z").at(8, 0, 1);  // a derivative is a quantity again
 * density.overParameters(xs, ys, zs);   // parameters -> values at these points, differentiable
 * }</pre>
 *
 * <p>Immutable and usable from any thread. Compiled at its first use: keep it where it is used
 * often.
 */
public final class FieldQuantity {

  private final String name;
  private final Expr expression;
  private final List<Variable> coordinates;
  private final FieldContext context;
  private final Lazy<Evaluator> value;
  private final Lazy<Evaluator> gradient;
  private final Lazy<Evaluator> parameterGradient;

  FieldQuantity(String name, Expr expression, List<Variable> coordinates, FieldContext context) {
    this.name = name;
    this.expression = expression;
    this.coordinates = coordinates;
    this.context = context;
    this.value = Lazy.of(() -> evaluator(List.of(expression)));
    this.gradient = Lazy.of(() -> evaluator(Derivatives.gradient(expression, coordinates)));
    this.parameterGradient =
        Lazy.of(() -> evaluator(Derivatives.gradient(expression, context.parameterVariables())));
  }

  /** What this is, for example {@code density}. */
  public String name() {
    return name;
  }

  /** The quantity as an expression of the coordinates, the parameters and G. */
  public Expr expression() {
    return expression;
  }

  /** The coordinates that {@link #at} takes, in their order. */
  public List<Variable> coordinates() {
    return coordinates;
  }

  /** The parameters and their values. */
  public ParameterSet parameters() {
    return context.parameters();
  }

  /**
   * The value at one point.
   *
   * @param point one number for each of {@link #coordinates}
   */
  public double at(double... point) {
    return value.get().at(point)[0];
  }

  /**
   * The values at many points.
   *
   * @param points one array for each of {@link #coordinates}, all of one length
   */
  public double[] over(double[]... points) {
    return value.get().over(points)[0];
  }

  /** The derivatives with respect to the coordinates at one point. */
  public double[] gradient(double... point) {
    return gradient.get().at(point);
  }

  /** The derivatives with respect to the coordinates at many points, one array for each of them. */
  public double[][] gradientOver(double[]... points) {
    return gradient.get().over(points);
  }

  /**
   * The derivatives with respect to the parameters at one point, by the names of the parameters.
   */
  public ParameterSet parameterGradient(double... point) {
    return parameters().withArray(parameterGradient.get().at(point));
  }

  /**
   * The derivatives with respect to the parameters at many points, one array for each parameter in
   * the order of {@link #parameters()}.
   */
  public double[][] parameterGradientOver(double[]... points) {
    return parameterGradient.get().over(points);
  }

  /**
   * The derivative with respect to a coordinate, a parameter, {@code t} or {@code G}: a quantity
   * again, so derivatives of any order follow.
   *
   * @throws IllegalArgumentException if there is no such variable
   */
  public FieldQuantity derivative(String variable) {
    List<Variable> known = new ArrayList<>(coordinates);
    known.addAll(context.variables());
    Variable found = Variables.named(variable, known);
    return new FieldQuantity(
        "d(" + name + ")/d(" + variable + ")", expression.derivative(found), coordinates, context);
  }

  /** The same quantity for other values of the parameters; they are not validated. */
  public FieldQuantity with(ParameterSet parameters) {
    return new FieldQuantity(name, expression, coordinates, context.withParameters(parameters));
  }

  /** The same quantity at another time, for a potential that changes; the time is 0 at first. */
  public FieldQuantity atTime(double time) {
    return new FieldQuantity(name, expression, coordinates, context.atTime(time));
  }

  /**
   * The quantity as a map from coordinates and parameters, all in one set under their names, to the
   * value under the name of the quantity; with derivatives of any order.
   */
  public ExpressionMap map() {
    ExpressionMap map = ExpressionMap.of(name, expression);
    List<String> used =
        context.surroundings().names().stream().filter(map.inputs()::contains).toList();
    return map.fixing(context.surroundings().select(used));
  }

  /**
   * The map from the parameters to the values at fixed points, as a fit needs it, with derivatives
   * of second order. The result has one column, which bears the name of the quantity.
   *
   * @param points one array for each of {@link #coordinates}, all of one length
   */
  public TwiceDifferentiable<ParameterSet, Columns> overParameters(double[]... points) {
    Evaluator.commonLength(coordinates, points);
    Columns places = Columns.of(coordinates.stream().map(Variable::name).toList(), points);
    ExpressionMap map = map();
    String[] perPoint =
        places.names().stream().filter(map.inputs()::contains).toArray(String[]::new);
    TwiceDifferentiable<Pair<ParameterSet, Columns>, Pair<Columns, ParameterSet>> swap =
        Maps.linear(
            pair -> Pair.of(pair.second(), pair.first()),
            pair -> Pair.of(pair.second(), pair.first()));
    return Maps.<ParameterSet, Columns>beside(places).then(swap).then(map.pointwise(perPoint));
  }

  /** The formula as LaTeX. */
  public String toLatex() {
    return expression.toLatex();
  }

  /** The name and the formula. */
  @Override
  public String toString() {
    return name + coordinates + " = " + expression;
  }

  private Evaluator evaluator(List<Expr> outputs) {
    return new Evaluator(outputs, coordinates, context);
  }
}
