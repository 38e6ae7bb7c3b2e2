// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.odisseo.expr.Call;
import org.odisseo.expr.Constant;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Factor;
import org.odisseo.expr.Fn;
import org.odisseo.expr.GaussLegendre;
import org.odisseo.expr.Integral;
import org.odisseo.expr.Product;
import org.odisseo.expr.ProgramWriter;
import org.odisseo.expr.Select;
import org.odisseo.expr.Sum;
import org.odisseo.expr.Term;
import org.odisseo.expr.Variable;

/**
 * Writes expressions as statements of CUDA C for one body, whose type of numbers is {@code real}.
 */
final class CudaWriter extends ProgramWriter {

  private static final double LARGEST_CHAIN = 4;

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
    return text + CudaSource.of("special.cu");
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

  /** What the terms that are numbers add up to is one number. */
  private String sum(Sum sum) {
    Expr number = Expr.constant(sum.constant());
    List<String> terms = new ArrayList<>();
    for (Term term : sum.terms()) {
      if (isNumber(term.expr())) {
        number = number.plus(term.expr().times(term.coefficient()));
      } else {
        String value = operand(term.expr());
        double factor = term.coefficient();
        terms.add(factor == 1 ? value : literal(factor) + " * " + value);
      }
    }
    if (!number.equals(Expr.constant(0))) {
      terms.add(number(number));
    }
    return assign(String.join(" + ", terms));
  }

  /** Negative powers go below one fraction bar; what is a number is one. */
  private String product(Product product) {
    Expr number = Expr.constant(1);
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (Factor factor : product.factors()) {
      if (isNumber(factor.base()) && isNumber(factor.exponent())) {
        number = number.times(factor.base().pow(factor.exponent()));
      } else if (factor.exponent() instanceof Constant c) {
        (c.value() < 0 ? below : above).add(power(operand(factor.base()), Math.abs(c.value())));
      } else {
        String base = operand(factor.base());
        above.add(assign("pow(" + base + ", " + operand(factor.exponent()) + ")"));
      }
    }
    if (!number.equals(Expr.constant(1))) {
      above.add(number(number));
    }
    String numerator = above.isEmpty() ? "R(1)" : String.join(" * ", above);
    return assign(
        below.isEmpty() ? numerator : numerator + " / (" + String.join(" * ", below) + ")");
  }

  /** A positive power; small whole and half-whole ones by multiplication and a shared root. */
  private String power(String base, double exponent) {
    double whole = Math.floor(exponent);
    double rest = exponent - whole;
    if (exponent > LARGEST_CHAIN || (rest != 0 && rest != 0.5)) {
      return assign("pow(" + base + ", " + literal(exponent) + ")");
    }
    List<String> factors = new ArrayList<>();
    if (whole >= 2) {
      String square = assign(base + " * " + base);
      factors.add(whole == 4 ? assign(square + " * " + square) : square);
    }
    if (whole == 1 || whole == 3) {
      factors.add(base);
    }
    if (rest != 0) {
      factors.add(assign("sqrt(" + base + ")"));
    }
    return factors.size() == 1 ? factors.get(0) : assign(String.join(" * ", factors));
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
    List<String> squares = new ArrayList<>();
    for (Expr arg : args) {
      String component = operand(arg);
      squares.add(component + " * " + component);
    }
    return assign("sqrt(" + String.join(" + ", squares) + ")");
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
    return assign(total + " * " + half);
  }
}
