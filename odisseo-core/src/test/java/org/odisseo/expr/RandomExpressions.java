// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random expressions with shared parts, of moderate values near their probe point. */
final class RandomExpressions {

  static final List<Variable> VARIABLES =
      List.of("x", "y", "z", "a", "b", "c").stream().map(Expr::variable).toList();

  private static final double[] EXPONENTS = {
    -3, -2, -1, 2, 3, 5, 0.5, -0.5, 1.5, -1.5, -2.5, 0.25, -0.75, 1.0 / 3, -2.0 / 3, 0.7, -1.3
  };

  private final SplittableRandom random;
  private final List<Expr> pool = new ArrayList<>();
  private final Map<String, Double> probe = new HashMap<>();
  private int bound;

  RandomExpressions(long seed) {
    this.random = new SplittableRandom(seed);
    for (Variable variable : VARIABLES) {
      pool.add(variable);
      probe.put(variable.name(), 0.3 + 2 * random.nextDouble());
    }
  }

  /** A point near the probe point, all coordinates positive. */
  Map<String, Double> point() {
    Map<String, Double> point = new HashMap<>();
    probe.forEach((name, value) -> point.put(name, value * (0.8 + 0.4 * random.nextDouble())));
    return point;
  }

  /** Grows the pool by so many nodes and returns the last few. */
  List<Expr> grow(int nodes, int outputs) {
    int wanted = pool.size() + nodes;
    while (pool.size() < wanted) {
      Expr e = combination();
      double value = e.evaluate(probe);
      if (Double.isFinite(value) && Math.abs(value) < 1e3 && Math.abs(value) > 1e-6) {
        pool.add(e);
      }
    }
    return List.copyOf(pool.subList(wanted - outputs, wanted));
  }

  private Expr any() {
    // Recent ones more often, so that expressions become deep.
    int n = pool.size();
    return random.nextInt(3) == 0
        ? pool.get(random.nextInt(n))
        : pool.get(n - 1 - random.nextInt(Math.min(n, 8)));
  }

  private Expr combination() {
    Expr u = any();
    Expr v = any();
    return switch (random.nextInt(16)) {
      case 0, 1 -> u.plus(v.times(random.nextDouble(-2, 2)));
      case 2 -> u.minus(v);
      case 3, 4, 5 -> u.times(v);
      case 6 -> u.over(v);
      case 7, 8 -> u.square().plus(1).pow(EXPONENTS[random.nextInt(EXPONENTS.length)]);
      case 9 -> u.pow(random.nextInt(2) == 0 ? -1 : 3);
      case 10 -> u.square().plus(0.1).pow(v.square().plus(1).reciprocal());
      case 11 -> Functions.norm(u, v, any());
      case 12 -> guarded(u, v);
      case 13 -> Functions.select(Comparison.LT, u, v, any(), any().times(u));
      case 14 -> random.nextInt(3) == 0 ? integral(u, v) : call(u, v);
      default -> call(u, v);
    };
  }

  private Expr guarded(Expr u, Expr v) {
    Expr norm = Functions.norm(u, v);
    return switch (random.nextInt(4)) {
      case 0 -> Functions.safeRatio(u, norm.pow(VARIABLES.get(random.nextInt(6))));
      case 1 -> Functions.safeRatio(any(), norm.pow(3).times(any()));
      case 2 -> Functions.safeRatio(u, norm).times(Functions.safeRatio(v, norm.square()));
      default -> Functions.safeRatio(u, norm);
    };
  }

  private Expr integral(Expr u, Expr v) {
    Variable s = Expr.variable("s" + bound++ % 3);
    Expr integrand =
        Functions.exp(s.times(u).square().negate()).plus(v.times(s)).times(any().plus(s));
    Expr upper = random.nextInt(2) == 0 ? Expr.constant(1) : any();
    return Functions.integrate(integrand, s, Expr.constant(0), upper, 3 + random.nextInt(3));
  }

  private Expr call(Expr u, Expr v) {
    Expr positive = u.square().plus(0.2);
    Expr small = u.over(u.square().plus(1));
    return switch (random.nextInt(16)) {
      case 0 -> Functions.exp(small);
      case 1 -> Functions.log(positive);
      case 2 -> Functions.sin(u);
      case 3 -> Functions.cos(u);
      case 4 -> Functions.atan2(u, v);
      case 5 -> Functions.tanh(u);
      case 6 -> Functions.max(u, v);
      case 7 -> Functions.min(u, v);
      case 8 -> Functions.abs(u);
      case 9 -> Functions.erf(u);
      case 10 -> Functions.gammaP(random.nextInt(2), shape(v), positive);
      case 11 -> Functions.logRatio(random.nextInt(3), positive);
      case 12 -> Functions.cutoffPotential(shape(v), positive);
      case 13 -> Functions.powerLog(1, positive, v);
      case 14 -> Functions.asinh(u);
      default -> Functions.cbrt(u);
    };
  }

  /** A shape of an incomplete gamma function between 0.6 and 1.6. */
  private Expr shape(Expr v) {
    Expr u = random.nextBoolean() ? v : VARIABLES.get(3 + random.nextInt(3));
    return u.square().plus(1).reciprocal().plus(0.6);
  }
}
