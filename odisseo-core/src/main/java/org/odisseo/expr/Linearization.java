// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The differential of one node as a linear combination of the differentials of nodes below it: d
 * node = sum of partial times d operand. Both modes of differentiation are made of it. Not for
 * choices and integrals, whose differentials are not of this form.
 */
final class Linearization {

  private final Predicate<Expr> isActive;
  private final BiConsumer<Expr, Expr> receiver;

  private Linearization(Predicate<Expr> isActive, BiConsumer<Expr, Expr> receiver) {
    this.isActive = isActive;
    this.receiver = receiver;
  }

  /** Hands each active operand with its partial derivative to the receiver. */
  static void visit(Expr node, Predicate<Expr> isActive, BiConsumer<Expr, Expr> receiver) {
    new Linearization(isActive, receiver).visit(node);
  }

  private void visit(Expr node) {
    if (node instanceof Sum sum) {
      for (Term term : sum.terms()) {
        if (isActive.test(term.expr())) {
          receiver.accept(term.expr(), Constant.of(term.coefficient()));
        }
      }
    } else if (node instanceof Product product) {
      for (int j = 0; j < product.factors().size(); j++) {
        visitFactor(product, j);
      }
    } else if (node instanceof Call call) {
      for (int i = 0; i < call.args().size(); i++) {
        if (isActive.test(call.args().get(i))) {
          receiver.accept(call.args().get(i), Partials.of(call, i));
        }
      }
    }
  }

  /** d(b^e) = e b^(e-1) db + b^e ln b de, times the other factors. */
  private void visitFactor(Product product, int j) {
    Expr base = product.factors().get(j).base();
    Expr exponent = product.factors().get(j).exponent();
    if (isActive.test(base)) {
      if (base instanceof Call norm && norm.fn() == Fn.NORM && !exponent.isConstant(1)) {
        visitNorm(product, j, norm, exponent);
      } else {
        receiver.accept(
            base, others(product, j).multiply(exponent).multiply(base, minus(exponent, 1)).build());
      }
    }
    if (isActive.test(exponent)) {
      receiver.accept(exponent, inExponent(product, j, base, exponent));
    }
  }

  private static Expr inExponent(Product product, int j, Expr base, Expr exponent) {
    if (base.sign().isPositive()) {
      return product.times(Functions.log(base));
    }
    return others(product, j).multiply(Functions.powerLog(1, base, exponent)).build();
  }

  /**
   * d(n^p) = p x n^(p-2) dx + ... for n = norm(x, ...), skipping n itself: p n^(p-1) (x/n) is 0/0
   * at the origin for p up to 1, and from its second derivative on for p up to 3.
   */
  private void visitNorm(Product product, int j, Call norm, Expr exponent) {
    for (Expr component : norm.args()) {
      if (isActive.test(component)) {
        ProductBuilder partial = others(product, j).multiply(exponent);
        if (exponent instanceof Constant p && p.value() >= 2) {
          partial.multiply(component).multiply(norm, minus(exponent, 2));
        } else {
          Expr denominator = norm.pow(Constant.of(2).minus(exponent));
          partial.multiply(Functions.safeRatio(component, denominator));
        }
        receiver.accept(component, partial.build());
      }
    }
  }

  private static Expr minus(Expr exponent, double number) {
    return exponent instanceof Constant c
        ? Constant.of(Rational.snap(c.value() - number))
        : exponent.minus(number);
  }

  private static ProductBuilder others(Product product, int j) {
    ProductBuilder builder = new ProductBuilder();
    List<Factor> factors = product.factors();
    for (int i = 0; i < factors.size(); i++) {
      if (i != j) {
        builder.multiply(factors.get(i).base(), factors.get(i).exponent());
      }
    }
    return builder;
  }
}
