// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.odisseo.expr.Functions.cos;
import static org.odisseo.expr.Functions.cosh;
import static org.odisseo.expr.Functions.exp;
import static org.odisseo.expr.Functions.gammaP;
import static org.odisseo.expr.Functions.logGamma;
import static org.odisseo.expr.Functions.logRatio;
import static org.odisseo.expr.Functions.polygamma;
import static org.odisseo.expr.Functions.powerLog;
import static org.odisseo.expr.Functions.safeRatio;
import static org.odisseo.expr.Functions.sin;
import static org.odisseo.expr.Functions.sinh;
import static org.odisseo.expr.Functions.tan;

import java.util.ArrayList;
import java.util.List;

/** Partial derivatives of function calls with respect to their arguments. */
final class Partials {

  private static final Expr ONE = Constant.ONE;

  private Partials() {}

  /**
   * The derivative of a call with respect to argument i, in a form that is finite wherever it can
   * be.
   */
  static Expr of(Call call, int i) {
    Expr u = call.args().get(0);
    return switch (call.fn()) {
      case MIN, MAX ->
          throw new IllegalStateException(
              "extrema are piecewise, not calls with partial derivatives");
      case ATAN2 -> atan2(u, call.args().get(1), i);
      case GAMMA_P -> i == 0 ? gammaP(call.order() + 1, u, call.args().get(1)) : gammaPInX(call);
      case CUTOFF_POTENTIAL -> cutoff(call, i);
      case NORM -> safeRatio(call.args().get(i), call);
      case SAFE_RATIO ->
          i == 0 ? call.args().get(1).reciprocal() : safeRatio(call, call.args().get(1)).negate();
      case POWER_LOG -> powerLogPartial(call, i);
      default -> unary(call, u);
    };
  }

  private static Expr unary(Call call, Expr u) {
    return switch (call.fn()) {
      case EXP -> call;
      case EXPM1 -> exp(u);
      case LOG -> u.reciprocal();
      case LOG1P -> u.plus(1).reciprocal();
      case SIN -> cos(u);
      case COS -> sin(u).negate();
      case TAN -> tan(u).square().plus(1);
      case ASIN -> oneMinusSquare(u).pow(-0.5);
      case ACOS -> oneMinusSquare(u).pow(-0.5).negate();
      case ATAN -> u.square().plus(1).reciprocal();
      case SINH -> cosh(u);
      case COSH -> sinh(u);
      case TANH -> cosh(u).pow(-2); // 1 - tanh^2 would cancel
      case ASINH -> u.square().plus(1).pow(-0.5);
      case ACOSH -> u.minus(1).pow(-0.5).times(u.plus(1).pow(-0.5));
      case ATANH -> oneMinusSquare(u).reciprocal();
      case CBRT -> call.pow(-2).over(3);
      case ABS -> Calls.of(Fn.SIGN, 0, List.of(u));
      case SIGN -> Constant.ZERO;
      case ERF -> exp(u.square().negate()).times(2 / Math.sqrt(Math.PI));
      case LOG_GAMMA -> polygamma(0, u);
      case POLYGAMMA -> polygamma(call.order() + 1, u);
      case LOG_RATIO -> logRatio(call.order() + 1, u);
      default -> throw new IllegalStateException("no derivative for " + call.fn());
    };
  }

  /** 1 - u^2 without cancellation near u = 1 and -1. */
  private static Expr oneMinusSquare(Expr u) {
    return ONE.minus(u).times(ONE.plus(u));
  }

  private static Expr atan2(Expr y, Expr x, int i) {
    Expr square = x.square().plus(y.square());
    return i == 0 ? safeRatio(x, square) : safeRatio(y, square).negate();
  }

  /**
   * d/dx of the k-th a-derivative of P(a, x), which is the k-th a-derivative of h = x^(a-1) e^-x /
   * Gamma(a). From h' = h L with L = ln x - psi(a), Leibniz' rule gives h^(k) = h p_k with p_0 = 1
   * and p_(k+1) = sum_j binomial(k, j) p_(k-j) L^(j). Written as powers of ln x, so that x = 0 is
   * no obstacle.
   */
  private static Expr gammaPInX(Call call) {
    Expr a = call.args().get(0);
    Expr x = call.args().get(1);
    List<List<Expr>> polynomials = new ArrayList<>(); // coefficients of (ln x)^m in p_k
    polynomials.add(List.of(ONE));
    for (int k = 0; k < call.order(); k++) {
      polynomials.add(nextPolynomial(polynomials, k, a));
    }
    Expr density = exp(x.negate().minus(logGamma(a)));
    SumBuilder sum = new SumBuilder();
    List<Expr> last = polynomials.get(call.order());
    for (int m = 0; m < last.size(); m++) {
      sum.add(1, last.get(m).times(powerLog(m, x, a.minus(1))));
    }
    return density.times(sum.build());
  }

  private static List<Expr> nextPolynomial(List<List<Expr>> polynomials, int k, Expr a) {
    List<Expr> next = new ArrayList<>();
    for (int m = 0; m <= k + 1; m++) {
      SumBuilder coefficient = new SumBuilder();
      if (m > 0) {
        coefficient.add(1, polynomials.get(k).get(m - 1)); // p_k times ln x
      }
      double binomial = 1;
      for (int j = 0; j <= k; j++) {
        List<Expr> p = polynomials.get(k - j);
        if (m < p.size()) {
          coefficient.add(-binomial, p.get(m).times(polygamma(j, a)));
        }
        binomial = binomial * (k - j) / (j + 1);
      }
      next.add(coefficient.build());
    }
    return next;
  }

  /**
   * The x-derivative is 0 at x = 0, where it is only ever multiplied by the differential of r^2,
   * which is 0 too.
   */
  private static Expr cutoff(Call call, int i) {
    Expr a = call.args().get(0);
    Expr x = call.args().get(1);
    return i == 0
        ? Calls.of(Fn.CUTOFF_POTENTIAL, call.order() + 1, call.args())
        : safeRatio(gammaP(call.order(), a, x), x.pow(1.5)).times(-0.5);
  }

  private static Expr powerLogPartial(Call call, int i) {
    Expr x = call.args().get(0);
    Expr p = call.args().get(1);
    int k = call.order();
    if (i == 1) {
      return powerLog(k + 1, x, p);
    }
    Expr below = p.minus(1);
    return p.times(powerLog(k, x, below)).plus(powerLog(k - 1, x, below).times(k));
  }
}
