// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import org.odisseo.particles.Particles;

/**
 * The angular momentum \(\sum m_i x_i \times v_i\) about the origin.
 *
 * @param x component along x
 * @param y component along y
 * @param z component along z
 */
public record AngularMomentum(double x, double y, double z) {

  /** The angular momentum of all bodies. */
  public static AngularMomentum of(Particles p) {
    double x = 0;
    double y = 0;
    double z = 0;
    for (int i = 0; i < p.count(); i++) {
      x += p.mass(i) * (p.y(i) * p.vz(i) - p.z(i) * p.vy(i));
      y += p.mass(i) * (p.z(i) * p.vx(i) - p.x(i) * p.vz(i));
      z += p.mass(i) * (p.x(i) * p.vy(i) - p.y(i) * p.vx(i));
    }
    return new AngularMomentum(x, y, z);
  }

  /** Its length. */
  public double length() {
    return Math.sqrt(x * x + y * y + z * z);
  }
}
