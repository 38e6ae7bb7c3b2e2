// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

/** Expressions ready to be evaluated at many points that share some of the variables. */
final class Program {

  private final List<Expr> outputs;
  private final List<Variable> perPoint;
  private final List<Variable> shared;

  Program(List<Expr> outputs, List<Variable> perPoint, List<Variable> shared) {
    this.outputs = List.copyOf(outputs);
    this.perPoint = perPoint;
    this.shared = shared;
  }

  /** The outputs, one array each, at {@code count} points whose inputs are one array each. */
  double[][] evaluate(double[][] in, int count, double[] sharedValues) {
    double[][] out = new double[outputs.size()][count];
    Map<String, Double> values = new HashMap<>();
    for (int j = 0; j < sharedValues.length; j++) {
      values.put(shared.get(j).name(), sharedValues[j]);
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < in.length; j++) {
        values.put(perPoint.get(j).name(), in[j][i]);
      }
      for (int k = 0; k < out.length; k++) {
        out[k][i] = outputs.get(k).evaluate(values);
      }
    }
    return out;
  }
}
