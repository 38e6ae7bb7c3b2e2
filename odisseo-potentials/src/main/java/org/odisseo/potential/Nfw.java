// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.expr.Expr;
import org.odisseo.units.UnitSystem;
import org.odisseo.validation.Require;

/**
 * A halo of Navarro, Frenk and White (1997, ApJ 490, 493), \(\Phi = -\frac{GM}{r_s}
 * \frac{\ln(1+x)}{x}\) with x = r/r_s, of density \(\rho = \frac{M}{4\pi r_s^3}
 * \frac{1}{x(1+x)^2}\).
 *
 * <p>The mass is the scale mass \(M = 4\pi\rho_0 r_s^3\), <em>not</em> a virial mass: the mass
 * within r is \(M[\ln(1+x) - x/(1+x)]\), which grows without limit. {@link #ofVirialMass} starts
 * from a virial mass. The potential is finite at the centre; the acceleration tends to GM/(2 r_s^2)
 * towards it from every side, and its value there is the mean over directions, zero.
 *
 * @param mass scale mass M [mass], at least 0
 * @param scaleRadius r_s [length], greater than 0
 */
public record Nfw(double mass, double scaleRadius) implements Potential {

  private static final Expr FORMULA =
      Expr.parse("-G*mass/scaleRadius*log_ratio(norm(x,y,z)/scaleRadius)");

  /** Hubble's constant of {@link #ofVirialMass(double, double)} [km/s/Mpc]. */
  private static final double HUBBLE = 70;

  private static final double OVERDENSITY = 200;

  /** Checks the parameters. */
  public Nfw {
    Require.nonNegative("mass", mass);
    Require.positive("scaleRadius", scaleRadius);
  }

  @Override
  public Expr potential() {
    return FORMULA;
  }

  /**
   * A halo of given virial mass and concentration, in {@link UnitSystem#GALACTIC}: the mean density
   * within the virial radius is 200 times the critical density \(3H^2/(8\pi G)\) for H = 70
   * km/s/Mpc.
   *
   * @param virialMass mass within the virial radius [solar masses], greater than 0
   * @param concentration virial radius over scale radius, greater than 0
   */
  public static Nfw ofVirialMass(double virialMass, double concentration) {
    UnitSystem units = UnitSystem.GALACTIC;
    double hubble = units.velocityFromKilometersPerSecond(HUBBLE) / 1e3; // per Mpc to per kpc
    double critical = 3 * hubble * hubble / (8 * Math.PI * units.gravitationalConstant());
    return ofVirialMass(virialMass, concentration, OVERDENSITY * critical);
  }

  /**
   * A halo of given virial mass, concentration and mean density within the virial radius, in any
   * units.
   *
   * @param virialMass mass within the virial radius [mass], greater than 0
   * @param concentration virial radius over scale radius, greater than 0
   * @param meanDensity mean density within the virial radius [mass length^-3], greater than 0
   */
  public static Nfw ofVirialMass(double virialMass, double concentration, double meanDensity) {
    Require.positive("virialMass", virialMass);
    Require.positive("concentration", concentration);
    Require.positive("meanDensity", meanDensity);
    double virialRadius = Math.cbrt(3 * virialMass / (4 * Math.PI * meanDensity));
    double enclosed = Math.log1p(concentration) - concentration / (1 + concentration);
    return new Nfw(virialMass / enclosed, virialRadius / concentration);
  }
}
