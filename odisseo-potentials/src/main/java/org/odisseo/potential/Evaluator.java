// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.List;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Kernel;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Require;

/**
 * Expressions of coordinates, with everything else fixed, ready to be evaluated anywhere. There may
 * be none of them, as for the derivatives with respect to no parameters.
 */
final class Evaluator {

  /** Stands in where there is nothing to compute. */
  private static final Expr NOTHING = Expr.constant(0);

  private final int outputCount;
  private final List<Variable> coordinates;
  private final Kernel.Bound kernel;

  Evaluator(List<Expr> outputs, List<Variable> coordinates, FieldContext context) {
    this.outputCount = outputs.size();
    this.coordinates = coordinates;
    this.kernel =
        Kernel.compile(
                outputs.isEmpty() ? List.of(NOTHING) : outputs, coordinates, context.variables())
            .bind(context.values());
  }

  /** The outputs at one point. */
  double[] at(double[] point) {
    Require.length("coordinates", point, coordinates.size(), "one for each of " + coordinates);
    double[] result = new double[Math.max(1, outputCount)];
    kernel.evaluate(point, result);
    return outputCount == 0 ? new double[0] : result;
  }

  /** The outputs at many points, one array for each output. */
  double[][] over(double[][] points) {
    int count = commonLength(coordinates, points);
    double[][] result = new double[Math.max(1, outputCount)][count];
    kernel.evaluate(points, result, 0, count);
    return outputCount == 0 ? new double[0][] : result;
  }

  /** The number of points in arrays of coordinates, which must be one for each and equally long. */
  static int commonLength(List<Variable> coordinates, double[][] points) {
    if (points.length != coordinates.size()) {
      throw new IllegalArgumentException(
          "coordinates must be one array for each of " + coordinates + ", got " + points.length);
    }
    for (int k = 1; k < points.length; k++) {
      String name = coordinates.get(k).name();
      Require.length(name, points[k], points[0].length, "as for " + coordinates.get(0).name());
    }
    return points[0].length;
  }
}
