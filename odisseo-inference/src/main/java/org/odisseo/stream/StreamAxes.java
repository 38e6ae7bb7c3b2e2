// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import org.odisseo.sky.GalactocentricCoordinates;
import org.odisseo.sky.Observer;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamFrame;

/**
 * The plane of the equator of a stream frame as seen from the Sun: phi1 is the angle of (p, q),
 * where p is how far a body is towards phi1 = 0 and q how far towards phi1 = 90 deg.
 *
 * @param p the distance towards phi1 = 0 [kpc]
 * @param q the distance towards phi1 = 90 deg [kpc]
 */
record StreamAxes(Plane p, Plane q) {

  /**
   * A linear function of positions, zero in a plane through the Sun.
   *
   * @param normal three components, in kpc per unit of length
   * @param offset the value at the origin of positions [kpc]
   */
  record Plane(double[] normal, double offset) {

    /** The value at the position with which a state begins. */
    double at(double[] state) {
      return offset + change(state, 0);
    }

    /** Its change with the vector that begins at an index: a velocity or a displacement, say. */
    double change(double[] state, int from) {
      return normal[0] * state[from] + normal[1] * state[from + 1] + normal[2] * state[from + 2];
    }
  }

  static StreamAxes of(Observer observer, StreamFrame frame) {
    return new StreamAxes(plane(observer, frame, 0), plane(observer, frame, 90));
  }

  private static Plane plane(Observer observer, StreamFrame frame, double phi1) {
    GalactocentricCoordinates point =
        observer.galactocentric(StreamCoordinates.of(phi1, 0, 1, 0, 0, 0), frame);
    double[] sun = {observer.sun().x(), observer.sun().y(), observer.sun().z()};
    double[] unit = {point.x() - sun[0], point.y() - sun[1], point.z() - sun[2]};
    double offset = -new Plane(unit, 0).change(sun, 0);
    double scale = observer.units().lengthToKiloparsecs(1);
    return new Plane(new double[] {unit[0] * scale, unit[1] * scale, unit[2] * scale}, offset);
  }

  /** The plane of the meridian at a phi1 [deg]: positive where phi1 is up to 180 deg more. */
  Plane meridian(double phi1) {
    double cos = Math.cos(Math.toRadians(phi1));
    double sin = Math.sin(Math.toRadians(phi1));
    double[] normal = new double[3];
    for (int c = 0; c < 3; c++) {
      normal[c] = cos * q.normal[c] - sin * p.normal[c];
    }
    return new Plane(normal, cos * q.offset - sin * p.offset);
  }

  /** The angle phi1 of a state [rad]. */
  double angle(double[] state) {
    return Math.atan2(q.at(state), p.at(state));
  }

  /** The rate of phi1 times the square of the distance in the plane: zero where phi1 turns. */
  double turning(double[] state) {
    return p.at(state) * q.change(state, 3) - q.at(state) * p.change(state, 3);
  }

  /** The rate of {@link #turning} with time. */
  double turningRate(double[] state) {
    return p.at(state) * q.change(state, 6) - q.at(state) * p.change(state, 6);
  }

  /** The change of {@link #turning} with a displacement of position and velocity. */
  double turningChange(double[] state, double[] displacement) {
    return p.change(displacement, 0) * q.change(state, 3)
        + p.at(state) * q.change(displacement, 3)
        - q.change(displacement, 0) * p.change(state, 3)
        - q.at(state) * p.change(displacement, 3);
  }
}
