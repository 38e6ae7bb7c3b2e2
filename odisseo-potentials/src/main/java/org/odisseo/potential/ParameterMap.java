// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.expr.Derivatives;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Require;

/** The parameters of a potential to the values of a quantity at fixed points. */
final class ParameterMap implements TwiceDifferentiable<ParameterSet, FieldValues> {

  private final FieldContext context;
  private final double[][] points;

  /** The value, followed by its derivative with respect to each parameter. */
  private final Lazy<Interpreted> first;

  /**
   * The derivative of each of those along a direction, whose components are the last shared values.
   */
  private final Lazy<Interpreted> second;

  ParameterMap(
      Expr expression, List<Variable> coordinates, FieldContext context, double[][] points) {
    this.context = context;
    this.points = Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
    Evaluator.commonLength(coordinates, points);
    List<Variable> parameters = context.parameterVariables();
    Lazy<List<Expr>> outputs = Lazy.of(() -> withGradient(expression, parameters));
    this.first =
        Lazy.of(() -> Interpreted.compile(outputs.get(), coordinates, context.variables()));
    this.second = Lazy.of(() -> compileSecond(outputs.get(), coordinates));
  }

  private static List<Expr> withGradient(Expr expression, List<Variable> parameters) {
    List<Expr> outputs = new ArrayList<>(List.of(expression));
    outputs.addAll(Derivatives.gradient(expression, parameters));
    return outputs;
  }

  private Interpreted compileSecond(List<Expr> outputs, List<Variable> coordinates) {
    List<Variable> shared = new ArrayList<>(context.variables());
    List<Variable> direction = new ArrayList<>();
    for (Variable parameter : context.parameterVariables()) {
      direction.add(Expr.variable("direction." + parameter.name()));
    }
    shared.addAll(direction);
    List<Expr> along = Derivatives.jvp(outputs, context.parameterVariables(), direction);
    return Interpreted.compile(along, coordinates, shared);
  }

  /** The values and their derivatives with respect to the parameters, one array each. */
  private double[][] evaluate(ParameterSet at) {
    return run(first.get(), context.withParameters(at).values());
  }

  private double[][] evaluateAlong(ParameterSet at, ParameterSet direction) {
    at.requireSameNames(direction);
    double[] values = context.withParameters(at).values();
    double[] shared = Arrays.copyOf(values, values.length + direction.size());
    System.arraycopy(direction.toArray(), 0, shared, values.length, direction.size());
    return run(second.get(), shared);
  }

  private double[][] run(Interpreted kernel, double[] shared) {
    int count = points[0].length;
    double[][] out = new double[1 + context.parameters().size()][count];
    kernel.bind(shared).evaluate(points, out, 0, count);
    return out;
  }

  @Override
  public FieldValues apply(ParameterSet at) {
    return new FieldValues(evaluate(at)[0]);
  }

  @Override
  public WithPullback<ParameterSet, FieldValues> vjp(ParameterSet at) {
    double[][] there = evaluate(at);
    return new WithPullback<>(
        new FieldValues(there[0]), cotangent -> at.withArray(weighted(there, cotangent.values())));
  }

  @Override
  public WithTangent<FieldValues> jvp(ParameterSet at, ParameterSet tangent) {
    return new WithTangent<>(apply(at), new FieldValues(evaluateAlong(at, tangent)[0]));
  }

  @Override
  public WithDualPullback<ParameterSet, FieldValues> vjpAlong(
      ParameterSet at, ParameterSet direction) {
    double[][] there = evaluate(at);
    double[][] along = evaluateAlong(at, direction);
    return new WithDualPullback<>(
        new WithTangent<>(new FieldValues(there[0]), new FieldValues(along[0])),
        cotangent -> {
          double[] value = cotangent.value().values();
          ParameterSet varied =
              at.withArray(weighted(along, value))
                  .plus(at.withArray(weighted(there, cotangent.tangent().values())));
          return new WithTangent<>(at.withArray(weighted(there, value)), varied);
        });
  }

  /** For each parameter the sum over the points of weight times derivative. */
  private static double[] weighted(double[][] valueAndGradient, double[] weights) {
    Require.length("cotangent", weights, valueAndGradient[0].length, "one per point");
    double[] sums = new double[valueAndGradient.length - 1];
    for (int p = 0; p < sums.length; p++) {
      for (int i = 0; i < weights.length; i++) {
        sums[p] += valueAndGradient[p + 1][i] * weights[i];
      }
    }
    return sums;
  }
}
