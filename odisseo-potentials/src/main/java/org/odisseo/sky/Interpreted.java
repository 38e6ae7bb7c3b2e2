// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

/** Expressions evaluated one by one, until they can be compiled together. */
record Interpreted(
    List<? extends Expr> outputs, List<Variable> perPoint, List<Variable> shared, double[] values) {

  static Interpreted compile(
      List<? extends Expr> outputs, List<Variable> perPoint, List<Variable> shared) {
    return new Interpreted(outputs, perPoint, shared, new double[shared.size()]);
  }

  Interpreted bind(double... newValues) {
    return new Interpreted(outputs, perPoint, shared, newValues.clone());
  }

  void evaluate(double[] in, double[] out) {
    Map<String, Double> point = new HashMap<>();
    for (int j = 0; j < values.length; j++) {
      point.put(shared.get(j).name(), values[j]);
    }
    for (int j = 0; j < in.length; j++) {
      point.put(perPoint.get(j).name(), in[j]);
    }
    for (int k = 0; k < out.length; k++) {
      out[k] = outputs.get(k).evaluate(point);
    }
  }

  void evaluate(double[][] in, double[][] out, int from, int to) {
    double[] point = new double[in.length];
    double[] result = new double[out.length];
    for (int i = from; i < to; i++) {
      for (int j = 0; j < point.length; j++) {
        point[j] = in[j][i];
      }
      evaluate(point, result);
      for (int k = 0; k < result.length; k++) {
        out[k][i] = result[k];
      }
    }
  }
}
