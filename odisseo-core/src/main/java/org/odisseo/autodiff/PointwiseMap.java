// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * Named expressions evaluated at many points at once: some inputs differ from point to point and
 * come as {@link Columns}, the others are parameters that all points share.
 *
 * <pre>{@code
 * PointwiseMap map = ExpressionMap.parse("phi = -G*mass/sqrt(x^2 + y^2)").pointwise("x", "y");
 * Columns phi = map.apply(Pair.of(stars, ParameterSet.of("G", 1, "mass", 5)));
 * }</pre>
 *
 * <p>Derivatives are exact to any use of {@link TwiceDifferentiable}, with respect to the columns
 * and to the parameters. Points may have more columns and parameters than the expressions use;
 * derivatives with respect to those are zero. Made by {@link ExpressionMap#pointwise}.
 */
public final class PointwiseMap
    implements TwiceDifferentiable<Pair<Columns, ParameterSet>, Columns> {

  private final List<String> outputs;
  private final List<String> perPoint;
  private final List<String> shared;
  private final ParameterSet constants;
  private final ExpressionPrograms programs;

  private PointwiseMap(
      Map<String, Expr> outputs,
      List<String> perPoint,
      List<String> shared,
      ParameterSet constants) {
    this.outputs = List.copyOf(outputs.keySet());
    this.perPoint = perPoint;
    this.shared = shared;
    this.constants = constants;
    this.programs =
        new ExpressionPrograms(
            List.copyOf(outputs.values()),
            variables(perPoint),
            variables(shared),
            variables(constants.names()));
  }

  static PointwiseMap of(
      Map<String, Expr> outputs,
      List<String> perPoint,
      List<String> inputs,
      ParameterSet constants) {
    for (String name : perPoint) {
      if (!inputs.contains(name)) {
        throw Names.unknown("input of the expressions", name, inputs);
      }
    }
    List<String> shared = new ArrayList<>(inputs);
    shared.removeAll(perPoint);
    return new PointwiseMap(outputs, List.copyOf(perPoint), List.copyOf(shared), constants);
  }

  /** The names of the outputs in their order. */
  public List<String> outputs() {
    return outputs;
  }

  /** The names of the inputs that differ from point to point. */
  public List<String> columns() {
    return perPoint;
  }

  /** The names of the inputs that all points share. */
  public List<String> parameters() {
    return shared;
  }

  /** This map at fixed parameters. */
  public TwiceDifferentiable<Columns, Columns> with(ParameterSet parameters) {
    return Maps.<Columns, ParameterSet>beside(parameters).then(this);
  }

  @Override
  public Columns apply(Pair<Columns, ParameterSet> at) {
    Inputs inputs = inputs(at);
    return columns(programs.value().evaluate(inputs.columns, inputs.count, shared(inputs)));
  }

  @Override
  public WithPullback<Pair<Columns, ParameterSet>, Columns> vjp(Pair<Columns, ParameterSet> at) {
    Inputs inputs = inputs(at);
    Columns value = apply(at);
    return new WithPullback<>(value, cotangent -> pull(at, inputs, value, cotangent));
  }

  @Override
  public WithTangent<Columns> jvp(
      Pair<Columns, ParameterSet> at, Pair<Columns, ParameterSet> tangent) {
    return new WithTangent<>(apply(at), push(inputs(at), tangent));
  }

  @Override
  public WithTangents<Columns> jvps(
      Pair<Columns, ParameterSet> at, List<Pair<Columns, ParameterSet>> tangents) {
    Require.atLeast("the number of tangents", tangents.size(), 1);
    Inputs inputs = inputs(at);
    return new WithTangents<>(
        apply(at), tangents.stream().map(tangent -> push(inputs, tangent)).toList());
  }

  private Columns push(Inputs inputs, Pair<Columns, ParameterSet> tangent) {
    Inputs along = inputs(tangent);
    return columns(
        programs
            .tangent()
            .evaluate(
                join(inputs.columns, along.columns),
                inputs.count,
                join(inputs.parameters, along.parameters, constants.toArray())));
  }

  @Override
  public WithDualPullback<Pair<Columns, ParameterSet>, Columns> vjpAlong(
      Pair<Columns, ParameterSet> at, Pair<Columns, ParameterSet> direction) {
    Inputs inputs = inputs(at);
    Inputs along = inputs(direction);
    WithTangent<Columns> forward = jvp(at, direction);
    double[] common = join(inputs.parameters, along.parameters, constants.toArray());
    return new WithDualPullback<>(
        forward,
        cotangent -> {
          double[][] value = arrays(forward.value(), cotangent.value());
          double[][] tangent = arrays(forward.value(), cotangent.tangent());
          double[][] image =
              programs
                  .pullbackTangent()
                  .evaluate(
                      join(inputs.columns, along.columns, value, tangent), inputs.count, common);
          return new WithTangent<>(
              pull(at, inputs, forward.value(), cotangent.value()), spread(at, image));
        });
  }

  /** The numbers that the expressions use, out of a point with all its columns and parameters. */
  private record Inputs(double[][] columns, int count, double[] parameters) {}

  private Inputs inputs(Pair<Columns, ParameterSet> at) {
    double[][] columns = new double[perPoint.size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = at.first().column(perPoint.get(j));
    }
    double[] parameters = at.second().select(shared).toArray();
    return new Inputs(columns, at.first().count(), parameters);
  }

  private double[] shared(Inputs inputs) {
    return join(inputs.parameters, constants.toArray());
  }

  private Pair<Columns, ParameterSet> pull(
      Pair<Columns, ParameterSet> at, Inputs inputs, Columns value, Columns cotangent) {
    double[][] in = join(inputs.columns, arrays(value, cotangent));
    return spread(at, programs.pullback().evaluate(in, inputs.count, shared(inputs)));
  }

  /** Cotangents of all columns and parameters from those that the expressions use. */
  private Pair<Columns, ParameterSet> spread(Pair<Columns, ParameterSet> at, double[][] image) {
    Columns columns = at.first();
    int count = columns.count();
    double[] all = new double[columns.size()];
    for (int j = 0; j < perPoint.size(); j++) {
      int block = columns.names().indexOf(perPoint.get(j));
      System.arraycopy(image[j], 0, all, block * count, count);
    }
    double[] sums = new double[at.second().size()];
    for (int j = 0; j < shared.size(); j++) {
      sums[at.second().indexOf(shared.get(j))] = Arrays.stream(image[perPoint.size() + j]).sum();
    }
    return Pair.of(columns.withArray(all), at.second().withArray(sums));
  }

  private Columns columns(double[][] arrays) {
    return Columns.of(outputs, arrays);
  }

  private static double[][] arrays(Columns shape, Columns cotangent) {
    shape.requireSameShape("cotangent", cotangent);
    double[][] arrays = new double[shape.names().size()][];
    for (int k = 0; k < arrays.length; k++) {
      arrays[k] = cotangent.column(shape.names().get(k));
    }
    return arrays;
  }

  private static double[][] join(double[][]... parts) {
    return Arrays.stream(parts).flatMap(Arrays::stream).toArray(double[][]::new);
  }

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private static List<Variable> variables(List<String> names) {
    return names.stream().map(Expr::variable).toList();
  }
}
