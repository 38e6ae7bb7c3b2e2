// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.odisseo.expr.Call;
import org.odisseo.expr.Expr;
import org.odisseo.expr.GaussLegendre;
import org.odisseo.expr.Integral;
import org.odisseo.expr.Product;
import org.odisseo.expr.Select;
import org.odisseo.expr.Sum;

/** Writes one node of an expression, whose operands have been written, as TorchScript. */
final class OperationWriter {

  /** The integrand has no singularity nearer than 1/3 of the range: this is exact to rounding. */
  private static final int LOG_RATIO_POINTS = 20;

  private final ScriptWriter script;

  OperationWriter(ScriptWriter script) {
    this.script = script;
  }

  /** Writes a node that depends on an array, and returns the name of its value. */
  String write(Expr node) {
    if (node instanceof Sum sum) {
      return script.sum(sum);
    }
    if (node instanceof Product product) {
      return script.product(product);
    }
    if (node instanceof Call call) {
      return call(call);
    }
    if (node instanceof Select select) {
      return select(select);
    }
    if (node instanceof Integral integral) {
      return integral(integral);
    }
    throw new IllegalArgumentException(
        "variable " + node + " is neither among the arrays nor among the numbers");
  }

  private String call(Call call) {
    List<Expr> args = call.args();
    int order = call.order();
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
          ABS,
          SIGN,
          ERF ->
          function("torch." + call.fn().text(), args);
      case LOG_GAMMA -> function("torch.lgamma", args);
      case MIN -> function("torch.minimum", args);
      case MAX -> function("torch.maximum", args);
      case CBRT -> function("self.cbrt", args);
      case SAFE_RATIO -> function("self.safe_ratio", args);
      case POLYGAMMA -> function("self.polygamma", args, order);
      case POWER_LOG -> function("self.power_log", args, order);
      case GAMMA_P -> withParameter("self.gamma_p", call);
      case CUTOFF_POTENTIAL -> withParameter("self.cutoff_potential", call);
      case LOG_RATIO -> logRatio(call);
      case NORM -> norm(args);
    };
  }

  private String function(String name, List<Expr> args, Object... before) {
    List<String> all = new ArrayList<>();
    Arrays.stream(before).map(Object::toString).forEach(all::add);
    args.stream().map(script::tensor).forEach(all::add);
    return script.assign(name + "(" + String.join(", ", all) + ")");
  }

  /** A function of (a, x): a shorter way for a number a. */
  private String withParameter(String name, Call call) {
    Expr parameter = call.args().get(0);
    String argument = script.tensor(call.args().get(1));
    if (script.isNumber(parameter)) {
      String number = script.number(parameter);
      return script.assign(
          name + "_number(" + call.order() + ", " + number + ", " + argument + ")");
    }
    return script.assign(
        name + "(" + call.order() + ", " + script.tensor(parameter) + ", " + argument + ")");
  }

  private String logRatio(Call call) {
    GaussLegendre rule = GaussLegendre.ofOrder(LOG_RATIO_POINTS);
    String argument = script.tensor(call.args().get(0));
    String nodes = list(rule, rule::node);
    String weights = list(rule, rule::weight);
    return script.assign(
        "self.log_ratio(" + call.order() + ", " + argument + ", " + nodes + ", " + weights + ")");
  }

  private String norm(List<Expr> args) {
    String sum = "";
    for (Expr arg : args) {
      String component = script.tensor(arg);
      sum = script.added(sum, 1, script.multiplied(component, component));
    }
    return script.assign("torch.sqrt(" + sum + ")");
  }

  private String select(Select select) {
    String condition = condition(select);
    Expr yes = select.whenTrue();
    Expr no = select.whenFalse();
    // Of two numbers torch.where would make an array of its default type.
    String first = script.isNumber(no) ? script.tensor(yes) : script.operand(yes);
    return script.assign(
        "torch.where(" + condition + ", " + first + ", " + script.operand(no) + ")");
  }

  private String condition(Select select) {
    String op =
        switch (select.op()) {
          case LT -> "torch.lt";
          case LE -> "torch.le";
          case EQ -> "torch.eq";
          case GT -> "torch.gt";
          case GE -> "torch.ge";
          case NE -> "torch.ne";
        };
    return script.assign(
        op + "(" + script.tensor(select.left()) + ", " + script.operand(select.right()) + ")");
  }

  /** A loop over the quadrature points, around the parts that depend on the variable. */
  private String integral(Integral integral) {
    GaussLegendre rule = GaussLegendre.ofOrder(integral.order());
    Expr halfRange = integral.upper().minus(integral.lower()).times(0.5);
    Expr middle = integral.upper().plus(integral.lower()).times(0.5);
    String half = script.tensor(halfRange);
    String centre = script.tensor(middle);
    String nodes = script.assign(list(rule, rule::node));
    String weights = script.assign(list(rule, rule::weight));
    String total = script.newName("total");
    String i = script.newName("i");
    script.line(total + " = torch.zeros_like(" + ScriptWriter.TEMPLATE + ")");
    script.line("for " + i + " in range(" + integral.order() + "):");
    script.indent(2);
    String point = script.newName("point");
    script.line(
        point + " = torch.add(" + centre + ", " + half + ", alpha=" + nodes + "[" + i + "])");
    script.enter(integral.variable(), point);
    String value = script.tensor(integral.integrand());
    script.line(
        total + " = torch.add(" + total + ", " + value + ", alpha=" + weights + "[" + i + "])");
    script.leave();
    script.indent(-2);
    return script.multiplied(total, half);
  }

  private static String list(GaussLegendre rule, IntToDoubleFunction number) {
    return IntStream.range(0, rule.order())
        .mapToDouble(number)
        .mapToObj(OperationWriter::literal)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String literal(double value) {
    return ScriptWriter.literalOf(value);
  }
}
