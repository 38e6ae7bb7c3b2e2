// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.odisseo.expr.Expr;

/** The numbers that a program of expressions takes from the host. */
final class HostNumbers {

  private HostNumbers() {}

  /**
   * Evaluates expressions in double precision.
   *
   * @param host a manager of host memory, which is to own the result
   */
  static NDList evaluate(List<Expr> expressions, Map<String, Double> values, NDManager host) {
    double[] numbers = expressions.stream().mapToDouble(e -> e.evaluate(values)).toArray();
    // PyTorch's tolist() makes no list of numbers from an empty tensor.
    return new NDList(host.create(numbers.length == 0 ? new double[1] : numbers));
  }
}
