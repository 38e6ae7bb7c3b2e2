// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Names;

/**
 * Several numbers that a potential gives at each point, such as the components of the acceleration.
 * Every {@link #component} is a {@link FieldQuantity} with all its derivatives; here they are
 * computed together. Immutable and usable from any thread.
 */
public final class FieldVector {

  private final String name;
  private final List<String> labels;
  private final List<Expr> expressions;
  private final List<Variable> coordinates;
  private final FieldContext context;
  private final Lazy<Evaluator> value;

  FieldVector(
      String name,
      List<String> labels,
      List<Expr> expressions,
      List<Variable> coordinates,
      FieldContext context) {
    this.name = name;
    this.labels = labels;
    this.expressions = expressions;
    this.coordinates = coordinates;
    this.context = context;
    this.value = Lazy.of(() -> new Evaluator(expressions, coordinates, context));
  }

  /** What this is, for example {@code acceleration}. */
  public String name() {
    return name;
  }

  /** The names of the components, in their order. */
  public List<String> labels() {
    return labels;
  }

  /** The components as expressions of the coordinates, the parameters and G. */
  public List<Expr> expressions() {
    return expressions;
  }

  /** The components at one point. */
  public double[] at(double... point) {
    return value.get().at(point);
  }

  /**
   * The components at many points.
   *
   * @param points one array for each coordinate, all of one length
   * @return one array for each component
   */
  public double[][] over(double[]... points) {
    return value.get().over(points);
  }

  /** The component at a position in the order of {@link #labels}. */
  public FieldQuantity component(int index) {
    return new FieldQuantity(labels.get(index), expressions.get(index), coordinates, context);
  }

  /**
   * The component of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public FieldQuantity component(String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw Names.unknown("component", label, labels);
    }
    return component(index);
  }

  /** The components at another time, for a potential that changes; the time is 0 at first. */
  public FieldVector atTime(double time) {
    return new FieldVector(name, labels, expressions, coordinates, context.atTime(time));
  }

  /** The formulas as LaTeX, one line for each component. */
  public String toLatex() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      lines.add("\\mathrm{" + labels.get(i) + "} &= " + expressions.get(i).toLatex());
    }
    return "\\begin{aligned}" + String.join(" \\\\ ", lines) + "\\end{aligned}";
  }

  /** The name and the formulas. */
  @Override
  public String toString() {
    return name + coordinates + " = " + expressions;
  }
}
