// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads expressions by recursive descent. The grammar, with {@code {}} for repetition and {@code
 * []} for what may be left out:
 *
 * <pre>
 * expression = signs term {("+" | "-") signs term}
 * term       = signed {("*" | "/") signed}
 * signed     = signs power
 * signs      = {"-" | "+"}
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
    int operator = 1;
    do {
      int sign = operator * signs();
      int column = scanner.mark();
      Expr term = term();
      scanner.within(column, () -> sum.add(sign, term));
      operator = scanner.accept('-') ? -1 : scanner.accept('+') ? 1 : 0;
    } while (operator != 0);
    depth--;
    return sum.build();
  }

  /** Any number of signs in front. */
  private int signs() {
    int sign = 1;
    while (true) {
      if (scanner.accept('-')) {
        sign = -sign;
      } else if (!scanner.accept('+')) {
        return sign;
      }
    }
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
    int sign = signs();
    Expr power = power();
    return sign < 0 ? power.negate() : power;
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
