// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.odisseo.expr.Call;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Fn;
import org.odisseo.expr.GaussLegendre;
import org.odisseo.expr.Integral;
import org.odisseo.expr.Product;
import org.odisseo.expr.ProgramWriter;
import org.odisseo.expr.Select;
import org.odisseo.expr.Sum;
import org.odisseo.expr.Variable;

/**
 * Writes expressions as statements of CUDA C for one body, whose type of numbers is {@code real}.
 */
final class CudaWriter extends ProgramWriter {

  /** Derivatives of incomplete gamma functions in their parameter, at most. */
  private static final int HIGHEST_ORDER = 4;

  /** The integrand has no singularity nearer than 1/3 of the range: this is exact to rounding. */
  private static final int LOG_RATIO_POINTS = 20;

  private final Set<Integer> rules = new TreeSet<>();

  /**
   * Statements for some outputs.
   *
   * @param outputs what is calculated
   * @param numbers variables that are the same for all bodies
   */
  CudaWriter(List<Expr> outputs, Set<Variable> numbers) {
    super(outputs, numbers);
  }

  /** The special functions, and the quadrature rules of what has been written. */
  String definitions() {
    StringBuilder text = new StringBuilder();
    text.append("#define LOG_RATIO_POINTS " + LOG_RATIO_POINTS + "\n");
    appendRule(text, "log_ratio", GaussLegendre.ofOrder(LOG_RATIO_POINTS));
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
  protected String operation(Expr node) {
    if (node instanceof Sum sum) {
      return sum(sum);
    }
    if (node instanceof Product product) {
      return product(product);
    }
    if (node instanceof Call call) {
      return call(call);
    }
    if (node instanceof Select select) {
      return assign(
          operand(select.left())
              + " "
              + select.op().text()
              + " "
              + operand(select.right())
              + " ? "
              + operand(select.whenTrue())
              + " : "
              + operand(select.whenFalse()));
    }
    if (node instanceof Integral integral) {
      return integral(integral);
    }
    throw new IllegalArgumentException(
        "variable " + node + " is neither among those of a body nor among the numbers");
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

  private String call(Call call) {
    List<Expr> args = call.args();
    return switch (call.fn()) {
      case EXP,
          EXPM1,
          LOG,
          LOG1P,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          ATAN2,
          SINH,
          COSH,
          TANH,
          ASINH,
          ACOSH,
          ATANH,
          CBRT,
          SIGN,
          ERF,
          SAFE_RATIO ->
          function(call.fn().text(), args);
      case ABS -> function("fabs", args);
      case LOG_GAMMA -> function("lgamma", args);
      case MIN -> function("smaller", args);
      case MAX -> function("larger", args);
      case POLYGAMMA, POWER_LOG, LOG_RATIO -> withOrder(call);
      case GAMMA_P, CUTOFF_POTENTIAL -> {
        if (call.order() > HIGHEST_ORDER) {
          throw new IllegalArgumentException(
              "order of "
                  + call.fn().text()
                  + " must be <= "
                  + HIGHEST_ORDER
                  + ", got "
                  + call.order());
        }
        yield withOrder(call);
      }
      case NORM -> norm(args);
    };
  }

  private String function(String name, List<Expr> args) {
    return assign(name + "(" + operands(args) + ")");
  }

  private String withOrder(Call call) {
    Fn fn = call.fn();
    return assign(fn.text() + "(" + call.order() + ", " + operands(call.args()) + ")");
  }

  /** Numbers among them are taken for the type of the program. */
  private String operands(List<Expr> args) {
    return args.stream().map(this::operand).collect(Collectors.joining(", "));
  }

  private String norm(List<Expr> args) {
    String sum = "";
    for (Expr arg : args) {
      String component = operand(arg);
      sum = added(sum, 1, multiplied(component, component));
    }
    return assign(squareRoot(sum));
  }

  /** A loop over the quadrature points, around the parts that depend on the variable. */
  private String integral(Integral integral) {
    int order = integral.order();
    rules.add(order);
    String half = operand(integral.upper().minus(integral.lower()).times(0.5));
    String centre = operand(integral.upper().plus(integral.lower()).times(0.5));
    String total = newName("total");
    String i = newName("i");
    line("real " + total + " = 0;");
    line("for (int " + i + " = 0; " + i + " < " + order + "; " + i + "++) {");
    indent(2);
    String point = newName("point");
    line(assignment(point, centre + " + " + half + " * R(rule" + order + "_nodes[" + i + "])"));
    enter(integral.variable(), point);
    String value = operand(integral.integrand());
    line(total + " += R(rule" + order + "_weights[" + i + "]) * " + value + ";");
    leave();
    indent(-2);
    line("}");
    return multiplied(total, half);
  }
}
