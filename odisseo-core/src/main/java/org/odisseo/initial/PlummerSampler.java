// SPDX-License-Identifier: Apache-2.0

package org.odisseo.initial;

import java.util.List;
import java.util.random.RandomGenerator;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;
import org.odisseo.validation.Require;

/**
 * Draws particles from a {@link PlummerSphere} with given noise: the same noise and sphere give the
 * same bits, and the particles are a differentiable function of the sphere.
 *
 * <pre>{@code
 * PlummerSampler sampler = PlummerSampler.of(new SplittableRandom(42), 1000).truncatedAt(10);
 * Particles stars = sampler.sample(PlummerSphere.of(1e4, 0.008), units);
 * TwiceDifferentiable<PlummerSphere, Particles> draw = sampler.map(units);
 * }</pre>
 *
 * <p>All particles have the mass M/N. Radii and speeds come from the exact inverses of their
 * distributions. Unless told otherwise the sampler moves the center of mass to the origin and to
 * rest. Immutable.
 */
public final class PlummerSampler {

  private static final int NUMBERS = 6;

  private static final ExpressionMap SCALES =
      ExpressionMap.parse(
          "mass = mass/count",
          "length = scaleRadius",
          "velocity = sqrt(G*mass/(massFraction*scaleRadius))");

  private final double[][] noise;
  private final double truncation;
  private final boolean centered;

  private PlummerSampler(double[][] noise, double truncation, boolean centered) {
    this.noise = noise;
    this.truncation = truncation;
    this.centered = centered;
  }

  /** A sampler of {@code count} particles whose noise is drawn now, particle by particle. */
  public static PlummerSampler of(RandomGenerator random, int count) {
    double[][] noise = new double[Require.atLeast("count", count, 1)][NUMBERS];
    for (double[] row : noise) {
      for (int k = 0; k < NUMBERS; k++) {
        row[k] = random.nextDouble();
      }
    }
    return new PlummerSampler(noise, Double.POSITIVE_INFINITY, true);
  }

  /**
   * A sampler with the given noise.
   *
   * @param noise for each particle six numbers in [0, 1): the fraction of the mass inside its
   *     radius, the polar angle (as (1 + cos theta)/2) and azimuth (as a fraction of a turn) of its
   *     position, the fraction of stars slower than it at its radius, polar angle and azimuth of
   *     its velocity
   */
  public static PlummerSampler of(double[][] noise) {
    Require.atLeast("the number of rows of noise", noise.length, 1);
    double[][] copy = new double[noise.length][];
    for (int i = 0; i < noise.length; i++) {
      copy[i] = Require.length("noise[" + i + "]", noise[i], NUMBERS, "per particle").clone();
      for (int k = 0; k < NUMBERS; k++) {
        Require.inHalfOpenRange("noise[" + i + "][" + k + "]", copy[i][k], 0, 1);
      }
    }
    return new PlummerSampler(copy, Double.POSITIVE_INFINITY, true);
  }

  /**
   * This sampler without particles beyond a radius r_t, in virial equilibrium. The total mass stays
   * M: the positions are those of the inner part of a sphere of mass M' = M (1 + a^2/r_t^2)^(3/2).
   *
   * <p>Nothing outside holds the edge, so the pressure has to vanish there. Jeans' equation with
   * that boundary takes the pressure at the edge from the pressure everywhere, which leaves the
   * dispersion
   *
   * <p>\(\sigma^2(r) = \frac{GM'}{6\sqrt{r^2+a^2}}
   * \left[1-\left(\frac{r^2+a^2}{r_t^2+a^2}\right)^3\right].\)
   *
   * <p>All speeds are those of the whole sphere times the root of the bracket. So the forces are
   * balanced at every radius and 2 K = -W on average over the draws. The distribution of velocities
   * at a radius keeps the shape that it has in the whole sphere, which is not exactly stationary: a
   * sharp edge cannot be, and softens within some dynamical times.
   *
   * @param scaleRadii the radius in units of the scale radius, greater than zero
   */
  public PlummerSampler truncatedAt(double scaleRadii) {
    return new PlummerSampler(noise, Require.positive("scaleRadii", scaleRadii), centered);
  }

  /** This sampler without the correction of the center of mass. */
  public PlummerSampler uncentered() {
    return new PlummerSampler(noise, truncation, false);
  }

  /** The number of particles. */
  public int count() {
    return noise.length;
  }

  /** Particles drawn from a sphere whose mass and radius must be greater than zero. */
  public Particles sample(PlummerSphere sphere, UnitSystem units) {
    PlummerSphere checked = PlummerSphere.of(sphere.mass(), sphere.scaleRadius());
    return map(units).apply(checked).validated();
  }

  /** The particles as a function of the sphere. */
  public TwiceDifferentiable<PlummerSphere, Particles> map(UnitSystem units) {
    Particles unit = unitSphere();
    ParameterSet fixed =
        ParameterSet.of(
            "G", units.gravitationalConstant(), "count", count(), "massFraction", massFraction());
    TwiceDifferentiable<ParameterSet, Particles> stretch =
        Maps.linear(scales -> scaled(unit, scales), cotangent -> projected(unit, cotangent));
    return Maps.toParameters(new PlummerSphere(1, 1)).then(SCALES.fixing(fixed)).then(stretch);
  }

  /** Masses, lengths and velocities times their scales. */
  private static Particles scaled(Particles unit, ParameterSet scales) {
    double[] data = unit.toArray();
    int n = unit.count();
    for (int i = 0; i < data.length; i++) {
      data[i] *= scales.value(kind(i / n));
    }
    return unit.withArray(data);
  }

  /** The transpose of {@link #scaled}: what each scale contributes. */
  private static ParameterSet projected(Particles unit, Particles cotangent) {
    double[] data = unit.toArray();
    double[] weights = cotangent.toArray();
    double[] sums = new double[3];
    for (int i = 0; i < data.length; i++) {
      sums[kind(i / unit.count())] += data[i] * weights[i];
    }
    return ParameterSet.of(List.of("mass", "length", "velocity"), sums);
  }

  /** Which scale a block of the particles has: mass; softening and position; velocity. */
  private static int kind(int block) {
    return block == 0 ? 0 : block < 5 ? 1 : 2;
  }

  /** The fraction of a whole sphere's mass that lies within the truncation radius. */
  private double massFraction() {
    return truncation == Double.POSITIVE_INFINITY
        ? 1
        : new PlummerSphere(1, 1).enclosedMass(truncation);
  }

  /** What is left of a speed, at a radius of the unit sphere, without the pressure at the edge. */
  private double remainingSpeed(double radius) {
    double square = (1 + radius * radius) / (1 + truncation * truncation);
    // Rounding may put the last particle an ulp outside of the edge.
    return Math.sqrt(Math.max(0, 1 - square * square * square));
  }

  /** The draw for G = M = a = 1, each particle with the mass one. */
  private Particles unitSphere() {
    int n = count();
    double[][] position = new double[n][];
    double[][] velocity = new double[n][];
    double[] mass = new double[n];
    double fraction = massFraction();
    for (int i = 0; i < n; i++) {
      double[] u = noise[i];
      double radius = 1 / Math.sqrt(StrictMath.expm1(-2.0 / 3 * StrictMath.log(fraction * u[0])));
      double escape = Math.sqrt(2 / Math.sqrt(1 + radius * radius));
      mass[i] = 1;
      position[i] = direction(radius, u[1], u[2]);
      double speed = escape * PlummerSpeed.quantile(u[3]) * remainingSpeed(radius);
      velocity[i] = direction(speed, u[4], u[5]);
    }
    Particles draw = Particles.of(mass, position, velocity);
    return centered ? draw.centered() : draw;
  }

  private static double[] direction(double length, double polar, double azimuth) {
    double cosine = 2 * polar - 1;
    double sine = Math.sqrt(1 - cosine * cosine);
    double angle = 2 * Math.PI * azimuth;
    return new double[] {
      length * sine * StrictMath.cos(angle), length * sine * StrictMath.sin(angle), length * cosine
    };
  }
}
