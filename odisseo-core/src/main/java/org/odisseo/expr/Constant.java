// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;

/** A number. */
public final class Constant extends Expr {

  static final Constant ZERO = new Constant(0);
  static final Constant ONE = new Constant(1);
  static final Constant MINUS_ONE = new Constant(-1);
  static final Constant HALF = new Constant(0.5);

  private final double value;

  private Constant(double value) {
    super(Hash.start(1).add(value).value(), List.of(), Sign.of(value));
    this.value = value;
  }

  /**
   * The constant of this value, which must be finite; -0 becomes 0, so that equal constants are
   * equal expressions.
   */
  static Constant of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("constant must be finite, got " + value);
    }
    if (value == 0) {
      return ZERO;
    }
    return value == 1 ? ONE : new Constant(value);
  }

  /** The number. */
  public double value() {
    return value;
  }

  @Override
  List<Object> payload() {
    return List.of(value);
  }

  @Override
  Expr withOperands(List<Expr> operands) {
    return this;
  }
}
