// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Running error analysis: the value of an expression and a bound on how far another order of the
 * same operations, each good to {@code unit} relative, may be from it. A tolerance made of this
 * grows where terms cancel and bites everywhere else.
 */
final class RoundingError {

  /** A value and the bound on its error. */
  record Estimate(double value, double error) {
    static Estimate exact(double value) {
      return new Estimate(value, 0);
    }
  }

  private final double unit;
  private final Map<Variable, Estimate> variables;
  private final IdentityHashMap<Expr, Estimate> known = new IdentityHashMap<>();

  private RoundingError(double unit, Map<Variable, Estimate> variables) {
    this.unit = unit;
    this.variables = variables;
  }

  /** The value of an expression and its error, where each operation is good to {@code unit}. */
  static Estimate of(Expr e, Map<String, Double> values, double unit) {
    Map<Variable, Estimate> variables = new HashMap<>();
    values.forEach((name, value) -> variables.put(Expr.variable(name), Estimate.exact(value)));
    return new RoundingError(unit, variables).estimate(e);
  }

  private Estimate estimate(Expr e) {
    Estimate estimate = known.get(e);
    if (estimate == null) {
      estimate = make(e);
      if (Double.isNaN(estimate.error())) {
        // The bound leaves the domain of a function: nothing is known.
        estimate = new Estimate(estimate.value(), Double.POSITIVE_INFINITY);
      }
      known.put(e, estimate);
    }
    return estimate;
  }

  private Estimate make(Expr e) {
    if (e instanceof Constant c) {
      return Estimate.exact(c.value());
    }
    if (e instanceof Variable v) {
      return variables.get(v);
    }
    if (e instanceof Sum sum) {
      double value = sum.constant();
      double error = unit * Math.abs(value);
      for (Term term : sum.terms()) {
        Estimate part = estimate(term.expr());
        value += term.coefficient() * part.value();
        error += Math.abs(term.coefficient()) * (part.error() + unit * Math.abs(part.value()));
      }
      return new Estimate(value, error);
    }
    if (e instanceof Product product) {
      Estimate result = Estimate.exact(1);
      for (Factor factor : product.factors()) {
        List<Estimate> args = List.of(estimate(factor.base()), estimate(factor.exponent()));
        result = times(result, function(a -> Math.pow(a[0], a[1]), args));
      }
      return result;
    }
    if (e instanceof Call call) {
      return function(
          a -> CallValues.evaluate(call.fn(), call.order(), a),
          call.args().stream().map(this::estimate).toList());
    }
    if (e instanceof Select select) {
      return select(select);
    }
    return integral((Integral) e);
  }

  private Estimate times(Estimate a, Estimate b) {
    double value = a.value() * b.value();
    double error =
        Math.abs(a.value()) * b.error() + Math.abs(b.value()) * a.error() + a.error() * b.error();
    return new Estimate(value, error + unit * Math.abs(value));
  }

  private interface Evaluation {
    double at(double[] args);
  }

  /** The change of a function when its arguments move by their errors, one at a time. */
  private Estimate function(Evaluation f, List<Estimate> args) {
    double[] at = args.stream().mapToDouble(Estimate::value).toArray();
    double value = f.at(at);
    double error = unit * Math.abs(value);
    for (int i = 0; i < at.length; i++) {
      double exact = at[i];
      double move = args.get(i).error();
      if (move != 0) {
        at[i] = exact + move;
        double above = Math.abs(f.at(at) - value);
        at[i] = exact - move;
        double below = Math.abs(f.at(at) - value);
        at[i] = exact;
        error += Math.max(above, below);
      }
    }
    return new Estimate(value, error);
  }

  private Estimate select(Select select) {
    Estimate left = estimate(select.left());
    Estimate right = estimate(select.right());
    boolean isClose = Math.abs(left.value() - right.value()) <= left.error() + right.error();
    Estimate whenTrue = estimate(select.whenTrue());
    Estimate whenFalse = estimate(select.whenFalse());
    Estimate chosen = select.op().test(left.value(), right.value()) ? whenTrue : whenFalse;
    return isClose && left.error() + right.error() > 0
        ? new Estimate(chosen.value(), Double.POSITIVE_INFINITY)
        : chosen;
  }

  private Estimate integral(Integral integral) {
    Estimate lower = estimate(integral.lower());
    Estimate upper = estimate(integral.upper());
    double half = 0.5 * (upper.value() - lower.value());
    double middle = 0.5 * (upper.value() + lower.value());
    double halfError =
        0.5 * (upper.error() + lower.error())
            + unit * (Math.abs(upper.value()) + Math.abs(lower.value()));
    GaussLegendre rule = GaussLegendre.ofOrder(integral.order());
    double sum = 0;
    double error = 0;
    for (int i = 0; i < rule.order(); i++) {
      Map<Variable, Estimate> inside = new HashMap<>(variables);
      double point = middle + half * rule.node(i);
      inside.put(integral.variable(), new Estimate(point, 2 * halfError + unit * Math.abs(point)));
      Estimate f = new RoundingError(unit, inside).estimate(integral.integrand());
      sum += rule.weight(i) * f.value();
      error += rule.weight(i) * (f.error() + unit * Math.abs(f.value()));
    }
    return times(new Estimate(half, halfError), new Estimate(sum, error));
  }
}
