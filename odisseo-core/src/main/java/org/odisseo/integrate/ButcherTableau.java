// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.validation.Require;

/**
 * An explicit Runge-Kutta method as its table of coefficients.
 *
 * <p>For {@code y' = f(t, y)} the stages are \(k_i = f(t + c_i h, y + h \sum_{j &lt; i} a_{ij}
 * k_j)\) with \(c_i = \sum_j a_{ij}\), and the step is \(y + h \sum_i b_i k_i\). Since here \(y =
 * (x, v)\) and the acceleration depends on t and x only, the velocities of the stages are
 * eliminated: \(x_i = x + c_i h v + h^2 \sum_j (A^2)_{ij} a_j\), which is the same method with half
 * of the work besides the forces.
 */
public final class ButcherTableau {

  private final String name;
  private final int order;
  private final double[][] a;
  private final double[] b;
  private final int errorOrder;
  private final double[] error;
  private final double[] coarseError;

  private ButcherTableau(
      String name,
      int order,
      double[][] a,
      double[] b,
      int errorOrder,
      double[] error,
      double[] coarseError) {
    this.name = name;
    this.order = order;
    this.a = a;
    this.b = b;
    this.errorOrder = errorOrder;
    this.error = error;
    this.coarseError = coarseError;
  }

  /**
   * A method without error estimate.
   *
   * @param name for messages
   * @param order the order of convergence
   * @param a row i holds the i coefficients of the stages before stage i, so the first row is empty
   * @param b the weights, one per stage
   */
  public static ButcherTableau of(String name, int order, double[][] a, double[] b) {
    Require.atLeast("order", order, 1);
    Require.atLeast("the number of stages", a.length, 1);
    double[][] rows = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      Require.length("a[" + i + "]", a[i], i, "one per earlier stage");
      rows[i] = Require.allFinite("a[" + i + "]", a[i].clone());
    }
    Require.length("b", b, a.length, "one per stage");
    double[] weights = Require.allFinite("b", b.clone());
    return new ButcherTableau(name, order, rows, weights, 0, new double[0], new double[0]);
  }

  /**
   * The same method with an error estimate.
   *
   * @param embeddedOrder the power of h that the estimate falls with, less one
   * @param weights {@code b} minus the weights of the other formula, one per stage
   */
  public ButcherTableau withErrorEstimate(int embeddedOrder, double[] weights) {
    Require.atLeast("embeddedOrder", embeddedOrder, 1);
    Require.length("weights", weights, b.length, "one per stage");
    return new ButcherTableau(
        name,
        order,
        a,
        b,
        embeddedOrder,
        Require.allFinite("weights", weights.clone()),
        coarseError);
  }

  /**
   * The same method with a second error estimate, of lower order, which keeps the first from being
   * too small by accident.
   *
   * @param weights {@code b} minus the weights of the other formula, one per stage
   */
  public ButcherTableau withCoarseErrorEstimate(double[] weights) {
    Require.length("weights", weights, error.length, "one per stage, after a first estimate");
    return new ButcherTableau(
        name, order, a, b, errorOrder, error, Require.allFinite("weights", weights.clone()));
  }

  /** The method's name. */
  public String name() {
    return name;
  }

  /** The order of convergence. */
  public int order() {
    return order;
  }

  /** The power of h that the error estimate falls with, less one; 0 if there is no estimate. */
  public int errorOrder() {
    return errorOrder;
  }

  /** The number of stages. */
  public int stages() {
    return b.length;
  }

  /** The coefficients a, row i with i numbers. */
  public double[][] a() {
    return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
  }

  /** The weights b. */
  public double[] b() {
    return b.clone();
  }

  /** The times c of the stages, in steps. */
  public double[] c() {
    return Arrays.stream(a).mapToDouble(ButcherTableau::sum).toArray();
  }

  /** Whether the last stage is the first of the next step. */
  public boolean isFirstSameAsLast() {
    int last = b.length - 1;
    return last > 0
        && b[last] == 0
        && Arrays.equals(a[last], Arrays.copyOf(b, last))
        && Math.abs(sum(b) - 1) < 1e-14;
  }

  /** The method as programs. The state is x, v and, if the last stage can be used again, a. */
  Scheme scheme() {
    boolean carries = isFirstSameAsLast();
    Program.Builder start = new Program.Builder(2);
    Program.Builder step = new Program.Builder(carries ? 3 : 2);
    int[] forces = new int[b.length];
    forces[0] = carries ? 2 : step.force(0, 0);
    int last = carries ? b.length - 1 : b.length;
    for (int i = 1; i < last; i++) {
      forces[i] = step.force(position(step, a[i], forces), sum(a[i]));
    }
    int x = position(step, b, forces);
    if (carries) {
      forces[last] = step.force(x, 1);
    }
    List<Integer> outputs = new ArrayList<>(List.of(x, velocity(step, true, b, forces)));
    if (carries) {
      outputs.add(forces[last]);
    }
    for (double[] estimate : List.of(error, coarseError)) {
      if (estimate.length > 0) {
        outputs.add(step.combine(positionTerms(estimate, forces)));
        outputs.add(velocity(step, false, estimate, forces));
      }
    }
    Program program = step.build(outputs);
    return carries
        ? new Scheme(start.build(List.of(0, 1, start.force(0, 0))), false, program, 2, 0)
        : Scheme.withoutCarriedForce(start.build(List.of(0, 1)), false, program);
  }

  /** x + h v sum_j w_j + h^2 sum_j (w A)_j a_j, summed from the smallest to lose least. */
  private int position(Program.Builder step, double[] weights, int[] forces) {
    List<Term> terms = new ArrayList<>(positionTerms(weights, forces));
    terms.add(Term.of(1, Polynomial.linear(sum(weights))));
    terms.add(Term.of(0));
    return step.combine(terms);
  }

  private List<Term> positionTerms(double[] weights, int[] forces) {
    List<Term> terms = new ArrayList<>();
    for (int j = 0; j < weights.length; j++) {
      double sum = 0;
      for (int k = j + 1; k < weights.length; k++) {
        sum += weights[k] * a[k][j];
      }
      terms.add(Term.of(forces[j], Polynomial.square(sum)));
    }
    return terms;
  }

  private static int velocity(
      Program.Builder step, boolean fromStart, double[] weights, int[] forces) {
    List<Term> terms = new ArrayList<>();
    for (int j = 0; j < weights.length; j++) {
      terms.add(Term.of(forces[j], Polynomial.linear(weights[j])));
    }
    if (fromStart) {
      terms.add(Term.of(1));
    }
    return step.combine(terms);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
