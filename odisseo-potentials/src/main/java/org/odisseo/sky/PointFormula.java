// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.expr.Derivatives;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

/**
 * Outputs as expressions of inputs that differ from point to point and of values that all points
 * share, with the derivatives in both directions and of second order; each is derived and compiled
 * when it is first needed.
 */
final class PointFormula {

  private final List<Variable> inputs;
  private final List<Expr> outputs;
  private final List<Variable> shared;

  private final Lazy<Interpreted> value;
  private final Lazy<Interpreted> pullback;
  private final Lazy<Interpreted> pushforward;
  private final Lazy<Interpreted> dualPullback;

  PointFormula(List<Expr> outputs, List<Variable> inputs, List<Variable> shared) {
    this.outputs = List.copyOf(outputs);
    this.inputs = List.copyOf(inputs);
    this.shared = List.copyOf(shared);
    this.value = Lazy.of(() -> Interpreted.compile(this.outputs, this.inputs, this.shared));
    this.pullback = Lazy.of(this::compilePullback);
    this.pushforward = Lazy.of(this::compilePushforward);
    this.dualPullback = Lazy.of(this::compileDualPullback);
  }

  /** The outputs, one array each, at points given by one array for each input. */
  double[][] value(double[] sharedValues, double[][] points) {
    return run(value.get(), outputs.size(), sharedValues, points);
  }

  /** The cotangents of the inputs for cotangents of the outputs. */
  double[][] pullback(double[] sharedValues, double[][] points, double[][] cotangents) {
    return run(pullback.get(), inputs.size(), sharedValues, points, cotangents);
  }

  /** The tangents of the outputs for tangents of the inputs. */
  double[][] pushforward(double[] sharedValues, double[][] points, double[][] tangents) {
    return run(pushforward.get(), outputs.size(), sharedValues, points, tangents);
  }

  /**
   * The cotangents of the inputs, followed by their tangents, for tangents of the inputs,
   * cotangents of the outputs and tangents of those.
   */
  double[][] dualPullback(
      double[] sharedValues,
      double[][] points,
      double[][] tangents,
      double[][] cotangents,
      double[][] cotangentTangents) {
    return run(
        dualPullback.get(),
        2 * inputs.size(),
        sharedValues,
        points,
        tangents,
        cotangents,
        cotangentTangents);
  }

  private Interpreted compilePullback() {
    List<Variable> cotangents = numbered("cotangent", outputs.size());
    List<Expr> pulled = Derivatives.vjp(outputs, cotangents, inputs);
    return Interpreted.compile(pulled, joined(inputs, cotangents), shared);
  }

  private Interpreted compilePushforward() {
    List<Variable> tangents = numbered("tangent", inputs.size());
    List<Expr> pushed = Derivatives.jvp(outputs, inputs, tangents);
    return Interpreted.compile(pushed, joined(inputs, tangents), shared);
  }

  private Interpreted compileDualPullback() {
    List<Variable> tangents = numbered("tangent", inputs.size());
    List<Variable> cotangents = numbered("cotangent", outputs.size());
    List<Variable> cotangentTangents = numbered("cotangentTangent", outputs.size());
    List<Expr> pulled = Derivatives.vjp(outputs, cotangents, inputs);
    List<Expr> varied =
        Derivatives.jvp(pulled, joined(inputs, cotangents), joined(tangents, cotangentTangents));
    return Interpreted.compile(
        joined(pulled, varied),
        joined(joined(inputs, tangents), joined(cotangents, cotangentTangents)),
        shared);
  }

  private static double[][] run(
      Interpreted kernel, int outputCount, double[] sharedValues, double[][]... groups) {
    List<double[]> in = new ArrayList<>();
    for (double[][] group : groups) {
      in.addAll(List.of(group));
    }
    int count = in.get(0).length;
    double[][] out = new double[outputCount][count];
    kernel.bind(sharedValues).evaluate(in.toArray(new double[0][]), out, 0, count);
    return out;
  }

  private static List<Variable> numbered(String name, int count) {
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      variables.add(Expr.variable(name + i));
    }
    return variables;
  }

  private static <T> List<T> joined(List<? extends T> first, List<? extends T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
