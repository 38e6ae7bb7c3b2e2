// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.kernel;

/** The comparisons of a SELECT; false if a side is not a number. */
public enum Relation {
  /** left &lt; right. */
  LESS,
  /** left &lt;= right. */
  AT_MOST,
  /** left == right. */
  EQUAL
}
