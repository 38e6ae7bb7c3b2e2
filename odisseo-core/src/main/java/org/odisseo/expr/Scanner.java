// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.function.Supplier;

/** Reads tokens of expression text and points at errors in it. */
final class Scanner {

  private static final int SHOWN_AROUND_ERROR = 60;

  private final String text;
  private int position;

  Scanner(String text) {
    this.text = text;
  }

  /** Where the next token begins. */
  int mark() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position;
  }

  boolean atEnd() {
    return mark() == text.length();
  }

  boolean at(char symbol) {
    return !atEnd() && text.charAt(position) == symbol;
  }

  boolean accept(char symbol) {
    boolean found = at(symbol);
    if (found) {
      position++;
    }
    return found;
  }

  boolean accept(String symbol) {
    boolean found = text.startsWith(symbol, mark());
    if (found) {
      position += symbol.length();
    }
    return found;
  }

  boolean atNumber() {
    return !atEnd()
        && (isDigit(position) || (text.charAt(position) == '.' && isDigit(position + 1)));
  }

  boolean atName() {
    return !atEnd() && Variable.isNameStart(text.charAt(position));
  }

  double number() {
    int start = mark();
    skipDigits();
    if (position < text.length() && text.charAt(position) == '.') {
      position++;
      skipDigits();
    }
    skipExponent();
    String digits = text.substring(start, position);
    double value = Double.parseDouble(digits);
    boolean isZero = digits.split("[eE]", 2)[0].chars().allMatch(c -> c == '0' || c == '.');
    if (Double.isInfinite(value) || (value == 0 && !isZero)) {
      throw error("number " + digits + " is outside of the range of double precision", start);
    }
    return value;
  }

  private void skipDigits() {
    while (isDigit(position)) {
      position++;
    }
  }

  /** An e that is not followed by digits is not an exponent but the beginning of a name. */
  private void skipExponent() {
    if (position < text.length()
        && (text.charAt(position) == 'e' || text.charAt(position) == 'E')) {
      boolean isSigned =
          position + 1 < text.length() && "+-".indexOf(text.charAt(position + 1)) >= 0;
      int digits = position + (isSigned ? 2 : 1);
      if (isDigit(digits)) {
        position = digits;
        skipDigits();
      }
    }
  }

  private boolean isDigit(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  String name() {
    int start = mark();
    boolean isPart = true;
    while (isPart) {
      position++;
      boolean isDot =
          position + 1 < text.length()
              && text.charAt(position) == '.'
              && Variable.isNameStart(text.charAt(position + 1));
      isPart = isDot || (position < text.length() && Variable.isNamePart(text.charAt(position)));
    }
    return text.substring(start, position);
  }

  /** What stands here, for a message. */
  String found() {
    return atEnd() ? "the end" : "\"" + Character.toString(text.codePointAt(position)) + "\"";
  }

  /** Runs an action; what is wrong with its values is reported at this place. */
  <T> T within(int place, Supplier<T> action) {
    try {
      return action.get();
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()), place);
    }
  }

  /** An error at a place of the text: message, column, the line and a caret below it. */
  IllegalArgumentException error(String message, int place) {
    int lineStart = text.lastIndexOf('\n', place - 1) + 1;
    int lineEnd = text.indexOf('\n', place);
    String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
    int column = place - lineStart;
    int from = Math.max(0, column - SHOWN_AROUND_ERROR);
    int to = Math.min(line.length(), column + SHOWN_AROUND_ERROR);
    String shown =
        (from > 0 ? "..." : "") + line.substring(from, to) + (to < line.length() ? "..." : "");
    int indent = column - from + (from > 0 ? 3 : 0);
    String where =
        (lineStart > 0 ? "line " + (text.substring(0, lineStart).lines().count() + 1) + ", " : "");
    return new IllegalArgumentException(
        message
            + ", at "
            + where
            + "column "
            + (column + 1)
            + ":\n"
            + shown.replace('\t', ' ')
            + "\n"
            + " ".repeat(indent)
            + "^");
  }
}
