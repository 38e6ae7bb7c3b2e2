// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import org.odisseo.autodiff.VectorRecord;
import org.odisseo.validation.Require;

/**
 * A position and a motion on the sky in the ICRS, seen from the Sun. Any numbers are accepted,
 * since a point also serves as a displacement; {@link #of} checks.
 *
 * @param ra right ascension [deg], from 0 to 360
 * @param dec declination [deg], from -90 to 90
 * @param distance distance from the Sun [kpc]
 * @param pmRaCosDec proper motion in right ascension, cos(dec) included [mas/yr]
 * @param pmDec proper motion in declination [mas/yr]
 * @param radialVelocity velocity along the line of sight, positive away from the Sun [km/s]
 */
public record SkyCoordinates(
    double ra, double dec, double distance, double pmRaCosDec, double pmDec, double radialVelocity)
    implements VectorRecord<SkyCoordinates> {

  /**
   * A point on the sky; the right ascension may be any angle.
   *
   * @throws IllegalArgumentException if a number is not finite, the declination not from -90 to 90,
   *     or the distance not greater than 0
   */
  public static SkyCoordinates of(
      double ra,
      double dec,
      double distance,
      double pmRaCosDec,
      double pmDec,
      double radialVelocity) {
    return new SkyCoordinates(
        Require.finite("ra", ra),
        Latitude.require("dec", dec),
        Require.positive("distance", distance),
        Require.finite("pmRaCosDec", pmRaCosDec),
        Require.finite("pmDec", pmDec),
        Require.finite("radialVelocity", radialVelocity));
  }

  /** The rate at which the right ascension itself changes, without cos(dec) [mas/yr]. */
  public double pmRa() {
    return pmRaCosDec / Math.cos(Math.toRadians(dec));
  }
}
