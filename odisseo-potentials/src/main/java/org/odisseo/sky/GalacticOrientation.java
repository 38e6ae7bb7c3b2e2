// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import org.odisseo.validation.Require;

/**
 * How the Galaxy lies on the sky: the rotation from the axes of the ICRS to Galactic axes seen from
 * a Sun in the plane, x towards the Galactic center, z towards the north Galactic pole.
 *
 * <p>A Sun above the plane sees the center below the plane's vanishing line; {@link Observer} adds
 * that tilt, so that the given direction stays the direction of the origin of Galactocentric
 * coordinates.
 */
public final class GalacticOrientation {

  /** Right ascension of Sagittarius A* [deg], as astropy rounds it. */
  private static final double CENTER_RA = 266.4051;

  /** Declination of Sagittarius A* [deg], as astropy rounds it. */
  private static final double CENTER_DEC = -28.936175;

  /**
   * The roll about the direction of the center that puts the pole of the z axis on the north
   * Galactic pole of the IAU (1958) as nearly as that center allows [deg]; astropy's {@code roll0}.
   */
  private static final double ROLL_OF_NORTH_POLE = 58.5986320306;

  private final Rotation fromIcrs;

  private GalacticOrientation(Rotation fromIcrs) {
    this.fromIcrs = fromIcrs;
  }

  /**
   * The orientation that {@code astropy.coordinates.Galactocentric} has by default: the center is
   * Sagittarius A* at ra 266.4051, dec -28.936175 deg (Reid and Brunthaler 2004, ApJ 616, 872), the
   * z axis as near to the north Galactic pole as that allows.
   */
  public static GalacticOrientation standard() {
    return ofCenter(CENTER_RA, CENTER_DEC, 0);
  }

  /**
   * An orientation from the direction of the Galactic center.
   *
   * @param ra right ascension of the center [deg]
   * @param dec declination of the center [deg]
   * @param roll angle by which the y and z axes are turned about that direction [deg], 0 for the
   *     north Galactic pole, with the sign of astropy's {@code roll}
   */
  public static GalacticOrientation ofCenter(double ra, double dec, double roll) {
    Rotation toCenter =
        Rotation.aboutY(-radians("dec", dec)).after(Rotation.aboutZ(radians("ra", ra)));
    double rollAngle = Math.toRadians(ROLL_OF_NORTH_POLE - Require.finite("roll", roll));
    return new GalacticOrientation(Rotation.aboutX(rollAngle).after(toCenter));
  }

  /**
   * An orientation from the north Galactic pole, as Galactic longitude and latitude are defined:
   * the IAU's are ra 192.85948, dec 27.12825 and longitude 122.93192 deg in the ICRS.
   *
   * @param poleRa right ascension of the north Galactic pole [deg]
   * @param poleDec declination of the north Galactic pole [deg]
   * @param northLongitude Galactic longitude of the north celestial pole [deg]
   */
  public static GalacticOrientation ofPole(double poleRa, double poleDec, double northLongitude) {
    Rotation toPole =
        Rotation.aboutY(Math.PI / 2 - radians("poleDec", poleDec))
            .after(Rotation.aboutZ(radians("poleRa", poleRa)));
    double turn = Math.PI - radians("northLongitude", northLongitude);
    return new GalacticOrientation(Rotation.aboutZ(turn).after(toPole));
  }

  /** The rotation from ICRS axes to Galactic axes, as rows of a matrix; a new array. */
  public double[][] matrix() {
    return fromIcrs.toRows();
  }

  Rotation fromIcrs() {
    return fromIcrs;
  }

  private static double radians(String name, double degrees) {
    return Math.toRadians(Require.finite(name, degrees));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GalacticOrientation that && fromIcrs.equals(that.fromIcrs);
  }

  @Override
  public int hashCode() {
    return fromIcrs.hashCode();
  }
}
