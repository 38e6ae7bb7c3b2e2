// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.odisseo.expr.LatexPrinter.expression;
import static org.odisseo.expr.LatexPrinter.parenthesised;

import java.util.stream.Collectors;

/** Function calls as LaTeX. */
final class LatexCalls {

  private LatexCalls() {}

  static String of(Call call) {
    String u = expression(call.args().get(0));
    return switch (call.fn()) {
      case EXP -> "e^{" + u + "}";
      case EXPM1 -> parenthesised("e^{" + u + "} - 1");
      case LOG -> named("\\ln", call);
      case LOG1P -> "\\ln" + parenthesised("1 + " + u);
      case ASIN -> named("\\arcsin", call);
      case ACOS -> named("\\arccos", call);
      case ATAN -> named("\\arctan", call);
      case SIN, COS, TAN, SINH, COSH, TANH, MIN, MAX -> named("\\" + call.fn().text(), call);
      case ASINH, ACOSH, ATANH ->
          named("\\operatorname{ar" + call.fn().text().substring(1) + "}", call);
      case ATAN2, ERF -> named("\\operatorname{" + call.fn().text() + "}", call);
      case SIGN -> named("\\operatorname{sgn}", call);
      case CBRT -> "\\sqrt[3]{" + u + "}";
      case ABS -> "\\left|" + u + "\\right|";
      case LOG_GAMMA -> named("\\ln\\Gamma", call);
      case POLYGAMMA -> named(call.order() == 0 ? "\\psi" : "\\psi^{(" + call.order() + ")}", call);
      case GAMMA_P -> inShape("P", call);
      case LOG_RATIO -> logRatio(call, u);
      case CUTOFF_POTENTIAL -> inShape("\\Phi_{\\mathrm{cut}}", call);
      case NORM ->
          "\\sqrt{"
              + call.args().stream()
                  .map(arg -> expression(arg.square()))
                  .collect(Collectors.joining(" + "))
              + "}";
      case SAFE_RATIO -> "\\frac{" + u + "}{" + expression(call.args().get(1)) + "}";
      case POWER_LOG -> powerLog(call, u);
    };
  }

  private static String named(String name, Call call) {
    return name + parenthesised(LatexPrinter.list(call.args()));
  }

  /** With as many derivatives in the first argument as the order says. */
  private static String inShape(String name, Call call) {
    String power = call.order() == 1 ? "" : "^{" + call.order() + "}";
    return named(call.order() == 0 ? name : "\\partial_{1}" + power + " " + name, call);
  }

  private static String logRatio(Call call, String u) {
    if (call.order() == 0) {
      return "\\frac{\\ln" + parenthesised("1 + " + u) + "}{" + u + "}";
    }
    return "\\left[\\frac{d^{"
        + call.order()
        + "}}{dt^{"
        + call.order()
        + "}} \\frac{\\ln(1 + t)}{t}\\right]_{t = "
        + u
        + "}";
  }

  private static String powerLog(Call call, String u) {
    String power = call.order() == 1 ? "" : "^{" + call.order() + "}";
    return LatexPrinter.parenthesised(u)
        + "^{"
        + expression(call.args().get(1))
        + "} \\ln"
        + power
        + parenthesised(u);
  }
}
