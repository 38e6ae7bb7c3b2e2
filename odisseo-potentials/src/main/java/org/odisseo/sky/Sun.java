// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import org.odisseo.autodiff.VectorRecord;
import org.odisseo.validation.Require;

/**
 * The Sun, where the observer is: its position and velocity in the Galactocentric frame. Any
 * numbers are accepted, since a Sun also serves as a displacement; the factories check.
 *
 * @param x position along x [kpc], negative by convention
 * @param y position along y [kpc]
 * @param z height above the plane [kpc]
 * @param vx velocity along x, towards the Galactic center for a Sun at negative x [km/s]
 * @param vy velocity along y, the sense in which the disk turns [km/s]
 * @param vz velocity along z, towards the north Galactic pole [km/s]
 */
public record Sun(double x, double y, double z, double vx, double vy, double vz)
    implements VectorRecord<Sun> {

  /**
   * The Sun at 8.122 kpc from the Galactic center (GRAVITY Collaboration 2018, A&amp;A 615, L15),
   * 20.8 pc above the plane (Bennett and Bovy 2019, MNRAS 482, 1417), moving at (12.9, 245.6, 7.78)
   * km/s (Drimmel and Poggio 2018, RNAAS 2, 210, from the proper motion of Sagittarius A* of Reid
   * and Brunthaler 2004 and that distance). These are also the values of astropy since version 4.0.
   */
  public static Sun standard() {
    return atDistance(8.122, 0.0208, 12.9, 245.6, 7.78);
  }

  /**
   * A Sun with y = 0 at negative x.
   *
   * @param distance distance from the Galactic center [kpc], greater than 0
   * @param height height above the plane [kpc], less than the distance
   * @param vx velocity towards the Galactic center [km/s]
   * @param vy velocity in the sense in which the disk turns [km/s]
   * @param vz velocity towards the north Galactic pole [km/s]
   */
  public static Sun atDistance(double distance, double height, double vx, double vy, double vz) {
    Require.positive("distance", distance);
    if (!(Math.abs(height) < distance)) {
      throw new IllegalArgumentException(
          "height must be less than the distance " + distance + ", got " + height);
    }
    double x = -Math.sqrt((distance - height) * (distance + height));
    return of(x, 0, height, vx, vy, vz);
  }

  /**
   * A Sun at any place off the z axis.
   *
   * @throws IllegalArgumentException if a number is not finite or x and y are both zero
   */
  public static Sun of(double x, double y, double z, double vx, double vy, double vz) {
    Require.finite("x", x);
    Require.finite("y", y);
    if (x == 0 && y == 0) {
      throw new IllegalArgumentException(
          "the Sun must not be on the z axis, where no direction leads to the center in the plane,"
              + " got x = 0, y = 0");
    }
    return new Sun(
        x,
        y,
        Require.finite("z", z),
        Require.finite("vx", vx),
        Require.finite("vy", vy),
        Require.finite("vz", vz));
  }

  /** The same place, moving at another velocity [km/s]. */
  public Sun withVelocity(double newVx, double newVy, double newVz) {
    return of(x, y, z, newVx, newVy, newVz);
  }

  /** The distance from the Galactic center [kpc]. */
  public double distance() {
    return Math.sqrt(x * x + y * y + z * z);
  }
}
