// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * A coefficient of a step as a polynomial in the step length: {@code c0 + c1 h + c2 h^2}.
 *
 * @param c0 constant part
 * @param c1 factor of h
 * @param c2 factor of the square of h
 */
record Polynomial(double c0, double c1, double c2) {

  static final Polynomial ONE = constant(1);

  static Polynomial constant(double c0) {
    return new Polynomial(c0, 0, 0);
  }

  static Polynomial linear(double c1) {
    return new Polynomial(0, c1, 0);
  }

  static Polynomial square(double c2) {
    return new Polynomial(0, 0, c2);
  }

  Polynomial plus(Polynomial other) {
    return new Polynomial(c0 + other.c0, c1 + other.c1, c2 + other.c2);
  }

  boolean isZero() {
    return c0 == 0 && c1 == 0 && c2 == 0;
  }

  boolean isOne() {
    return equals(ONE);
  }

  boolean dependsOnStep() {
    return c1 != 0 || c2 != 0;
  }

  /** The value at h. */
  double at(double h) {
    return at(c0, c1, c2, h);
  }

  /** The value at h of a polynomial that is not an object. */
  static double at(double c0, double c1, double c2, double h) {
    return c0 + h * (c1 + h * c2);
  }

  /** The derivative at h. */
  double slope(double h) {
    return c1 + 2 * h * c2;
  }

  /** The second derivative. */
  double curvature() {
    return 2 * c2;
  }
}
