// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.odisseo.expr.Call;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Fn;
import org.odisseo.expr.GaussLegendre;
import org.odisseo.expr.HostNumbers;
import org.odisseo.expr.ProgramWriter;
import org.odisseo.expr.Select;
import org.odisseo.expr.Variable;

/**
 * Writes expressions as a TorchScript program on arrays.
 *
 * <p>The program takes the arrays, and a list of numbers: the values of those sub-expressions that
 * depend on no array, which the {@link Script} lists and the host evaluates.
 */
final class ScriptWriter extends ProgramWriter {

  /** The broadcast of all arrays; gives constants their type, device and shape. */
  private static final String TEMPLATE = "template";

  private final List<Variable> arrays;

  private ScriptWriter(List<Expr> outputs, List<Variable> arrays, List<Variable> numbers) {
    super(outputs, numbers);
    this.arrays = arrays;
  }

  /**
   * The program for some outputs.
   *
   * @param outputs what it calculates
   * @param arrays variables that are arrays, in the order of the program's first argument
   * @param numbers variables that are numbers
   */
  static Script write(List<Expr> outputs, List<Variable> arrays, List<Variable> numbers) {
    ScriptWriter writer = new ScriptWriter(outputs, arrays, numbers);
    String methods = TorchScript.source("special.py") + writer.forward(outputs);
    return new Script(methods, writer.numbers());
  }

  /**
   * A program.
   *
   * @param methods its source
   * @param numbers what the host evaluates for its second argument
   */
  record Script(String methods, HostNumbers numbers) {

    /**
     * The program's second argument.
     *
     * @param host a manager of host memory, which is to own it
     * @param values of the variables that are numbers
     */
    NDList numbers(NDManager host, double[] values) {
      double[] evaluated = numbers.at(values);
      // PyTorch's tolist() makes no list of numbers from an empty tensor.
      return new NDList(host.create(evaluated.length == 0 ? new double[1] : evaluated));
    }
  }

  private String forward(List<Expr> outputs) {
    line("numbers = annotate(List[float], b[0].tolist())");
    line(TEMPLATE + " = (torch.broadcast_tensors(a))[0]");
    for (int i = 0; i < arrays.size(); i++) {
      define(arrays.get(i), "a[" + i + "]");
    }
    List<String> results = new ArrayList<>();
    for (Expr output : outputs) {
      String whole = "torch.expand_as(" + argument(output) + ", " + TEMPLATE + ")";
      results.add(assign("torch.contiguous(" + whole + ")"));
    }
    line("return [" + String.join(", ", results) + "]");
    return "def forward(self: __torch__.Program, a: List[Tensor], b: List[Tensor]) -> List[Tensor]:\n"
        + code();
  }

  /** A tensor; a number becomes one without axes, of the type and on the device of the arrays. */
  @Override
  protected String argument(Expr node) {
    return isNumber(node)
        ? assign("torch.new_full(" + TEMPLATE + ", annotate(List[int], []), " + number(node) + ")")
        : operand(node);
  }

  @Override
  protected String literal(double value) {
    String text = Double.toString(value);
    return value < 0 ? "(" + text + ")" : text;
  }

  @Override
  protected String hostNumber(int index) {
    return "numbers[" + index + "]";
  }

  @Override
  protected String assignment(String name, String value) {
    return name + " = " + value;
  }

  @Override
  protected String plus(String left, double factor, String right) {
    if (left.isEmpty()) {
      return factor == -1
          ? "torch.neg(" + right + ")"
          : "torch.mul(" + right + ", " + literal(factor) + ")";
    }
    String alpha = factor == 1 ? "" : ", alpha=" + literal(factor);
    return "torch.add(" + left + ", " + right + alpha + ")";
  }

  @Override
  protected String times(String left, String right) {
    return "torch.mul(" + left + ", " + right + ")";
  }

  @Override
  protected String over(String above, boolean aboveIsNumber, String below) {
    String reciprocal = "torch.reciprocal(" + below + ")";
    if (above.isEmpty()) {
      return reciprocal;
    }
    return aboveIsNumber ? times(reciprocal, above) : "torch.div(" + above + ", " + below + ")";
  }

  @Override
  protected String power(String base, String exponent) {
    return "torch.pow(" + base + ", " + exponent + ")";
  }

  @Override
  protected String squareRoot(String value) {
    return "torch.sqrt(" + value + ")";
  }

  @Override
  protected String function(Call call) {
    Fn fn = call.fn();
    return switch (fn) {
      case LOG_GAMMA -> "torch.lgamma";
      case MIN -> "torch.minimum";
      case MAX -> "torch.maximum";
      case CBRT, SAFE_RATIO, POLYGAMMA, POWER_LOG, LOG_RATIO -> "self." + fn.text();
      case GAMMA_P, CUTOFF_POTENTIAL -> "self." + fn.text() + (isOfNumber(call) ? "_number" : "");
      default -> "torch." + fn.text();
    };
  }

  /** Whether the parameter of a function of (parameter, x) is a number: there is a shorter way. */
  private boolean isOfNumber(Call call) {
    return isNumber(call.args().get(0));
  }

  @Override
  protected List<String> arguments(Call call) {
    return switch (call.fn()) {
      case GAMMA_P, CUTOFF_POTENTIAL ->
          isOfNumber(call)
              ? List.of(
                  Integer.toString(call.order()),
                  number(call.args().get(0)),
                  argument(call.args().get(1)))
              : super.arguments(call);
      case LOG_RATIO -> {
        List<String> all = super.arguments(call);
        all.add(nodes(LOG_RATIO_RULE));
        all.add(weights(LOG_RATIO_RULE));
        yield all;
      }
      default -> super.arguments(call);
    };
  }

  @Override
  protected String select(Select select) {
    String condition = condition(select);
    Expr yes = select.whenTrue();
    Expr no = select.whenFalse();
    // Of two numbers torch.where would make an array of its default type.
    String first = isNumber(no) ? argument(yes) : operand(yes);
    return assign("torch.where(" + condition + ", " + first + ", " + operand(no) + ")");
  }

  private String condition(Select select) {
    String op = select.op().name().toLowerCase(Locale.ROOT);
    return assign(
        "torch." + op + "(" + argument(select.left()) + ", " + operand(select.right()) + ")");
  }

  @Override
  protected String quadrature(
      GaussLegendre rule, String center, String half, UnaryOperator<String> integrand) {
    String nodes = assign(nodes(rule));
    String weights = assign(weights(rule));
    String total = newName("total");
    String i = newName("i");
    line(total + " = torch.zeros_like(" + TEMPLATE + ")");
    line("for " + i + " in range(" + rule.order() + "):");
    String point = newName("point");
    line(INDENT + assignment(point, plusElement(center, half, nodes, i)));
    String value = integrand.apply(point);
    line(INDENT + assignment(total, plusElement(total, value, weights, i)));
    return total;
  }

  private static String plusElement(String left, String right, String list, String index) {
    return "torch.add(" + left + ", " + right + ", alpha=" + list + "[" + index + "])";
  }

  private String nodes(GaussLegendre rule) {
    return list(rule, rule::node);
  }

  private String weights(GaussLegendre rule) {
    return list(rule, rule::weight);
  }

  private String list(GaussLegendre rule, IntToDoubleFunction number) {
    return IntStream.range(0, rule.order())
        .mapToDouble(number)
        .mapToObj(this::literal)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
