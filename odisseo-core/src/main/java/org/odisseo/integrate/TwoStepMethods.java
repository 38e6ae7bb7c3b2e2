// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.List;

/** Methods that carry a second copy of the state. */
final class TwoStepMethods {

  private TwoStepMethods() {}

  /**
   * The midpoint rule over two steps, \(y_{n+1} = y_{n-1} + 2 h f(t_n, y_n)\). The state is x, v
   * and the x, v of one step before, which a leapfrog step backward provides at the start.
   */
  static Scheme leapfrogMidpoint() {
    Program.Builder start = new Program.Builder(2);
    int a = start.force(0, 0);
    int earlierX =
        start.combine(
            Term.of(0), Term.of(1, Polynomial.linear(-1)), Term.of(a, Polynomial.square(0.5)));
    int earlierA = start.force(earlierX, -1);
    int earlierV =
        start.combine(
            Term.of(1),
            Term.of(a, Polynomial.linear(-0.5)),
            Term.of(earlierA, Polynomial.linear(-0.5)));
    Program begin = start.build(List.of(0, 1, earlierX, earlierV));

    Program.Builder step = new Program.Builder(4);
    int force = step.force(0, 0);
    int x = step.combine(Term.of(2), Term.of(1, Polynomial.linear(2)));
    int v = step.combine(Term.of(3), Term.of(force, Polynomial.linear(2)));
    return Scheme.withoutCarriedForce(begin, true, step.build(List.of(x, v, 0, 1)));
  }

  /**
   * The reversible Heun method: with a second copy z of the state y, \(z' = 2 y - z + h f(t, z)\),
   * \(y' = y + h (f(t, z) + f(t + h, z')) / 2\). The state is x, v, the x, v of z, and the
   * acceleration at z.
   */
  static Scheme reversibleHeun() {
    Program.Builder start = new Program.Builder(2);
    Program begin = start.build(List.of(0, 1, 0, 1, start.force(0, 0)));

    Program.Builder step = new Program.Builder(5);
    int zx = step.combine(twice(0), minus(2), Term.of(3, Polynomial.linear(1)));
    int zv = step.combine(twice(1), minus(3), Term.of(4, Polynomial.linear(1)));
    int a = step.force(zx, 1);
    int x =
        step.combine(
            Term.of(0), Term.of(3, Polynomial.linear(0.5)), Term.of(zv, Polynomial.linear(0.5)));
    int v =
        step.combine(
            Term.of(1), Term.of(4, Polynomial.linear(0.5)), Term.of(a, Polynomial.linear(0.5)));
    return new Scheme(begin, false, step.build(List.of(x, v, zx, zv, a)), 4, 2);
  }

  private static Term twice(int value) {
    return Term.of(value, Polynomial.constant(2));
  }

  private static Term minus(int value) {
    return Term.of(value, Polynomial.constant(-1));
  }
}
