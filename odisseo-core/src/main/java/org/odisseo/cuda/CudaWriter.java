// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.odisseo.expr.Call;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Fn;
import org.odisseo.expr.GaussLegendre;
import org.odisseo.expr.ProgramWriter;
import org.odisseo.expr.Select;
import org.odisseo.expr.Variable;

/**
 * Writes expressions as statements of CUDA C for one body, whose type of numbers is {@code real}.
 */
final class CudaWriter extends ProgramWriter {

  /** Derivatives of incomplete gamma functions in their parameter, at most. */
  private static final int HIGHEST_ORDER = 4;

  private final Set<Integer> rules = new TreeSet<>();

  /**
   * Statements for some outputs.
   *
   * @param outputs what is calculated
   * @param numbers variables that are the same for all bodies
   */
  CudaWriter(List<Expr> outputs, List<Variable> numbers) {
    super(outputs, numbers);
  }

  /** The special functions, and the quadrature rules of what has been written. */
  String definitions() {
    StringBuilder text = new StringBuilder();
    text.append("#define LOG_RATIO_POINTS " + LOG_RATIO_RULE.order() + "\n");
    appendRule(text, "log_ratio", LOG_RATIO_RULE);
    for (int order : rules) {
      appendRule(text, "rule" + order, GaussLegendre.ofOrder(order));
    }
    return text + CudaKernels.text("special.cu");
  }

  private static void appendRule(StringBuilder text, String name, GaussLegendre rule) {
    appendList(text, name + "_nodes", rule.order(), rule::node);
    appendList(text, name + "_weights", rule.order(), rule::weight);
  }

  private static void appendList(
      StringBuilder text, String name, int count, IntToDoubleFunction number) {
    String list =
        IntStream.range(0, count)
            .mapToObj(i -> Double.toString(number.applyAsDouble(i)))
            .collect(Collectors.joining(", "));
    text.append("CONSTANT double " + name + "[" + count + "] = {" + list + "};\n");
  }

  @Override
  protected String literal(double value) {
    if (Double.isNaN(value)) {
      return "(INFINITE - INFINITE)";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "INFINITE" : "(-INFINITE)";
    }
    return "R(" + value + ")";
  }

  @Override
  protected String hostNumber(int index) {
    return "numbers[" + index + "]";
  }

  @Override
  protected String assignment(String name, String value) {
    return "const real " + name + " = " + value + ";";
  }

  @Override
  protected String plus(String left, double factor, String right) {
    String term = factor == 1 ? right : literal(factor) + " * " + right;
    return left.isEmpty() ? term : left + " + " + term;
  }

  @Override
  protected String times(String left, String right) {
    return left + " * " + right;
  }

  @Override
  protected String over(String above, boolean aboveIsNumber, String below) {
    return (above.isEmpty() ? "R(1)" : above) + " / " + below;
  }

  @Override
  protected String power(String base, String exponent) {
    return "pow(" + base + ", " + exponent + ")";
  }

  @Override
  protected String squareRoot(String value) {
    return "sqrt(" + value + ")";
  }

  @Override
  protected String function(Call call) {
    Fn fn = call.fn();
    return switch (fn) {
      case ABS -> "fabs";
      case LOG_GAMMA -> "lgamma";
      case MIN -> "smaller";
      case MAX -> "larger";
      case GAMMA_P, CUTOFF_POTENTIAL -> withParameter(fn, call.order());
      default -> fn.text();
    };
  }

  private static String withParameter(Fn fn, int order) {
    if (order > HIGHEST_ORDER) {
      throw new IllegalArgumentException(
          "order of " + fn.text() + " must be <= " + HIGHEST_ORDER + ", got " + order);
    }
    return fn.text();
  }

  /** Numbers among them are taken for the type of the program. */
  @Override
  protected String argument(Expr node) {
    return operand(node);
  }

  @Override
  protected String select(Select select) {
    String condition =
        operand(select.left()) + " " + select.op().text() + " " + operand(select.right());
    return assign(
        condition + " ? " + operand(select.whenTrue()) + " : " + operand(select.whenFalse()));
  }

  @Override
  protected String quadrature(
      GaussLegendre rule, String center, String half, UnaryOperator<String> integrand) {
    int order = rule.order();
    rules.add(order);
    String total = newName("total");
    String i = newName("i");
    String node = "R(rule" + order + "_nodes[" + i + "])";
    String weight = "R(rule" + order + "_weights[" + i + "])";
    line("real " + total + " = 0;");
    line("for (int " + i + " = 0; " + i + " < " + order + "; " + i + "++) {");
    String point = newName("point");
    line(INDENT + assignment(point, center + " + " + half + " * " + node));
    String value = integrand.apply(point);
    line(INDENT + total + " += " + weight + " * " + value + ";");
    line("}");
    return total;
  }
}
