// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import org.odisseo.autodiff.VectorRecord;
import org.odisseo.particles.PhasePoint;
import org.odisseo.units.UnitSystem;
import org.odisseo.validation.Require;

/**
 * A position and a velocity in the Galactocentric frame, in the units astronomers write. Any
 * numbers are accepted, since a point also serves as a displacement; {@link #of} checks.
 *
 * @param x position along x [kpc]
 * @param y position along y [kpc]
 * @param z position along z [kpc]
 * @param vx velocity along x [km/s]
 * @param vy velocity along y [km/s]
 * @param vz velocity along z [km/s]
 */
public record GalactocentricCoordinates(
    double x, double y, double z, double vx, double vy, double vz)
    implements VectorRecord<GalactocentricCoordinates> {

  /** A point whose coordinates must be finite. */
  public static GalactocentricCoordinates of(
      double x, double y, double z, double vx, double vy, double vz) {
    return new GalactocentricCoordinates(
        Require.finite("x", x),
        Require.finite("y", y),
        Require.finite("z", z),
        Require.finite("vx", vx),
        Require.finite("vy", vy),
        Require.finite("vz", vz));
  }

  /** A point of phase space in other units. */
  public static GalactocentricCoordinates of(PhasePoint point, UnitSystem units) {
    return of(
        units.lengthToKiloparsecs(point.x()),
        units.lengthToKiloparsecs(point.y()),
        units.lengthToKiloparsecs(point.z()),
        units.velocityToKilometersPerSecond(point.vx()),
        units.velocityToKilometersPerSecond(point.vy()),
        units.velocityToKilometersPerSecond(point.vz()));
  }

  /** The same point in the units of a simulation. */
  public PhasePoint toPhasePoint(UnitSystem units) {
    return new PhasePoint(
        units.lengthFromKiloparsecs(x),
        units.lengthFromKiloparsecs(y),
        units.lengthFromKiloparsecs(z),
        units.velocityFromKilometersPerSecond(vx),
        units.velocityFromKilometersPerSecond(vy),
        units.velocityFromKilometersPerSecond(vz));
  }
}
