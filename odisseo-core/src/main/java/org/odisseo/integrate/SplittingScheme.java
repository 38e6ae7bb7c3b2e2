// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.validation.Require;

/**
 * A symplectic method that moves positions and velocities in turns: kick 0, drift 0, kick 1, drift
 * 1 and so on, where kick i is \(v \leftarrow v + k_i h\, a(t, x)\) and drift i is \(x \leftarrow x
 * + d_i h\, v\), which also moves the time on by \(d_i h\).
 *
 * <p>With one kick more than drifts the last force of a step is the first of the next and is
 * carried over, so such a method takes as many force evaluations as it has drifts.
 */
public final class SplittingScheme {

  private final String name;
  private final int order;
  private final double[] kicks;
  private final double[] drifts;

  private SplittingScheme(String name, int order, double[] kicks, double[] drifts) {
    this.name = name;
    this.order = order;
    this.kicks = kicks;
    this.drifts = drifts;
  }

  /**
   * A method from its coefficients.
   *
   * @param name for messages
   * @param order the order of convergence
   * @param kicks coefficients of the kicks, adding up to one
   * @param drifts coefficients of the drifts, adding up to one; as many as kicks or one less
   */
  public static SplittingScheme of(String name, int order, double[] kicks, double[] drifts) {
    Require.atLeast("order", order, 1);
    Require.atLeast("the number of drifts", drifts.length, 1);
    Require.length(
        "kicks",
        kicks.length - (kicks.length > drifts.length ? 1 : 0),
        drifts.length,
        "as many as drifts or one more");
    requireUnitSum("kicks", kicks);
    requireUnitSum("drifts", drifts);
    return new SplittingScheme(name, order, kicks.clone(), drifts.clone());
  }

  /**
   * Leapfrog steps of different lengths one after another, neighbouring kicks joined.
   *
   * @param parts the lengths of the parts in steps, adding up to one
   */
  public static SplittingScheme ofLeapfrogs(String name, int order, double... parts) {
    double[] kicks = new double[parts.length + 1];
    for (int i = 0; i < parts.length; i++) {
      kicks[i] += parts[i] / 2;
      kicks[i + 1] += parts[i] / 2;
    }
    return of(name, order, kicks, parts);
  }

  private static void requireUnitSum(String argument, double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    if (!(Math.abs(sum - 1) < 1e-12)) {
      throw new IllegalArgumentException(argument + " must add up to 1, got " + sum);
    }
  }

  /** The method's name. */
  public String name() {
    return name;
  }

  /** The order of convergence. */
  public int order() {
    return order;
  }

  /** The coefficients of the kicks. */
  public double[] kicks() {
    return kicks.clone();
  }

  /** The coefficients of the drifts. */
  public double[] drifts() {
    return drifts.clone();
  }

  /** The method as programs. The state is x, v and, with one kick more than drifts, a. */
  Scheme scheme() {
    boolean carries = kicks.length > drifts.length;
    Program.Builder step = new Program.Builder(carries ? 3 : 2);
    int x = 0;
    int v = 1;
    int a = carries ? 2 : step.force(x, 0);
    double time = 0;
    for (int i = 0; i < drifts.length; i++) {
      v = step.combine(Term.of(v), Term.of(a, Polynomial.linear(kicks[i])));
      x = step.combine(Term.of(x), Term.of(v, Polynomial.linear(drifts[i])));
      boolean last = i == drifts.length - 1;
      time = last ? 1 : time + drifts[i];
      if (carries || !last) {
        a = step.force(x, time);
      }
    }
    List<Integer> outputs = new ArrayList<>(List.of(x, v));
    Program.Builder start = new Program.Builder(2);
    if (!carries) {
      return Scheme.withoutCarriedForce(start.build(outputs(0, 1)), false, step.build(outputs));
    }
    v = step.combine(Term.of(v), Term.of(a, Polynomial.linear(kicks[drifts.length])));
    Program begin = start.build(outputs(0, 1, start.force(0, 0)));
    return new Scheme(begin, false, step.build(outputs(x, v, a)), 2, 0);
  }

  private static List<Integer> outputs(Integer... values) {
    return List.of(values);
  }
}
