// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.odisseo.validation.Names;

/** Reads the inside of the parentheses of a function call. */
final class ParsedCall {

  private static final Map<String, Fn> FUNCTIONS = functions();
  private static final List<String> FURTHER =
      List.of("sqrt", "pow", "digamma", "select", "integrate");

  private final Parser parser;
  private final String name;
  private final int column;

  private ParsedCall(Parser parser, String name, int column) {
    this.parser = parser;
    this.name = name;
    this.column = column;
  }

  private static Map<String, Fn> functions() {
    Map<String, Fn> functions = new LinkedHashMap<>();
    for (Fn fn : Fn.values()) {
      functions.put(fn.text(), fn);
    }
    functions.put("ln", Fn.LOG);
    return Map.copyOf(functions);
  }

  /**
   * Reads up to the closing parenthesis.
   *
   * @param name the function
   * @param column where its name stands
   */
  static Expr read(Parser parser, String name, int column) {
    ParsedCall call = new ParsedCall(parser, name, column);
    return switch (name) {
      case "sqrt" -> call.arguments(1).get(0).sqrt();
      case "digamma" -> Functions.polygamma(0, call.arguments(1).get(0));
      case "pow" -> call.power();
      case "select" -> call.select();
      case "integrate" -> call.integral();
      default -> call.function();
    };
  }

  private Expr power() {
    List<Expr> args = arguments(2);
    return parser.scanner().within(column, () -> args.get(0).pow(args.get(1)));
  }

  private Expr function() {
    Fn fn = FUNCTIONS.get(name);
    if (fn == null) {
      List<String> known = new ArrayList<>(FUNCTIONS.keySet());
      known.addAll(FURTHER);
      known.sort(null);
      throw parser
          .scanner()
          .error(String.valueOf(Names.unknown("function", name, known).getMessage()), column);
    }
    int orderColumn = parser.scanner().mark();
    List<Expr> args = parser.arguments();
    if (fn == Fn.MIN || fn == Fn.MAX) {
      return extremum(fn, args);
    }
    int order = 0;
    if (fn.hasOrder() && args.size() == fn.arity() + 1) {
      order = wholeNumber("order of " + name, args.get(0), orderColumn);
      args = args.subList(1, args.size());
    }
    int n = order;
    List<Expr> operands = args;
    return parser.scanner().within(column, () -> Calls.of(fn, n, operands));
  }

  private Expr extremum(Fn fn, List<Expr> args) {
    if (args.size() < 2) {
      throw parser
          .scanner()
          .error(name + " takes at least 2 arguments, got " + args.size(), column);
    }
    return args.stream().reduce((u, v) -> Calls.of(fn, 0, List.of(u, v))).orElseThrow();
  }

  private Expr select() {
    Expr left = parser.expression();
    Comparison op = comparison();
    Expr right = parser.expression();
    parser.comma();
    Expr whenTrue = parser.expression();
    parser.comma();
    return Select.of(op, left, right, whenTrue, parser.expression());
  }

  private Comparison comparison() {
    Comparison[] longestFirst = {
      Comparison.LE, Comparison.GE, Comparison.EQ, Comparison.NE, Comparison.LT, Comparison.GT
    };
    for (Comparison op : longestFirst) {
      if (parser.scanner().accept(op.text())) {
        return op;
      }
    }
    throw parser.unexpected("an operator or one of < <= > >= == !=");
  }

  private Expr integral() {
    Expr integrand = parser.expression();
    parser.comma();
    if (!parser.scanner().atName()) {
      throw parser.unexpected("the name of the variable of integration");
    }
    int nameColumn = parser.scanner().mark();
    String bound = parser.scanner().name();
    Variable variable = parser.scanner().within(nameColumn, () -> Variable.of(bound));
    parser.comma();
    Expr lower = parser.expression();
    parser.comma();
    Expr upper = parser.expression();
    parser.comma();
    int orderColumn = parser.scanner().mark();
    int order = wholeNumber("order of the integral", parser.expression(), orderColumn);
    return parser
        .scanner()
        .within(orderColumn, () -> Integral.of(integrand, variable, lower, upper, order));
  }

  private List<Expr> arguments(int count) {
    List<Expr> args = parser.arguments();
    if (args.size() != count) {
      String noun = count == 1 ? " argument" : " arguments";
      throw parser
          .scanner()
          .error(name + " takes " + count + noun + ", got " + args.size(), column);
    }
    return args;
  }

  private int wholeNumber(String what, Expr e, int place) {
    if (e instanceof Constant c
        && Sign.isInteger(c.value())
        && Math.abs(c.value()) <= Integral.MAX_ORDER) {
      return (int) c.value();
    }
    throw parser
        .scanner()
        .error(what + " must be a whole number up to " + Integral.MAX_ORDER + ", got " + e, place);
  }
}
