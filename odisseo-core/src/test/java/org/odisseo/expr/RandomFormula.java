// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A random formula, both as an expression and as plain arithmetic done in the order in which it is
 * written.
 *
 * @param text the formula as written
 * @param expr the formula as an expression
 * @param arithmetic its value at a point
 */
record RandomFormula(String text, Expr expr, Function<double[], Bounded> arithmetic) {

  private static final double EPS = Math.ulp(1.0);
  private static final String[] NAMES = {"x", "y", "z", "w"};

  /**
   * A number and a bound to the rounding error of it and of any reordering of what it was made
   * from.
   */
  record Bounded(double value, double error) {

    boolean isTrustworthy() {
      boolean isOrdinary = Math.abs(value) > 1e-100 && Math.abs(value) < 1e12;
      return isOrdinary && error < 1e-6;
    }

    private Bounded plus(Bounded b, int sign) {
      double sum = value + sign * b.value;
      return new Bounded(sum, error + b.error + EPS * (Math.abs(value) + Math.abs(b.value)));
    }

    private Bounded times(Bounded b) {
      double product = value * b.value;
      return new Bounded(
          product,
          Math.abs(value) * b.error
              + Math.abs(b.value) * error
              + error * b.error
              + EPS * Math.abs(product));
    }

    /**
     * A function with its derivative here; where that is large or changes fast no bound is claimed.
     */
    private Bounded map(double image, double slope) {
      return new Bounded(
          image, 2 * Math.abs(slope) * (error + EPS * Math.abs(value)) + 2 * EPS * Math.abs(image));
    }

    private Bounded pow(double p) {
      boolean isSafe = Math.abs(value) > 1e3 * error && Math.abs(value) > 1e-6;
      double image = isSafe ? Math.pow(value, p) : Double.NaN;
      return map(image, p * image / value);
    }
  }

  static List<Variable> variables() {
    return List.of(NAMES).stream().map(Expr::variable).toList();
  }

  static Map<String, Double> named(double[] at) {
    return Map.of(NAMES[0], at[0], NAMES[1], at[1], NAMES[2], at[2], NAMES[3], at[3]);
  }

  Bounded value(double[] at) {
    return arithmetic.apply(at);
  }

  static RandomFormula draw(SplittableRandom random, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf(random);
    }
    RandomFormula u = draw(random, depth - 1);
    if (random.nextBoolean()) {
      return draw(random, u, depth);
    }
    RandomFormula v = draw(random, depth - 1);
    return switch (random.nextInt(8)) {
      case 0, 1 -> u.with(v, "+", Expr::plus, (a, b) -> a.plus(b, 1));
      case 2 -> u.with(v, "-", Expr::minus, (a, b) -> a.plus(b, -1));
      case 3, 4 -> u.with(v, "*", Expr::times, Bounded::times);
      case 5 -> u.with(v, "/", Expr::over, (a, b) -> a.times(b.pow(-1)));
      case 6 ->
          u.with(v, "max", Functions::max, (a, b) -> extremum(a, b, Math.max(a.value, b.value)));
      default -> u.with(v, "norm", (a, b) -> Functions.norm(a, b), RandomFormula::norm);
    };
  }

  private static RandomFormula leaf(SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      double c = random.nextInt(-3, 4) * (random.nextBoolean() ? 1 : 0.3);
      return new RandomFormula("" + c, Expr.constant(c), at -> new Bounded(c, 0));
    }
    int i = random.nextInt(NAMES.length);
    return new RandomFormula(NAMES[i], Expr.variable(NAMES[i]), at -> new Bounded(at[i], 0));
  }

  private static RandomFormula draw(SplittableRandom random, RandomFormula u, int depth) {
    return switch (random.nextInt(9)) {
      case 0 -> u.map("exp", Functions::exp, a -> a.map(Math.exp(a.value), Math.exp(a.value)));
      case 1 -> u.map("sin", Functions::sin, a -> a.map(Math.sin(a.value), Math.cos(a.value)));
      case 2 -> u.map("abs", Functions::abs, a -> new Bounded(Math.abs(a.value), a.error));
      case 3 -> u.map("sqrt", Expr::sqrt, a -> a.pow(0.5));
      case 4 -> u.map("log", Functions::log, RandomFormula::log);
      case 5 -> u.map("tanh", Functions::tanh, a -> a.map(Math.tanh(a.value), 1));
      case 6 -> {
        double p = random.nextInt(-3, 4);
        yield u.map("^" + p, e -> e.pow(p), a -> p == 0 ? new Bounded(1, 0) : a.pow(p));
      }
      case 7 -> {
        double p = random.nextInt(-5, 6) / (random.nextBoolean() ? 2.0 : 3.0);
        yield u.map("^" + p, e -> e.pow(p), a -> p == 0 ? new Bounded(1, 0) : a.pow(p));
      }
      default -> {
        RandomFormula v = draw(random, depth - 1);
        yield u.with(v, "select", RandomFormula::select, RandomFormula::select);
      }
    };
  }

  private RandomFormula map(String name, UnaryOperator<Expr> f, UnaryOperator<Bounded> g) {
    return new RandomFormula(
        name + "(" + text + ")", f.apply(expr), at -> g.apply(arithmetic.apply(at)));
  }

  private RandomFormula with(
      RandomFormula v, String name, BinaryOperator<Expr> f, BinaryOperator<Bounded> g) {
    return new RandomFormula(
        name + "(" + text + ", " + v.text + ")",
        f.apply(expr, v.expr),
        at -> g.apply(arithmetic.apply(at), v.arithmetic.apply(at)));
  }

  private static Bounded log(Bounded a) {
    boolean isSafe = a.value > 1e3 * a.error;
    return a.map(isSafe ? Math.log(a.value) : Double.NaN, 1 / a.value);
  }

  private static Bounded norm(Bounded a, Bounded b) {
    return new Bounded(
        Math.hypot(a.value, b.value), a.error + b.error + 4 * EPS * Math.hypot(a.value, b.value));
  }

  private static Bounded extremum(Bounded a, Bounded b, double value) {
    return new Bounded(value, Math.max(a.error, b.error));
  }

  private static Expr select(Expr u, Expr v) {
    return Functions.select(Comparison.LT, u, v, u.times(v), v.minus(u));
  }

  /** No bound where rounding might change which branch is taken. */
  private static Bounded select(Bounded a, Bounded b) {
    boolean isClear = Math.abs(a.value - b.value) > 10 * (a.error + b.error) + 1e-12;
    Bounded chosen = a.value < b.value ? a.times(b) : b.plus(a, -1);
    return isClear ? chosen : new Bounded(Double.NaN, 0);
  }
}
