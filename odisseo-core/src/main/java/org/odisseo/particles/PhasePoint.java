// SPDX-License-Identifier: Apache-2.0

package org.odisseo.particles;

import org.odisseo.autodiff.VectorRecord;
import org.odisseo.validation.Require;

/**
 * A position and a velocity: one point of phase space. Any numbers are accepted, since a point also
 * serves as a displacement; {@link #of} checks.
 *
 * @param x position along x [length]
 * @param y position along y [length]
 * @param z position along z [length]
 * @param vx velocity along x [length/time]
 * @param vy velocity along y [length/time]
 * @param vz velocity along z [length/time]
 */
public record PhasePoint(double x, double y, double z, double vx, double vy, double vz)
    implements VectorRecord<PhasePoint> {

  /** The origin, at rest. */
  public static final PhasePoint ORIGIN = new PhasePoint(0, 0, 0, 0, 0, 0);

  /** A point whose coordinates must be finite. */
  public static PhasePoint of(double x, double y, double z, double vx, double vy, double vz) {
    return new PhasePoint(
        Require.finite("x", x),
        Require.finite("y", y),
        Require.finite("z", z),
        Require.finite("vx", vx),
        Require.finite("vy", vy),
        Require.finite("vz", vz));
  }

  /** The distance from the origin. */
  public double radius() {
    return Math.sqrt(x * x + y * y + z * z);
  }

  /** The speed. */
  public double speed() {
    return Math.sqrt(vx * vx + vy * vy + vz * vz);
  }
}
