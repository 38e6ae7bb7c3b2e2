// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

/**
 * One factor of a {@link Product}: base to the power exponent.
 *
 * @param base what is raised
 * @param exponent the power, often a {@link Constant}
 */
public record Factor(Expr base, Expr exponent) {

  /** Whether the exponent is a number. */
  public boolean hasConstantExponent() {
    return exponent instanceof Constant;
  }
}
