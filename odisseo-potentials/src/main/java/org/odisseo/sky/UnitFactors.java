// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import org.odisseo.units.UnitSystem;

/**
 * What positions and velocities are multiplied by to be in kpc and km/s.
 *
 * @param length kpc in a unit of length
 * @param velocity km/s in a unit of velocity
 */
record UnitFactors(double length, double velocity) {

  /** For positions and velocities that are in kpc and km/s already. */
  static final UnitFactors NONE = new UnitFactors(1, 1);

  static UnitFactors of(UnitSystem units) {
    return new UnitFactors(units.lengthToKiloparsecs(1), units.velocityToKilometersPerSecond(1));
  }
}
