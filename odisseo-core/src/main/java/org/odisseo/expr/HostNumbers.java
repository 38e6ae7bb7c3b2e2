// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that a program takes from the host, as they are the same for all points.
 *
 * @param variables what they depend on
 * @param expressions what the host evaluates for them
 */
public record HostNumbers(List<Variable> variables, List<Expr> expressions) {

  /**
   * The numbers, in double precision.
   *
   * @param values of the variables, in their order; what is beyond is not used
   * @throws IllegalArgumentException if there are fewer values than variables
   */
  public double[] at(double... values) {
    if (values.length < variables.size()) {
      throw new IllegalArgumentException(
          "values must be at least " + variables.size() + ", got " + values.length);
    }
    Map<String, Double> named = new HashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      named.put(variables.get(i).name(), values[i]);
    }
    return expressions.stream().mapToDouble(e -> e.evaluate(named)).toArray();
  }
}
