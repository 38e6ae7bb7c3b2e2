// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import java.util.Arrays;
import org.odisseo.gravity.DirectSummation;
import org.odisseo.particles.Particles;
import org.odisseo.validation.Require;

/**
 * The virial theorem for bodies that attract each other: in equilibrium \(2 K = -\sum m_i x_i \cdot
 * a_i\), with velocities relative to the center of mass. Without softening the right side is
 * \(-W\).
 */
public final class Virial {

  private Virial() {}

  /**
   * The ratio of \(2 K\) to \(-\sum m_i x_i \cdot a_i\): 1 in equilibrium, more if too hot, less if
   * too cold.
   *
   * @throws IllegalArgumentException if fewer than two bodies have mass, which have no virial
   */
  public static double ratio(double gravitationalConstant, Particles particles) {
    int heavy = (int) Arrays.stream(particles.masses()).filter(mass -> mass != 0).count();
    Require.atLeast("the number of bodies with mass", heavy, 2);
    Particles centered = particles.centered();
    double[][] a = DirectSummation.of(gravitationalConstant, centered).acceleration(centered);
    double virial = 0;
    for (int i = 0; i < centered.count(); i++) {
      virial +=
          centered.mass(i)
              * (centered.x(i) * a[0][i] + centered.y(i) * a[1][i] + centered.z(i) * a[2][i]);
    }
    return 2 * Energy.kinetic(centered) / -virial;
  }
}
