// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/** Writes expressions. */
final class TextPrinter {

  private TextPrinter() {}

  static String print(Expr e) {
    if (e instanceof Variable v) {
      return v.name();
    }
    throw new UnsupportedOperationException("not yet");
  }
}
