// SPDX-License-Identifier: Apache-2.0

package org.odisseo.initial;

import java.util.random.RandomGenerator;
import org.odisseo.autodiff.VectorRecord;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;
import org.odisseo.validation.Require;

/**
 * A Plummer sphere in equilibrium: density 3 M / (4 pi a^3) (1 + r^2/a^2)^(-5/2) and isotropic
 * velocities.
 *
 * <p>Any numbers are accepted, since a record of this type also serves as a gradient; {@link #of}
 * checks.
 *
 * @param mass total mass M
 * @param scaleRadius Plummer's radius a [length]
 * @source Plummer 1911, MNRAS 71, 460; Dejonghe 1987, MNRAS 224, 13
 */
public record PlummerSphere(double mass, double scaleRadius)
    implements VectorRecord<PlummerSphere> {

  /** Half-mass radius of the sphere of unit scale radius: 1/sqrt(2^(2/3) - 1) = 1.3047660. */
  private static final double HALF_MASS = 1 / Math.sqrt(Math.cbrt(4) - 1);

  /** A sphere whose mass and scale radius must be greater than zero. */
  public static PlummerSphere of(double mass, double scaleRadius) {
    return new PlummerSphere(
        Require.positive("mass", mass), Require.positive("scaleRadius", scaleRadius));
  }

  /** The sphere with the given half-mass radius, which is 1.3048 scale radii. */
  public static PlummerSphere withHalfMassRadius(double mass, double halfMassRadius) {
    return of(mass, Require.positive("halfMassRadius", halfMassRadius) / HALF_MASS);
  }

  /** The radius that encloses half of the mass. */
  public double halfMassRadius() {
    return HALF_MASS * scaleRadius;
  }

  /** The mass within a radius. */
  public double enclosedMass(double radius) {
    double s = radius / scaleRadius;
    return mass * Math.pow(s / Math.sqrt(1 + s * s), 3);
  }

  /** The potential energy -3 pi G M^2 / (32 a), each pair counted once. */
  public double potentialEnergy(UnitSystem units) {
    return -3 * Math.PI / 32 * units.gravitationalConstant() * mass * mass / scaleRadius;
  }

  /**
   * The velocity dispersion in one direction at a radius: the root of G M / (6 sqrt(r^2 + a^2)).
   */
  public double velocityDispersion(double radius, UnitSystem units) {
    return Math.sqrt(units.gravitationalConstant() * mass / (6 * Math.hypot(radius, scaleRadius)));
  }

  /** The time scale sqrt(a^3 / (G M)), near the crossing time of the core. */
  public double dynamicalTime(UnitSystem units) {
    return scaleRadius * Math.sqrt(scaleRadius / (units.gravitationalConstant() * mass));
  }

  /**
   * Particles of equal mass drawn from the sphere, with the center of mass at rest at the origin.
   * For a truncated sphere, for derivatives and for noise of one's own see {@link PlummerSampler}.
   *
   * @param random source of six numbers per particle
   * @param count number of particles, at least one
   * @param units units of the mass and the radius, which give G its value
   */
  public Particles sample(RandomGenerator random, int count, UnitSystem units) {
    return PlummerSampler.of(random, count).sample(this, units);
  }
}
