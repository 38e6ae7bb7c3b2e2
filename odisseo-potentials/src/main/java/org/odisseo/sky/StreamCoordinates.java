// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import org.odisseo.autodiff.VectorRecord;
import org.odisseo.validation.Require;

/**
 * A position and a motion on the sky in the frame of a stream, seen from the Sun. Any numbers are
 * accepted, since a point also serves as a displacement; {@link #of} checks.
 *
 * @param phi1 longitude along the stream [deg], from -180 to 180
 * @param phi2 latitude across the stream [deg], from -90 to 90
 * @param distance distance from the Sun [kpc]
 * @param pmPhi1CosPhi2 proper motion along phi1, cos(phi2) included [mas/yr]
 * @param pmPhi2 proper motion along phi2 [mas/yr]
 * @param radialVelocity velocity along the line of sight, positive away from the Sun [km/s]
 */
public record StreamCoordinates(
    double phi1,
    double phi2,
    double distance,
    double pmPhi1CosPhi2,
    double pmPhi2,
    double radialVelocity)
    implements VectorRecord<StreamCoordinates> {

  /**
   * A point on the sky; phi1 may be any angle.
   *
   * @throws IllegalArgumentException if a number is not finite, phi2 not from -90 to 90, or the
   *     distance not greater than 0
   */
  public static StreamCoordinates of(
      double phi1,
      double phi2,
      double distance,
      double pmPhi1CosPhi2,
      double pmPhi2,
      double radialVelocity) {
    return new StreamCoordinates(
        Require.finite("phi1", phi1),
        Latitude.require("phi2", phi2),
        Require.positive("distance", distance),
        Require.finite("pmPhi1CosPhi2", pmPhi1CosPhi2),
        Require.finite("pmPhi2", pmPhi2),
        Require.finite("radialVelocity", radialVelocity));
  }

  /** The rate at which phi1 itself changes, without cos(phi2) [mas/yr]. */
  public double pmPhi1() {
    return pmPhi1CosPhi2 / Math.cos(Math.toRadians(phi2));
  }
}
