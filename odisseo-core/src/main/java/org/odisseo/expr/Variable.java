// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;

/**
 * A named input: a coordinate, a parameter, the time. Two variables of the same name are the same.
 */
public final class Variable extends Expr {

  private final String name;

  private Variable(String name) {
    super(hash(name), List.of(), Sign.ANY);
    this.name = name;
  }

  /** Wider than that of String, which has collisions among short names. */
  private static long hash(String name) {
    Hash hash = Hash.start(2);
    for (int i = 0; i < name.length(); i++) {
      hash = hash.add(name.charAt(i));
    }
    return hash.value();
  }

  /** The variable of this name. See {@link Expr#variable(String)}. */
  static Variable of(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "variable name must be letters, digits and underscores, in parts joined by single dots, each part starting with a"
              + " letter or underscore, and not \"pi\"; got \""
              + name
              + "\"");
    }
    return new Variable(name);
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.equals("pi")) {
      return false;
    }
    boolean atStart = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (atStart) {
          return false;
        }
        atStart = true;
      } else if (atStart ? isNameStart(c) : isNamePart(c)) {
        atStart = false;
      } else {
        return false;
      }
    }
    return !atStart;
  }

  static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  static boolean isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
  }

  /** The name, such as {@code halo.mass}. */
  public String name() {
    return name;
  }

  @Override
  List<Object> payload() {
    return List.of(name);
  }

  @Override
  Expr withOperands(List<Expr> operands) {
    return this;
  }
}
