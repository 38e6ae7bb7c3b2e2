// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.IdentityHashMap;
import org.odisseo.expr.Call;
import org.odisseo.expr.Constant;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Factor;
import org.odisseo.expr.Fn;
import org.odisseo.expr.Functions;
import org.odisseo.expr.Integral;
import org.odisseo.expr.Product;
import org.odisseo.expr.Sum;
import org.odisseo.expr.Term;

/**
 * Takes the guard from reciprocals that are zero where their denominator is. That is the mean over
 * directions for a cosine such as x/r, and wrong for 1/r itself, of which the density in the center
 * of a cusp is made: that is infinite.
 */
final class OpenReciprocals {

  private final IdentityHashMap<Expr, Expr> known = new IdentityHashMap<>();

  private OpenReciprocals() {}

  /** The same with 1/u for each guarded one, in all terms, factors and integrands. */
  static Expr in(Expr expression) {
    return new OpenReciprocals().open(expression);
  }

  private Expr open(Expr expression) {
    Expr earlier = known.get(expression);
    if (earlier != null) {
      return earlier;
    }
    Expr opened = rebuilt(expression);
    known.put(expression, opened);
    return opened;
  }

  private Expr rebuilt(Expr expression) {
    if (expression instanceof Sum sum) {
      Expr result = Expr.constant(sum.constant());
      for (Term term : sum.terms()) {
        result = result.plus(open(term.expr()).times(term.coefficient()));
      }
      return result;
    }
    if (expression instanceof Product product) {
      Expr result = Expr.constant(1);
      for (Factor factor : product.factors()) {
        result = result.times(open(factor.base()).pow(factor.exponent()));
      }
      return result;
    }
    if (expression instanceof Integral integral) {
      return Functions.integrate(
          open(integral.integrand()),
          integral.variable(),
          integral.lower(),
          integral.upper(),
          integral.order());
    }
    if (expression instanceof Call call
        && call.fn() == Fn.SAFE_RATIO
        && call.args().get(0) instanceof Constant constant) {
      return constant.over(call.args().get(1));
    }
    return expression;
  }
}
