// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Names;

/**
 * Named expressions of named variables, as a map from parameter sets to parameter sets with exact
 * derivatives of any order.
 *
 * <pre>{@code
 * ExpressionMap cartesian = ExpressionMap.parse("x = r*cos(angle)", "y = r*sin(angle)");
 * ParameterSet at = ParameterSet.of("r", 2, "angle", 0.6);
 * cartesian.apply(at).value("x");                       // 1.65
 * Jacobian.of(cartesian, at).entry("x", "angle");       // -1.13
 * }</pre>
 *
 * <p>A point may have more parameters than the expressions use; derivatives with respect to those
 * are zero. The formulas are compiled to bytecode when first needed; the map is immutable and
 * usable from any thread. For many points at once see {@link #pointwise}.
 */
public final class ExpressionMap implements TwiceDifferentiable<ParameterSet, ParameterSet> {

  private final Map<String, Expr> outputs;
  private final ParameterSet constants;
  private final ParameterSet shape;
  private final List<String> inputs;
  private final ExpressionPrograms programs;

  private ExpressionMap(Map<String, Expr> outputs, ParameterSet constants) {
    this.outputs = outputs;
    this.constants = constants;
    this.shape = ParameterSet.of(outputs.keySet(), new double[outputs.size()]);
    this.inputs =
        variables(outputs).stream()
            .map(Variable::name)
            .filter(name -> !constants.has(name))
            .toList();
    this.programs =
        new ExpressionPrograms(
            List.copyOf(outputs.values()),
            asVariables(inputs),
            List.of(),
            asVariables(constants.names()));
  }

  /** The map of the given expressions, in the order in which the map iterates. */
  public static ExpressionMap of(Map<String, ? extends Expr> outputs) {
    return new ExpressionMap(new LinkedHashMap<>(outputs), ParameterSet.of());
  }

  /** The map with a single output. */
  public static ExpressionMap of(String name, Expr expression) {
    return of(Map.of(name, expression));
  }

  /**
   * A map from text, one line per output.
   *
   * @param lines a name, an equals sign and an expression, as in {@code "x = r*cos(angle)"}
   * @throws IllegalArgumentException if a line has no name, a name occurs twice, or an expression
   *     is malformed; then with its column
   */
  public static ExpressionMap parse(String... lines) {
    Map<String, Expr> outputs = new LinkedHashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      String name = equals < 0 ? "" : line.substring(0, equals).strip();
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            "a line must be a name, an equals sign and an expression, got \"" + line + "\"");
      }
      requireNew(name, outputs);
      outputs.put(name, Expr.parse(line.substring(equals + 1)));
    }
    return of(outputs);
  }

  /** This map with one more output at its end. */
  public ExpressionMap and(String name, Expr expression) {
    requireNew(name, outputs);
    Map<String, Expr> more = new LinkedHashMap<>(outputs);
    more.put(name, expression);
    return new ExpressionMap(more, constants);
  }

  /**
   * This map with fixed values for some of its inputs, which then are no inputs any more.
   *
   * @throws IllegalArgumentException if a name is not an input
   */
  public ExpressionMap fixing(ParameterSet values) {
    for (String name : values.names()) {
      if (!inputs.contains(name)) {
        throw Names.unknown("input of the expressions", name, inputs);
      }
    }
    return new ExpressionMap(outputs, constants.and(values));
  }

  /** The names of the inputs, in alphabetical order. */
  public List<String> inputs() {
    return inputs;
  }

  /** The names of the outputs in their order. */
  public List<String> outputs() {
    return shape.names();
  }

  /** The expression of an output. */
  public Expr expression(String output) {
    return List.copyOf(outputs.values()).get(shape.indexOf(output));
  }

  /** One output as a number, to take gradients and Hessians of. */
  public TwiceDifferentiable<ParameterSet, Scalar> output(String name) {
    int index = shape.indexOf(name);
    return then(
        Maps.<ParameterSet, Scalar>linear(
            value -> Scalar.of(value.value(index)),
            cotangent -> shape.unit(index).times(cotangent.value())));
  }

  /**
   * The partial derivatives of all outputs with respect to one input, under the names of the
   * outputs: again expressions, to be differentiated further.
   */
  public ExpressionMap partial(String input) {
    if (!inputs.contains(input)) {
      throw Names.unknown("input of the expressions", input, inputs);
    }
    Map<String, Expr> partials = new LinkedHashMap<>();
    outputs.forEach(
        (name, expression) -> partials.put(name, expression.derivative(Expr.variable(input))));
    return new ExpressionMap(partials, constants);
  }

  /**
   * The same expressions evaluated at many points at once.
   *
   * @param perPoint the inputs that differ from point to point; all others are parameters that the
   *     points share
   * @throws IllegalArgumentException if a name is not an input
   */
  public PointwiseMap pointwise(String... perPoint) {
    return PointwiseMap.of(outputs, List.of(perPoint), inputs, constants);
  }

  @Override
  public ParameterSet apply(ParameterSet at) {
    return shape.withArray(run(programs.value(), numbers(at)));
  }

  @Override
  public WithPullback<ParameterSet, ParameterSet> vjp(ParameterSet at) {
    double[] numbers = numbers(at);
    return new WithPullback<>(apply(at), cotangent -> pull(at, numbers, cotangent));
  }

  @Override
  public WithTangent<ParameterSet> jvp(ParameterSet at, ParameterSet tangent) {
    at.requireSameNames(tangent);
    double[] image = run(programs.tangent(), numbers(at), numbers(tangent));
    return new WithTangent<>(apply(at), shape.withArray(image));
  }

  @Override
  public WithDualPullback<ParameterSet, ParameterSet> vjpAlong(
      ParameterSet at, ParameterSet direction) {
    double[] numbers = numbers(at);
    double[] tangents = numbers(direction);
    return new WithDualPullback<>(
        jvp(at, direction),
        cotangent -> {
          shape.requireSameNames(cotangent.tangent());
          double[] image =
              run(
                  programs.pullbackTangent(),
                  numbers,
                  tangents,
                  cotangent.value().toArray(),
                  cotangent.tangent().toArray());
          return new WithTangent<>(pull(at, numbers, cotangent.value()), spread(at, image));
        });
  }

  @Override
  public String toString() {
    return "ExpressionMap" + outputs;
  }

  private ParameterSet pull(ParameterSet at, double[] numbers, ParameterSet cotangent) {
    shape.requireSameNames(cotangent);
    return spread(at, run(programs.pullback(), numbers, cotangent.toArray()));
  }

  /** The inputs of the expressions among the numbers of a point. */
  private double[] numbers(ParameterSet at) {
    double[] numbers = new double[inputs.size()];
    for (int i = 0; i < numbers.length; i++) {
      String name = inputs.get(i);
      if (!at.has(name)) {
        throw new IllegalArgumentException(
            "the point must have the parameter \""
                + name
                + "\" of the expressions; "
                + Names.unknown("parameter", name, at.names()).getMessage());
      }
      numbers[i] = at.value(name);
    }
    return numbers;
  }

  /** A cotangent of the whole point from that of the inputs. */
  private ParameterSet spread(ParameterSet at, double[] numbers) {
    double[] all = new double[at.size()];
    for (int i = 0; i < numbers.length; i++) {
      all[at.indexOf(inputs.get(i))] = numbers[i];
    }
    return at.withArray(all);
  }

  private double[] run(Program program, double[]... parts) {
    double[] in = Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    return program.evaluate(in, constants.toArray());
  }

  private static void requireNew(String name, Map<String, Expr> outputs) {
    if (outputs.containsKey(name)) {
      throw new IllegalArgumentException("output names must differ, got \"" + name + "\" twice");
    }
  }

  private static Set<Variable> variables(Map<String, Expr> outputs) {
    Set<Variable> all = new TreeSet<>(Comparator.comparing(Variable::name));
    outputs.values().forEach(output -> all.addAll(output.variables()));
    return all;
  }

  private static List<Variable> asVariables(List<String> names) {
    return names.stream().map(Expr::variable).toList();
  }
}
