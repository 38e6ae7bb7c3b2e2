// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * A method that advances positions and velocities under accelerations \(a(t, x)\). Immutable; the
 * usual ones are in {@link Integrators}, others are made from their tables.
 */
public final class Integrator {

  private final String name;
  private final int order;
  private final int errorOrder;
  private final Scheme scheme;
  private final SchemeCode code;

  private Integrator(String name, int order, int errorOrder, Scheme scheme) {
    this.name = name;
    this.order = order;
    this.errorOrder = errorOrder;
    this.scheme = scheme;
    this.code = SchemeCode.of(scheme);
  }

  /** The symplectic method with these coefficients. */
  public static Integrator of(SplittingScheme scheme) {
    return new Integrator(scheme.name(), scheme.order(), 0, scheme.scheme());
  }

  /** The Runge-Kutta method with this table. */
  public static Integrator of(ButcherTableau tableau) {
    return new Integrator(tableau.name(), tableau.order(), tableau.errorOrder(), tableau.scheme());
  }

  static Integrator of(String name, int order, Scheme scheme) {
    return new Integrator(name, order, 0, scheme);
  }

  /** The name of the method. */
  public String name() {
    return name;
  }

  /** The order of convergence: the error of a run falls with this power of the step length. */
  public int order() {
    return order;
  }

  /** Whether the method estimates its error, so that it can choose its steps. */
  public boolean hasErrorEstimate() {
    return errorOrder > 0;
  }

  /** Force evaluations in one step of fixed length. */
  public int forcesPerStep() {
    return scheme.forcesPerStep();
  }

  /** The power of h that the error estimate falls with, less one. */
  int errorOrder() {
    return errorOrder;
  }

  Scheme scheme() {
    return scheme;
  }

  /**
   * The number of registers of a run: enough for every program, and one more than the state for the
   * weight of the carried acceleration.
   */
  int registers() {
    return Math.max(code.registers(), scheme.size() + 1);
  }

  SchemeCode code() {
    return code;
  }

  @Override
  public String toString() {
    return name + " (order " + order + ", " + forcesPerStep() + " forces per step)";
  }
}
