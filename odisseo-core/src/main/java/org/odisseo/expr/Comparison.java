// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/**
 * The comparisons that a {@link Select} can make; any comparison with NaN is false, except {@link
 * #NE}, as in Java.
 */
public enum Comparison {
  /** left &lt; right. */
  LT("<"),
  /** left &lt;= right. */
  LE("<="),
  /** left &gt; right. */
  GT(">"),
  /** left &gt;= right. */
  GE(">="),
  /** left == right. */
  EQ("=="),
  /** left != right. */
  NE("!=");

  private final String text;

  Comparison(String text) {
    this.text = text;
  }

  /** The operator as written in text, such as {@code <=}. */
  public String text() {
    return text;
  }

  /** Whether the comparison holds for these numbers. */
  public boolean test(double left, double right) {
    return switch (this) {
      case LT -> left < right;
      case LE -> left <= right;
      case GT -> left > right;
      case GE -> left >= right;
      case EQ -> left == right;
      case NE -> left != right;
    };
  }
}
