// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.List;

/** The canonical forms of function calls. */
final class Calls {

  private Calls() {}

  /** The canonical form of fn of some order applied to args. */
  static Expr of(Fn fn, int order, List<Expr> args) {
    check(fn, order, args);
    if (args.stream().allMatch(Constant.class::isInstance)) {
      double value =
          CallValues.evaluate(
              fn, order, args.stream().mapToDouble(a -> ((Constant) a).value()).toArray());
      if (Double.isFinite(value)) {
        return Constant.of(value);
      }
    }
    return switch (fn) {
      case NORM -> norm(args);
      case MIN, MAX -> extremum(fn, args.get(0), args.get(1));
      case SAFE_RATIO -> safeRatio(args.get(0), args.get(1));
      case POWER_LOG -> powerLog(order, args.get(0), args.get(1));
      default -> args.size() == 1 ? unary(fn, order, args.get(0)) : new Call(fn, order, args);
    };
  }

  private static void check(Fn fn, int order, List<Expr> args) {
    boolean fits = fn.arity() < 0 ? !args.isEmpty() : args.size() == fn.arity();
    if (!fits) {
      throw new IllegalArgumentException(
          fn.text()
              + " takes "
              + (fn.arity() < 0
                  ? "at least 1 argument"
                  : fn.arity() + (fn.arity() == 1 ? " argument" : " arguments"))
              + ", got "
              + args.size());
    }
    if (order < 0 || (order > 0 && !fn.hasOrder())) {
      throw new IllegalArgumentException(
          "order of "
              + fn.text()
              + " must be "
              + (fn.hasOrder() ? ">= 0" : "0")
              + ", got "
              + order);
    }
  }

  private static Expr unary(Fn fn, int order, Expr arg) {
    return switch (fn) {
      case EXP -> exp(arg);
      case LOG ->
          arg instanceof Call c && c.fn() == Fn.EXP
              ? c.args().get(0)
              : new Call(fn, 0, List.of(arg));
      case SIN, TAN, ASIN, ATAN, SINH, TANH, ASINH, ATANH, ERF -> odd(fn, arg);
      case COS, COSH -> new Call(fn, 0, List.of(isNegated(arg) ? arg.negate() : arg));
      case ABS -> abs(arg);
      case SIGN -> sign(arg);
      case CBRT -> cbrt(arg);
      default -> new Call(fn, order, List.of(arg));
    };
  }

  /** exp(c ln u) = u^c; all else stays. */
  private static Expr exp(Expr arg) {
    boolean scaled = arg instanceof Sum sum && sum.isScaled();
    Expr inner = scaled ? ((Sum) arg).terms().get(0).expr() : arg;
    double coefficient = scaled ? ((Sum) arg).terms().get(0).coefficient() : 1;
    if (inner instanceof Call c && c.fn() == Fn.LOG) {
      return c.args().get(0).pow(coefficient);
    }
    return new Call(Fn.EXP, 0, List.of(arg));
  }

  private static boolean isNegated(Expr e) {
    return e instanceof Sum sum && sum.isScaled() && sum.terms().get(0).coefficient() < 0;
  }

  private static Expr odd(Fn fn, Expr arg) {
    return isNegated(arg)
        ? new Call(fn, 0, List.of(arg.negate())).negate()
        : new Call(fn, 0, List.of(arg));
  }

  private static Expr abs(Expr arg) {
    if (arg.sign().isNonNegative()) {
      return arg;
    }
    if (arg instanceof Sum sum && sum.isScaled()) {
      Term term = sum.terms().get(0);
      return abs(term.expr()).times(Math.abs(term.coefficient()));
    }
    if (arg instanceof Call c && c.fn() == Fn.ABS) {
      return arg;
    }
    if (arg instanceof Sum sum && sum.startsNegative()) {
      return abs(arg.negate());
    }
    return new Call(Fn.ABS, 0, List.of(arg));
  }

  private static Expr sign(Expr arg) {
    if (arg.sign().isPositive()) {
      return Constant.ONE;
    }
    if (arg instanceof Sum sum && sum.isScaled()) {
      Term term = sum.terms().get(0);
      return sign(term.expr()).times(Math.signum(term.coefficient()));
    }
    return new Call(Fn.SIGN, 0, List.of(arg));
  }

  private static Expr cbrt(Expr arg) {
    if (arg.sign().isNonNegative()) {
      return arg.pow(1.0 / 3);
    }
    return odd(Fn.CBRT, arg);
  }

  /** Components without sign, zeros or nesting, in canonical order. */
  private static Expr norm(List<Expr> args) {
    List<Expr> components = new ArrayList<>();
    for (Expr arg : args) {
      Expr component = withoutSign(arg);
      if (component instanceof Call c && c.fn() == Fn.NORM) {
        components.addAll(c.args());
      } else if (!component.isConstant(0)) {
        components.add(component);
      }
    }
    if (components.isEmpty()) {
      return Constant.ZERO;
    }
    if (components.size() == 1) {
      return of(Fn.ABS, 0, components);
    }
    components.sort(ExprOrder.INSTANCE);
    return new Call(Fn.NORM, 0, components);
  }

  private static Expr withoutSign(Expr e) {
    if (e instanceof Call c && c.fn() == Fn.ABS) {
      return c.args().get(0);
    }
    boolean isNegative =
        (e instanceof Constant c && c.value() < 0)
            || (e instanceof Sum sum && sum.startsNegative());
    return isNegative ? withoutSign(e.negate()) : e;
  }

  private static Expr extremum(Fn fn, Expr a, Expr b) {
    if (a.equals(b)) {
      return a;
    }
    return new Call(fn, 0, ExprOrder.INSTANCE.compare(a, b) <= 0 ? List.of(a, b) : List.of(b, a));
  }

  /** Numbers in front are taken out; a denominator that cannot be 0 needs no guard. */
  private static Expr safeRatio(Expr a, Expr b) {
    if (a.isConstant(0)) {
      return Constant.ZERO;
    }
    if (b.sign().isPositive() || (b instanceof Constant c && c.value() != 0)) {
      return a.over(b);
    }
    if (a instanceof Sum sum && sum.isScaled()) {
      Term term = sum.terms().get(0);
      return safeRatio(term.expr(), b).times(term.coefficient());
    }
    if (b instanceof Sum sum && sum.isScaled()) {
      Term term = sum.terms().get(0);
      return safeRatio(a, term.expr()).over(term.coefficient());
    }
    return new Call(Fn.SAFE_RATIO, 0, List.of(a, b));
  }

  private static Expr powerLog(int order, Expr x, Expr p) {
    if (order == 0) {
      return x.pow(p);
    }
    if (x.sign().isPositive()) {
      return x.pow(p).times(of(Fn.LOG, 0, List.of(x)).pow(order));
    }
    return new Call(Fn.POWER_LOG, order, List.of(x, p));
  }
}
