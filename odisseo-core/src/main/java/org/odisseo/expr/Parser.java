// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/** Reads expressions. */
final class Parser {

  private Parser() {}

  static Expr parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return Variable.of(text);
  }
}
