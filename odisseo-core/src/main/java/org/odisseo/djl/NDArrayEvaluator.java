// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Names;

/**
 * Expressions evaluated on tensors: any number of points at once, on any device of DJL, in float32
 * or float64.
 *
 * <pre>{@code
 * NDArrayEvaluator potential = NDArrayEvaluator.of(List.of(Expr.parse("-G*M/norm(x, y, z)")),
 *     List.of("x", "y", "z"));
 * NDArray phi = potential.evaluate(Map.of("x", x, "y", y, "z", z), Map.of("G", 1.0, "M", 1e10)).head();
 * }</pre>
 *
 * <p>The expressions become one program, in which each distinct node is calculated once and given
 * up after its last use, and which runs in one call without a way back over the host. Parts that
 * depend on no array are calculated on the host, in double precision, by {@link Expr#evaluate}.
 * Numbers reach the device as doubles, so that in float64 nothing is ever rounded to float32.
 *
 * <p>In float64 the values are those of {@link Expr#evaluate} to a few units of rounding (special
 * functions: 1e-13, derivatives in their parameters 1e-11 relative to scale). Inside a {@link
 * DjlFunction} an evaluation can be differentiated like any other operation, as far as PyTorch
 * knows the derivatives of the functions in it; the better way are {@link
 * org.odisseo.expr.Derivatives derivatives of the expressions}. Immutable; any number of threads
 * may evaluate at once.
 */
public final class NDArrayEvaluator {

  private final List<String> arrays;
  private final ScriptWriter.Script script;
  private final PyTorch.Program program;

  private NDArrayEvaluator(List<String> arrays, ScriptWriter.Script script) {
    this.arrays = arrays;
    this.script = script;
    this.program = PyTorch.Program.of(script.methods());
  }

  /** An evaluator for which every variable is an array. */
  public static NDArrayEvaluator of(List<Expr> outputs) {
    return of(outputs, List.copyOf(variableNames(outputs)));
  }

  /**
   * An evaluator for which some variables are arrays and all others are numbers.
   *
   * @param outputs what to evaluate
   * @param arrays names of the variables that are arrays, at least one; they need not occur
   */
  public static NDArrayEvaluator of(List<Expr> outputs, List<String> arrays) {
    if (arrays.isEmpty()) {
      throw new IllegalArgumentException("arrays must name at least one variable");
    }
    Set<String> numbers = variableNames(outputs);
    arrays.forEach(numbers::remove);
    return new NDArrayEvaluator(
        List.copyOf(arrays), ScriptWriter.write(outputs, variables(arrays), variables(numbers)));
  }

  private static List<Variable> variables(Collection<String> names) {
    return names.stream().map(Expr::variable).toList();
  }

  /** The values of the outputs where every variable is an array. */
  public NDList evaluate(Map<String, NDArray> values) {
    return evaluate(values, Map.of());
  }

  /**
   * The values of the outputs.
   *
   * @param values the arrays by name, of one floating type, on one device, of shapes that broadcast
   *     to each other; further names are ignored
   * @param parameters the numbers by name; further names are ignored
   * @return one array for each output, of the broadcast shape, attached to the manager of the first
   *     array
   */
  public NDList evaluate(Map<String, NDArray> values, Map<String, Double> parameters) {
    NDList inputs = new NDList();
    for (String name : arrays) {
      NDArray array = values.get(name);
      if (array == null) {
        throw Names.unknown("array, without a value,", name, values.keySet());
      }
      inputs.add(array);
    }
    requireOneType(inputs);
    NDManager manager = inputs.head().getManager();
    try (NDManager host = manager.newSubManager(Device.cpu())) {
      return program.run(manager, inputs, numbers(host, parameters));
    }
  }

  /** The numbers that a program takes, for given values of the variables that are numbers. */
  private NDList numbers(NDManager host, Map<String, Double> parameters) {
    List<Variable> variables = script.numbers().variables();
    double[] values = new double[variables.size()];
    for (int i = 0; i < values.length; i++) {
      String name = variables.get(i).name();
      Double value = parameters.get(name);
      if (value == null) {
        throw Names.unknown("number, without a value,", name, parameters.keySet());
      }
      values[i] = value;
    }
    return script.numbers(host, values);
  }

  private void requireOneType(NDList inputs) {
    Backend.requireCalculating(inputs.head().getManager());
    DataType type = inputs.head().getDataType();
    for (int i = 0; i < inputs.size(); i++) {
      DataType other = inputs.get(i).getDataType();
      if (other != type || !type.isFloating()) {
        throw new IllegalArgumentException(
            "arrays must be of one floating type, got "
                + other
                + " for "
                + arrays.get(i)
                + " and "
                + type
                + " for "
                + arrays.get(0));
      }
    }
  }

  private static Set<String> variableNames(List<Expr> outputs) {
    Set<String> names = new TreeSet<>();
    for (Expr output : outputs) {
      output.variables().forEach(variable -> names.add(variable.name()));
    }
    return names;
  }
}
