// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.odisseo.potential.PotentialCase.Density;

/** The integral of a density over a sphere about the origin, by Gauss-Legendre quadratures. */
final class SphereIntegral {

  private static final GaussIntegrator RADIAL = new GaussIntegratorFactory().legendre(80, 0, 1);
  private static final GaussIntegrator POLAR = new GaussIntegratorFactory().legendre(60, 0, 1);
  private static final int AZIMUTHAL = 32;

  private SphereIntegral() {}

  static double of(Density density, double radius) {
    // r = R s^8 makes a cusp as steep as r^-2.3 smooth: all in all s^(7 + 16 - 18.4).
    UnivariateFunction integrand =
        s -> {
          double r = radius * Math.pow(s, 8);
          return 8 * Math.pow(s, 7) * radius * r * r * shell(density, r);
        };
    return RADIAL.integrate(integrand);
  }

  /** The integral over directions; c = u^3 gathers points in the plane of a thin disk. */
  private static double shell(Density density, double r) {
    return POLAR.integrate(
        u -> 3 * u * u * (ring(density, r, u * u * u) + ring(density, r, -u * u * u)));
  }

  private static double ring(Density density, double r, double cos) {
    double sin = Math.sqrt(1 - cos * cos);
    double sum = 0;
    for (int k = 0; k < AZIMUTHAL; k++) {
      double phi = 2 * Math.PI * k / AZIMUTHAL;
      sum += density.at(r * sin * Math.cos(phi), r * sin * Math.sin(phi), r * cos);
    }
    return sum * 2 * Math.PI / AZIMUTHAL;
  }
}
