// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

/** A coordinate that a track gives as a function of phi1. */
public enum TrackCoordinate {
  /** Latitude across the stream [deg]. */
  PHI2("phi2", false),
  /** Distance from the Sun [kpc]. */
  DISTANCE("distance", false),
  /** Proper motion along phi1, cos(phi2) included [mas/yr]. */
  PM_PHI1_COS_PHI2("pmPhi1CosPhi2", false),
  /** Proper motion along phi2 [mas/yr]. */
  PM_PHI2("pmPhi2", false),
  /** Radial velocity, positive away from the Sun [km/s]. */
  RADIAL_VELOCITY("radialVelocity", false),
  /** Proper motion in right ascension, cos(dec) included [mas/yr]. */
  PM_RA_COS_DEC("pmRaCosDec", true),
  /** Proper motion in declination [mas/yr]. */
  PM_DEC("pmDec", true);

  private final String column;
  private final boolean equatorial;

  TrackCoordinate(String column, boolean equatorial) {
    this.column = column;
    this.equatorial = equatorial;
  }

  /** The name of its column, as in a stream table or a sky table. */
  public String column() {
    return column;
  }

  /** Whether it belongs to the ICRS and not to the frame of the stream. */
  boolean isEquatorial() {
    return equatorial;
  }
}
