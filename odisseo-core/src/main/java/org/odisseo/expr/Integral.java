// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;
import java.util.Map;

/**
 * Definite integral by Gauss-Legendre quadrature of fixed order: (b - a)/2 times the sum of w_i
 * f((a + b)/2 + (b - a)/2 t_i). The variable of integration is bound: outside of the integral a
 * variable of the same name is another one.
 */
public final class Integral extends Expr {

  /** The largest order of quadrature that is accepted. */
  public static final int MAX_ORDER = 1000;

  private final int order;

  private Integral(List<Expr> operands, int order) {
    super(hash(operands, order), operands, sign(operands));
    this.order = order;
  }

  private static long hash(List<Expr> operands, int order) {
    Hash hash = Hash.start(7).add(order);
    for (Expr operand : operands) {
      hash = hash.add(operand.structuralHash());
    }
    return hash.value();
  }

  private static Sign sign(List<Expr> operands) {
    boolean forward =
        operands.get(2) instanceof Constant a
            && operands.get(3) instanceof Constant b
            && a.value() < b.value();
    return forward ? operands.get(0).sign() : Sign.ANY;
  }

  /** The canonical form of the integral. */
  static Expr of(Expr integrand, Variable variable, Expr lower, Expr upper, int order) {
    if (order < 1 || order > MAX_ORDER) {
      throw new IllegalArgumentException(
          "order of an integral must be from 1 to " + MAX_ORDER + ", got " + order);
    }
    if (integrand.equals(Constant.ZERO) || lower.equals(upper)) {
      return Constant.ZERO;
    }
    if (integrand instanceof Constant) {
      return upper.minus(lower).times(integrand);
    }
    if (integrand instanceof Sum sum && sum.isScaled()) {
      Term term = sum.terms().get(0);
      return of(term.expr(), variable, lower, upper, order).times(term.coefficient());
    }
    return new Integral(List.of(integrand, variable, lower, upper), order);
  }

  /** What is integrated. */
  public Expr integrand() {
    return operands().get(0);
  }

  /** The variable of integration. */
  public Variable variable() {
    return (Variable) operands().get(1);
  }

  /** Lower limit. */
  public Expr lower() {
    return operands().get(2);
  }

  /** Upper limit. */
  public Expr upper() {
    return operands().get(3);
  }

  /** The integrand with the variable of integration replaced. */
  Expr integrandAt(Expr point) {
    return integrand().substitute(Map.of(variable(), point));
  }

  /** The integral of something else over the same range. */
  Expr withIntegrand(Expr integrand) {
    return of(integrand, variable(), lower(), upper(), order);
  }

  /** Number of quadrature points. */
  public int order() {
    return order;
  }

  @Override
  List<Object> payload() {
    return List.of(order);
  }

  @Override
  Expr withOperands(List<Expr> operands) {
    return of(operands.get(0), (Variable) operands.get(1), operands.get(2), operands.get(3), order);
  }
}
