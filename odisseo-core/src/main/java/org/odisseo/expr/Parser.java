// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads expressions by recursive descent. The grammar, with {@code {}} for repetition and {@code
 * []} for what may be left out:
 *
 * <pre>
 * expression = term {("+" | "-") term}
 * term       = signed {("*" | "/") signed}
 * signed     = ("-" | "+") signed | power
 * power      = primary ["^" signed]
 * primary    = number | name | name "(" arguments ")" | "(" expression ")"
 * </pre>
 */
final class Parser {

  private final Scanner scanner;
  private int depth;

  private Parser(String text) {
    this.scanner = new Scanner(text);
  }

  static Expr parse(String text) {
    Parser parser = new Parser(text);
    Expr result = parser.expression();
    if (!parser.scanner.atEnd()) {
      throw parser.unexpected("an operator or the end");
    }
    return result;
  }

  Scanner scanner() {
    return scanner;
  }

  Expr expression() {
    enter();
    SumBuilder sum = new SumBuilder();
    int sign = 1;
    do {
      int column = scanner.mark();
      Expr term = term();
      int termSign = sign;
      scanner.within(column, () -> sum.add(termSign, term));
      sign = scanner.accept('-') ? -1 : scanner.accept('+') ? 1 : 0;
    } while (sign != 0);
    depth--;
    return sum.build();
  }

  private Expr term() {
    int start = scanner.mark();
    ProductBuilder product = new ProductBuilder();
    int power = 1;
    do {
      int column = scanner.mark();
      Expr factor = signed();
      Expr exponent = Constant.of(power);
      scanner.within(column, () -> product.multiply(factor, exponent));
      power = scanner.accept('/') ? -1 : scanner.accept('*') ? 1 : 0;
    } while (power != 0);
    return scanner.within(start, product::build);
  }

  private Expr signed() {
    boolean isNegative = false;
    while (true) {
      if (scanner.accept('-')) {
        isNegative = !isNegative;
      } else if (!scanner.accept('+')) {
        break;
      }
    }
    Expr power = power();
    return isNegative ? power.negate() : power;
  }

  private Expr power() {
    int column = scanner.mark();
    Expr base = primary();
    if (!scanner.accept('^')) {
      return base;
    }
    enter();
    Expr exponent = signed();
    depth--;
    return scanner.within(column, () -> base.pow(exponent));
  }

  private Expr primary() {
    int column = scanner.mark();
    if (scanner.accept('(')) {
      Expr inside = expression();
      close();
      return inside;
    }
    if (scanner.atNumber()) {
      return Constant.of(scanner.number());
    }
    if (!scanner.atName()) {
      throw unexpected("a number, a name or \"(\"");
    }
    String name = scanner.name();
    if (scanner.accept('(')) {
      Expr call = ParsedCall.read(this, name, column);
      close();
      return call;
    }
    return name.equals("pi") ? Constant.of(Math.PI) : Variable.of(name);
  }

  /** Expressions separated by commas, up to the closing parenthesis. */
  List<Expr> arguments() {
    List<Expr> args = new ArrayList<>();
    if (!scanner.at(')')) {
      do {
        args.add(expression());
      } while (scanner.accept(','));
    }
    return args;
  }

  void comma() {
    if (!scanner.accept(',')) {
      throw unexpected("\",\"");
    }
  }

  private void close() {
    if (!scanner.accept(')')) {
      throw unexpected("an operator, \",\" or \")\"");
    }
  }

  private void enter() {
    if (++depth > WrittenSize.MAX_DEPTH) {
      throw scanner.error("nested more than " + WrittenSize.MAX_DEPTH + " deep", scanner.mark());
    }
  }

  IllegalArgumentException unexpected(String wanted) {
    return scanner.error("expected " + wanted + ", got " + scanner.found(), scanner.mark());
  }
}
