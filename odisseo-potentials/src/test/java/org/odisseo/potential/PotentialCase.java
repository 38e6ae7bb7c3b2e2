// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * A potential and what is known about it from elsewhere.
 *
 * @param name for the display
 * @param potential with typical values of its parameters
 * @param length a length on which it varies
 * @param density its density in closed form, found in the literature, not from the formula
 * @param totalMass the mass it has, infinite where that diverges, NaN where the potential does not
 *     vanish at infinity
 * @param center what is finite at the origin
 * @param rejected potentials that must not be
 */
record PotentialCase(
    String name,
    Potential potential,
    double length,
    Density density,
    double totalMass,
    Center center,
    List<Rejected> rejected) {

  /** What is finite at the origin. */
  enum Center {
    /** Everything. */
    FINITE,
    /** The potential, but not the density. */
    CUSP,
    /** Nothing. */
    SINGULAR
  }

  /** A density in closed form. */
  interface Density {
    double at(double x, double y, double z);

    static Density spherical(DoubleUnaryOperator ofRadius) {
      return (x, y, z) -> ofRadius.applyAsDouble(Math.sqrt(x * x + y * y + z * z));
    }
  }

  /**
   * A constructor call that must fail.
   *
   * @param message part of the message
   * @param constructor makes the potential
   */
  record Rejected(String message, Supplier<Potential> constructor) {}

  @Override
  public String toString() {
    return name;
  }
}
