// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.List;
import org.odisseo.expr.Call;
import org.odisseo.expr.Comparison;
import org.odisseo.expr.Constant;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Factor;
import org.odisseo.expr.Fn;
import org.odisseo.expr.Functions;
import org.odisseo.expr.Product;
import org.odisseo.expr.Sum;
import org.odisseo.expr.Term;
import org.odisseo.expr.Variable;

/**
 * Makes an expression of one variable that is not negative right where that variable is zero.
 *
 * <p>Two things are 0 times infinity there, though they have a limit. In a product of the
 * incomplete gamma function P(a, x) with negative powers the two meet only when P is written as x^a
 * times a series, \(P(a,x) = \frac{x^a}{\Gamma(a)}\sum_n\frac{(-x)^n}{n!\,(a+n)}\), so near zero it
 * is. And the slope of a power v^p is p v^(p-1), but nothing where the parameters make p zero.
 */
final class CentralExpansion {

  /** The x below which four terms of the series are exact: the next is less than x^4/24. */
  private static final double NEAR = 1e-6;

  private static final int TERMS = 4;

  private static final Expr ZERO = Expr.constant(0);
  private static final Expr ONE = Expr.constant(1);

  private final Variable variable;

  private CentralExpansion(Variable variable) {
    this.variable = variable;
  }

  /** The same function of the variable, and its limit where it is zero. */
  static Expr about(Variable variable, Expr expression) {
    return new CentralExpansion(variable).sum(expression);
  }

  private Expr sum(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      return term(expression);
    }
    Expr result = Expr.constant(sum.constant());
    for (Term term : sum.terms()) {
      result = result.plus(term(term.expr()).times(term.coefficient()));
    }
    return result;
  }

  private Expr term(Expr term) {
    for (Factor factor : factors(term)) {
      if (factor.base() instanceof Call call
          && call.fn() == Fn.GAMMA_P
          && call.order() == 0
          && factor.exponent().equals(ONE)
          && powerIn(call.args().get(1)) > 0) {
        return expanded(term, call);
      }
    }
    return guarded(term);
  }

  /** A term with one factor P(a, x), written as its series where x is small. */
  private Expr expanded(Expr term, Call call) {
    Expr a = call.args().get(0);
    Expr x = call.args().get(1);
    double power = powerIn(x);
    // The powers of the variable are taken out of x^a, so that they meet those beside it.
    Expr scale = x.over(variable.pow(power)).pow(a);
    Expr others = term.over(call).times(variable.pow(a.times(power))).times(scale);
    Expr near = guarded(others).times(series(a, x));
    return Functions.select(
        Comparison.LT, x, Expr.constant(NEAR), near, guarded(term.over(call)).times(call));
  }

  /** x^-a P(a, x) for small x. */
  private static Expr series(Expr a, Expr x) {
    Expr sum = ZERO;
    double factorial = 1;
    for (int n = 0; n < TERMS; n++) {
      sum = sum.plus(x.negate().pow(n).over(a.plus(n)).over(factorial));
      factorial *= n + 1;
    }
    return sum.times(Functions.exp(Functions.logGamma(a).negate()));
  }

  /** The exponent of the variable if the expression is a power of it times something else, or 0. */
  private double powerIn(Expr expression) {
    Expr bare =
        expression instanceof Sum sum && sum.isScaled() ? sum.terms().get(0).expr() : expression;
    double power = 0;
    for (Factor factor : factors(bare)) {
      if (factor.base().equals(variable) && factor.exponent() instanceof Constant constant) {
        power = constant.value();
      } else if (factor.base().variables().contains(variable)) {
        return 0;
      }
    }
    return power;
  }

  /** A product in which a power of the variable is constant where its exponent is zero. */
  private Expr guarded(Expr product) {
    for (Factor factor : factors(product)) {
      if (factor.base().equals(variable) && !(factor.exponent() instanceof Constant)) {
        Expr power = variable.pow(factor.exponent());
        Expr atZero = Functions.select(Comparison.EQ, factor.exponent(), ZERO, ONE, power);
        return product
            .over(power)
            .times(Functions.select(Comparison.EQ, variable, ZERO, atZero, power));
      }
    }
    return product;
  }

  private static List<Factor> factors(Expr expression) {
    return expression instanceof Product product
        ? product.factors()
        : List.of(new Factor(expression, ONE));
  }
}
