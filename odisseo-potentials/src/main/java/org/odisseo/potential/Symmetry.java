// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.odisseo.field.ExternalField.X;
import static org.odisseo.field.ExternalField.Y;
import static org.odisseo.field.ExternalField.Z;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.odisseo.expr.Call;
import org.odisseo.expr.Constant;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Factor;
import org.odisseo.expr.Fn;
import org.odisseo.expr.Product;
import org.odisseo.expr.Sum;
import org.odisseo.expr.Term;
import org.odisseo.expr.Variable;

/**
 * Finds symmetries in the structure of a formula, so they hold for all values of the parameters:
 * the coordinates of the symmetry must occur only as their sum of squares or their norm. A formula
 * that hides its symmetry better than that counts as one without it, which costs time but is not
 * wrong.
 */
final class Symmetry {

  private final List<Variable> rotated;
  private final Set<Expr> known = new HashSet<>();

  private Symmetry(List<Variable> rotated) {
    this.rotated = rotated;
  }

  /** Whether the formula depends on the position only through the distance from the origin. */
  static boolean isSpherical(Expr formula) {
    return new Symmetry(List.of(X, Y, Z)).holds(formula);
  }

  /** Whether the formula depends on x and y only through the distance from the z axis. */
  static boolean isAxisymmetric(Expr formula) {
    return new Symmetry(List.of(X, Y)).holds(formula);
  }

  /** Whether the formula is the same above and below the plane. */
  static boolean isEvenInZ(Expr formula) {
    return formula.substitute(Map.of(Z, Z.negate())).equals(formula);
  }

  private boolean holds(Expr expr) {
    if (known.contains(expr)) {
      return true;
    }
    boolean symmetric = examine(expr);
    if (symmetric) {
      known.add(expr);
    }
    return symmetric;
  }

  private boolean examine(Expr expr) {
    if (expr instanceof Variable variable) {
      return !rotated.contains(variable);
    }
    if (expr instanceof Call call && call.fn() == Fn.NORM && call.args().containsAll(rotated)) {
      return call.args().stream().filter(arg -> !rotated.contains(arg)).allMatch(this::holds)
          && call.args().stream().distinct().count() == call.args().size();
    }
    return expr instanceof Sum sum
        ? holdsForSum(sum)
        : expr.operands().stream().allMatch(this::holds);
  }

  /**
   * Terms that are not symmetric one by one must be c x^2 u, c y^2 u, ... with the same c and u.
   */
  private boolean holdsForSum(Sum sum) {
    Map<List<Object>, Set<Variable>> squares = new HashMap<>();
    for (Term term : sum.terms()) {
      if (holds(term.expr())) {
        continue;
      }
      if (!collectSquare(term, squares)) {
        return false;
      }
    }
    return squares.values().stream().allMatch(found -> found.size() == rotated.size());
  }

  private boolean collectSquare(Term term, Map<List<Object>, Set<Variable>> squares) {
    List<Factor> factors = term.expr() instanceof Product product ? product.factors() : List.of();
    List<Object> rest = new ArrayList<>(List.of(term.coefficient()));
    List<Variable> found = new ArrayList<>();
    for (Factor factor : factors) {
      if (isSquareOfRotated(factor)) {
        found.add((Variable) factor.base());
      } else if (holds(factor.base()) && holds(factor.exponent())) {
        rest.add(factor);
      } else {
        return false;
      }
    }
    return found.size() == 1
        && squares.computeIfAbsent(rest, key -> new HashSet<>()).add(found.get(0));
  }

  private boolean isSquareOfRotated(Factor factor) {
    return factor.base() instanceof Variable variable
        && rotated.contains(variable)
        && factor.exponent() instanceof Constant exponent
        && exponent.value() == 2;
  }
}
