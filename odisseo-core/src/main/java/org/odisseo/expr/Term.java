// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/**
 * One term of a {@link Sum}: a numeric coefficient times an expression.
 *
 * @param coefficient the number in front, finite, not 0
 * @param expr the expression that it multiplies
 */
public record Term(double coefficient, Expr expr) {}
