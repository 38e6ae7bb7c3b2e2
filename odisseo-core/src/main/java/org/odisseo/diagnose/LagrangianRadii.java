// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.validation.Require;

/** Radii of spheres that hold given parts of the mass. */
public final class LagrangianRadii {

  private LagrangianRadii() {}

  /** Radii about the center of mass. */
  public static double[] of(Particles particles, double... fractions) {
    return about(particles.centerOfMass(), particles, fractions);
  }

  /** The radius about the center of mass that holds half of the mass. */
  public static double halfMass(Particles particles) {
    return of(particles, 0.5)[0];
  }

  /**
   * Radii about a center: for each fraction the distance of the body with which the mass within,
   * half of its own counted, comes to that fraction of the whole, interpolated between bodies. If
   * no body has mass each counts as one.
   *
   * @param fractions greater than 0 and less than 1
   */
  public static double[] about(PhasePoint center, Particles particles, double... fractions) {
    int n = particles.count();
    double[] radius = new double[n];
    for (int i = 0; i < n; i++) {
      radius[i] =
          Math.sqrt(
              square(particles.x(i) - center.x())
                  + square(particles.y(i) - center.y())
                  + square(particles.z(i) - center.z()));
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> radius[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double total = particles.totalMass();
    double[] within = new double[n];
    double sum = 0;
    for (int k = 0; k < n; k++) {
      double share = total == 0 ? 1.0 / n : particles.mass(order[k]) / total;
      within[k] = sum + share / 2;
      sum += share;
    }
    double[] radii = new double[fractions.length];
    for (int f = 0; f < fractions.length; f++) {
      double fraction = Require.positive("fraction", fractions[f]);
      Require.inHalfOpenRange("fraction", fraction, 0, 1);
      radii[f] = interpolate(within, order, radius, fraction);
    }
    return radii;
  }

  private static double interpolate(
      double[] within, int[] order, double[] radius, double fraction) {
    int k = 0;
    while (k < within.length && within[k] < fraction) {
      k++;
    }
    if (k == 0 || k == within.length) {
      return radius[order[k == 0 ? 0 : k - 1]];
    }
    double part = (fraction - within[k - 1]) / (within[k] - within[k - 1]);
    double inner = radius[order[k - 1]];
    return inner + part * (radius[order[k]] - inner);
  }

  private static double square(double value) {
    return value * value;
  }
}
