// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/**
 * One summand of a linear combination: a value times a coefficient.
 *
 * @param value number of the value in its program
 * @param coefficient as a function of the step length
 * @param rate whether the derivative of the coefficient along the end time is meant, {@code dh/dT *
 *     coefficient'(h)}, in place of the coefficient itself
 */
record Term(int value, Polynomial coefficient, boolean rate) {

  static Term of(int value, Polynomial coefficient) {
    return new Term(value, coefficient, false);
  }

  static Term of(int value) {
    return of(value, Polynomial.ONE);
  }

  boolean isZero() {
    return rate ? !coefficient.dependsOnStep() : coefficient.isZero();
  }

  /** Whether the summand is the value itself. */
  boolean isPlain() {
    return !rate && coefficient.isOne();
  }
}
