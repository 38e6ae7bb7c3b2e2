// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.odisseo.field.ExternalField.X;
import static org.odisseo.field.ExternalField.Y;
import static org.odisseo.field.ExternalField.Z;

import java.util.Map;
import org.odisseo.expr.Call;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Factor;
import org.odisseo.expr.Fn;
import org.odisseo.expr.Product;
import org.odisseo.expr.Sum;
import org.odisseo.expr.Term;
import org.odisseo.expr.Variable;

/**
 * A spherical potential as a function of the radius, and its derivatives with respect to it.
 *
 * <p>In Cartesian derivatives of a spherical potential large terms cancel, and 0/0 arises at the
 * origin. Here the powers of the radius are merged term by term before they are evaluated: the
 * density of a power law with exponential cut-off becomes just that, at the origin as well.
 *
 * <p>The radius is written as the square of a variable, for then it is known not to be negative and
 * all its powers merge.
 */
final class RadialForm {

  private final Variable root;
  private final Expr slope;
  private final Expr curvature;

  private RadialForm(Variable root, Expr value) {
    this.root = root;
    this.slope = derivative(value);
    this.curvature = derivative(slope);
  }

  /** The radial form of a potential that is spherical. */
  static RadialForm of(Expr spherical) {
    Variable root = FreshVariable.notIn(spherical, "sqrt_r");
    Expr zero = Expr.constant(0);
    return new RadialForm(root, spherical.substitute(Map.of(X, root.square(), Y, zero, Z, zero)));
  }

  /** r^2 dPhi/dr at a radius that is not negative: G times the mass within it. */
  Expr flux(Expr radius) {
    return at(radius, spread(slope, root.pow(4)));
  }

  /** dPhi/dr divided by the radius. */
  Expr slopeOverRadius(Expr radius) {
    return at(radius, spread(slope, root.pow(-2)));
  }

  /** The squared epicyclic frequency, d2Phi/dr2 + (3/r) dPhi/dr. */
  Expr epicyclic(Expr radius) {
    return at(radius, curvature.plus(spread(slope, root.pow(-2).times(3))));
  }

  /** The Laplacian, d2Phi/dr2 + (2/r) dPhi/dr. */
  Expr laplacian(Expr radius) {
    return at(radius, curvature.plus(spread(slope, root.pow(-2).times(2))));
  }

  private Expr at(Expr radius, Expr expression) {
    return CentralExpansion.about(root, expression).substitute(Map.of(root, radius.sqrt()));
  }

  /** The derivative with respect to the radius, the square of the root. */
  private Expr derivative(Expr expression) {
    return spread(plain(expression.derivative(root)), root.pow(-1).times(0.5));
  }

  /** The product with a factor, term by term, so that powers in the terms merge with it. */
  private static Expr spread(Expr expression, Expr factor) {
    if (!(expression instanceof Sum sum)) {
      return expression.times(factor);
    }
    Expr product = factor.times(sum.constant());
    for (Term term : sum.terms()) {
      product = product.plus(term.expr().times(factor).times(term.coefficient()));
    }
    return product;
  }

  /**
   * The same with plain quotients in place of guarded ones, which are the same away from the
   * origin.
   */
  private static Expr plain(Expr expression) {
    if (expression instanceof Sum sum) {
      Expr result = Expr.constant(sum.constant());
      for (Term term : sum.terms()) {
        result = result.plus(plain(term.expr()).times(term.coefficient()));
      }
      return result;
    }
    if (expression instanceof Product product) {
      Expr result = Expr.constant(1);
      for (Factor factor : product.factors()) {
        result = result.times(plain(factor.base()).pow(factor.exponent()));
      }
      return result;
    }
    if (expression instanceof Call call && call.fn() == Fn.SAFE_RATIO) {
      return plain(call.args().get(0)).over(plain(call.args().get(1)));
    }
    return expression;
  }
}
