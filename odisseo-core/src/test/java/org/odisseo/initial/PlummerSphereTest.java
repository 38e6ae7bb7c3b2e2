// SPDX-License-Identifier: Apache-2.0

package org.odisseo.initial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Hessian;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Scalar;
import org.odisseo.diagnose.Virial;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.testkit.DifferentiableContract;
import org.odisseo.units.UnitSystem;

/**
 * Statistical tests use fixed seeds and allow four standard deviations of the sampling error, which
 * is computed from the model.
 */
class PlummerSphereTest {

  private static final UnitSystem GALACTIC = UnitSystem.GALACTIC;
  private static final double G = GALACTIC.gravitationalConstant();
  private static final double SIGMAS = 4;

  /** 10^4.05 solar masses, 8 pc. */
  private static final PlummerSphere CLUSTER = PlummerSphere.of(Math.pow(10, 4.05), 0.008);

  private static Particles draw(long seed, int count) {
    return PlummerSampler.of(new SplittableRandom(seed), count)
        .uncentered()
        .sample(CLUSTER, GALACTIC);
  }

  private static double[] radii(Particles particles) {
    double[] radii = new double[particles.count()];
    Arrays.setAll(radii, i -> particles.phasePoint(i).radius());
    return radii;
  }

  @Nested
  class Contract extends DifferentiableContract<PlummerSphere, Particles> {
    @Override
    protected Differentiable<PlummerSphere, Particles> map() {
      return PlummerSampler.of(new SplittableRandom(3), 20).map(GALACTIC);
    }

    @Override
    protected List<PlummerSphere> points() {
      return List.of(CLUSTER, PlummerSphere.of(1e8, 1));
    }
  }

  @Nested
  class TruncatedContract extends DifferentiableContract<PlummerSphere, Particles> {
    @Override
    protected Differentiable<PlummerSphere, Particles> map() {
      return PlummerSampler.of(new SplittableRandom(3), 5).truncatedAt(2).map(GALACTIC);
    }

    @Override
    protected List<PlummerSphere> points() {
      return List.of(CLUSTER);
    }
  }

  @Test
  void totalMassIsHonoredByEqualMasses() {
    Particles cluster = CLUSTER.sample(new SplittableRandom(1), 1000, GALACTIC);
    assertEquals(CLUSTER.mass(), cluster.totalMass(), 1e-12 * CLUSTER.mass());
    assertEquals(CLUSTER.mass() / 1000, cluster.mass(0));
    assertEquals(cluster.mass(0), cluster.mass(999));
    assertEquals(0, cluster.softening(0));
  }

  @Test
  void centerOfMassIsAtRestAtTheOrigin() {
    PhasePoint center = CLUSTER.sample(new SplittableRandom(1), 1000, GALACTIC).centerOfMass();
    assertEquals(0, center.radius(), 1e-13 * CLUSTER.scaleRadius());
    assertEquals(0, center.speed(), 1e-13 * CLUSTER.velocityDispersion(0, GALACTIC));
    assertTrue(draw(1, 1000).centerOfMass().radius() > 1e-3 * CLUSTER.scaleRadius());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void halfOfTheMassIsWithinTheHalfMassRadius(long seed) {
    assertEquals(1.3048, CLUSTER.halfMassRadius() / CLUSTER.scaleRadius(), 5e-5);
    int n = 10000;
    double[] radii = radii(draw(seed, n));
    Arrays.sort(radii);
    double half = CLUSTER.halfMassRadius();
    // The median of n draws has the standard deviation 1 / (2 f sqrt(n)), f the density there.
    double h = 1e-6 * half;
    double density =
        (CLUSTER.enclosedMass(half + h) - CLUSTER.enclosedMass(half - h))
            / (2 * h * CLUSTER.mass());
    double deviation = 1 / (2 * density * Math.sqrt(n));
    assertEquals(half, (radii[n / 2 - 1] + radii[n / 2]) / 2, SIGMAS * deviation);
    assertTrue(SIGMAS * deviation < 0.06 * half);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void radiiFollowTheMassProfile(long seed) {
    double[] radii = radii(draw(seed, 10000));
    assertKolmogorovSmirnov(radii, r -> CLUSTER.enclosedMass(r) / CLUSTER.mass());
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void directionsAreIsotropic(long seed) {
    Particles cluster = draw(seed, 10000);
    double[] cosines = new double[cluster.count()];
    double[] azimuths = new double[cluster.count()];
    double[] angles = new double[cluster.count()];
    for (int i = 0; i < cosines.length; i++) {
      PhasePoint p = cluster.phasePoint(i);
      cosines[i] = p.z() / p.radius();
      azimuths[i] = Math.atan2(p.y(), p.x());
      angles[i] = (p.x() * p.vx() + p.y() * p.vy() + p.z() * p.vz()) / p.radius() / p.speed();
    }
    assertKolmogorovSmirnov(cosines, c -> (1 + c) / 2);
    assertKolmogorovSmirnov(azimuths, a -> (a + Math.PI) / (2 * Math.PI));
    assertKolmogorovSmirnov(angles, c -> (1 + c) / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void velocityDispersionFollowsItsProfile(long seed) {
    int n = 20000;
    Particles cluster = draw(seed, n);
    double[] edges = {0, 0.5, 0.8, 1.2, 1.7, 2.5, 5};
    for (int bin = 0; bin + 1 < edges.length; bin++) {
      double sum = 0;
      int inside = 0;
      for (int i = 0; i < n; i++) {
        PhasePoint p = cluster.phasePoint(i);
        double s = p.radius() / CLUSTER.scaleRadius();
        if (s >= edges[bin] && s < edges[bin + 1]) {
          double sigma = CLUSTER.velocityDispersion(p.radius(), GALACTIC);
          sum += p.speed() * p.speed() / (3 * sigma * sigma);
          inside++;
        }
      }
      // v^2 / v_escape^2 is distributed as Beta(3/2, 9/2): mean 1/4, variance 3/112; v_escape^2 is
      // 12
      // sigma^2, so the summand has mean 1 and variance 16 * 3/112 = 3/7.
      double deviation = Math.sqrt(3.0 / 7 / inside);
      assertEquals(1, sum / inside, SIGMAS * deviation, "bin " + bin);
      assertTrue(SIGMAS * deviation < 0.1);
    }
  }

  @Test
  void velocityDispersionAtTheCenterIsTheKnownOne() {
    // sigma^2 = G M / (6 a), with G in kpc (km/s)^2 per solar mass.
    double sigma = GALACTIC.velocityToKilometersPerSecond(CLUSTER.velocityDispersion(0, GALACTIC));
    assertEquals(Math.sqrt(4.300917270036279e-06 * Math.pow(10, 4.05) / 6 / 0.008), sigma, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 12})
  void clusterIsInVirialEquilibrium(long seed) {
    int n = 3000;
    Particles cluster = draw(seed, n);
    double kinetic = kineticEnergy(cluster);
    double potential = CLUSTER.potentialEnergy(GALACTIC);
    // K is a sum over v^2 = 12 sigma^2(r) t with t from Beta(3/2, 9/2); relative to its mean, with
    // y = (1 + s^2)^(-1/2): <y> = 3 pi/16, <y^2> = 2/5, <t^2>/<t>^2 = 10/7.
    double meanY = 3 * Math.PI / 16;
    double relative = Math.sqrt((0.4 * 10 / 7 / (meanY * meanY) - 1) / n);
    assertTrue(relative < 0.02);
    assertEquals(1, 2 * kinetic / -potential, SIGMAS * relative);
    // The pair sum scatters as the mean of y does (twice, since pairs share particles).
    double scatter = 2 * Math.sqrt((0.4 / (meanY * meanY) - 1) / n);
    double pairs = pairPotentialEnergy(cluster) * n / (n - 1);
    assertEquals(1, pairs / potential, SIGMAS * scatter);
    assertTrue(SIGMAS * scatter < 0.15);
  }

  @Test
  void potentialEnergyIsTheIntegralOverTheDensity() {
    // W = 1/2 integral of rho phi dV = -G M^2 / (2 a) integral of (1 + s^2)^(-1/2) dm(s).
    int panels = 100000;
    double sum = 0;
    for (int i = 0; i < panels; i++) {
      double m = (i + 0.5) / panels;
      sum += Math.sqrt(1 - Math.pow(m, 2.0 / 3)) / panels;
    }
    double expected = -G * CLUSTER.mass() * CLUSTER.mass() / (2 * CLUSTER.scaleRadius()) * sum;
    assertEquals(expected, CLUSTER.potentialEnergy(GALACTIC), -1e-6 * expected);
  }

  @Test
  void everyParticleIsBound() {
    Particles cluster = draw(13, 5000);
    for (int i = 0; i < cluster.count(); i++) {
      PhasePoint p = cluster.phasePoint(i);
      double escape = Math.sqrt(12) * CLUSTER.velocityDispersion(p.radius(), GALACTIC);
      assertTrue(p.speed() < escape);
    }
  }

  @Test
  void truncationKeepsTheMassAndTheEquilibrium() {
    double limit = 3;
    int n = 20000;
    PlummerSampler sampler =
        PlummerSampler.of(new SplittableRandom(14), n).uncentered().truncatedAt(limit);
    Particles cluster = sampler.sample(CLUSTER, GALACTIC);
    double[] radii = radii(cluster);
    double edge = limit * CLUSTER.scaleRadius();
    assertTrue(Arrays.stream(radii).max().orElseThrow() <= edge);
    assertEquals(CLUSTER.mass(), cluster.totalMass(), 1e-12 * CLUSTER.mass());
    double inside = CLUSTER.enclosedMass(edge);
    assertKolmogorovSmirnov(radii, r -> CLUSTER.enclosedMass(r) / inside);

    // Jeans' equation holds inside with the mass that is really there and no pressure at the edge:
    // the dispersion in a whole sphere whose inner part has the mass M, times
    // 1 - ((r^2 + a^2) / (r_t^2 + a^2))^3.
    double sum = 0;
    for (int i = 0; i < n; i++) {
      PhasePoint p = cluster.phasePoint(i);
      double sigma = truncatedDispersion(p.radius(), edge);
      sum += p.speed() * p.speed() / (3 * sigma * sigma);
    }
    double deviation = Math.sqrt(3.0 / 7 / n);
    assertEquals(1, sum / n, SIGMAS * deviation);
    assertTrue(CLUSTER.mass() / inside > 1 + 2 * SIGMAS * deviation);
  }

  /** The velocity dispersion in one direction in the truncated cluster, by Jeans' equation. */
  private static double truncatedDispersion(double r, double edge) {
    double a = CLUSTER.scaleRadius();
    double mass = CLUSTER.mass() * Math.pow(1 + a * a / (edge * edge), 1.5);
    double square = (r * r + a * a) / (edge * edge + a * a);
    return Math.sqrt(G * mass / (6 * Math.hypot(r, a)) * (1 - Math.pow(square, 3)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3, 10})
  void dispersionOfTheTruncatedClusterSolvesTheEquationOfJeans(double limit) {
    double a = CLUSTER.scaleRadius();
    double edge = limit * a;
    for (double fraction : new double[] {0.1, 0.5, 0.9}) {
      double r = fraction * edge;
      double h = 1e-4 * r;
      double slope = (pressure(r + h, edge) - pressure(r - h, edge)) / (2 * h);
      double mass = CLUSTER.mass() * CLUSTER.enclosedMass(r) / CLUSTER.enclosedMass(edge);
      double weight = density(r) * G * mass / (r * r);
      assertEquals(-weight, slope, 1e-7 * weight);
    }
    assertEquals(0, truncatedDispersion(edge, edge));
  }

  private static double density(double r) {
    double a = CLUSTER.scaleRadius();
    return Math.pow(1 + r * r / (a * a), -2.5);
  }

  private static double pressure(double r, double edge) {
    return density(r) * Math.pow(truncatedDispersion(r, edge), 2);
  }

  /** The largest truncation is as good as none: there the equilibrium is that of the sphere. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3, 10, 1e6})
  void truncatedClusterIsInVirialEquilibrium(double limit) {
    int n = 3000;
    double sum = 0;
    double variance = 0;
    int seeds = 4;
    for (int seed = 20; seed < 20 + seeds; seed++) {
      Particles cluster =
          PlummerSampler.of(new SplittableRandom(seed), n)
              .truncatedAt(limit)
              .sample(CLUSTER, GALACTIC);
      double ratio = Virial.ratio(G, cluster);
      double square = squaredVirialError(cluster, limit * CLUSTER.scaleRadius());
      assertEquals(1, ratio, SIGMAS * Math.sqrt(square), "seed " + seed);
      sum += ratio;
      variance += square;
    }
    double deviation = Math.sqrt(variance) / seeds;
    assertEquals(1, sum / seeds, SIGMAS * deviation);
    // The speeds of the whole sphere would give 1.72 and 1.039 at one and three scale radii.
    assertTrue(SIGMAS * deviation < 0.035, "too few to notice: " + deviation);
  }

  /**
   * The squared sampling error of 2 K / |W|. To first order a particle adds its kinetic energy over
   * the mean to the one, and twice its potential over the mean to the other, since W is a sum over
   * pairs.
   */
  private static double squaredVirialError(Particles cluster, double edge) {
    int n = cluster.count();
    double[] kinetic = new double[n];
    double[] potential = new double[n];
    double a = CLUSTER.scaleRadius();
    double atEdge = Math.pow(1 + a * a / (edge * edge), -1.5) / edge - 1 / Math.hypot(edge, a);
    for (int i = 0; i < n; i++) {
      kinetic[i] = Math.pow(cluster.phasePoint(i).speed(), 2);
      potential[i] = atEdge + 1 / Math.hypot(cluster.phasePoint(i).radius(), a);
    }
    double meanKinetic = Arrays.stream(kinetic).average().orElseThrow();
    double meanPotential = Arrays.stream(potential).average().orElseThrow();
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += Math.pow(kinetic[i] / meanKinetic - 2 * potential[i] / meanPotential + 1, 2);
    }
    return squares / n / n;
  }

  /** The speeds follow from the formula of a whole sphere, with no factor in between. */
  @Test
  void wholeSphereIsNotTouchedByTheCareForTheEdge() {
    double[][] noise = new double[50][6];
    SplittableRandom random = new SplittableRandom(6);
    for (double[] row : noise) {
      Arrays.setAll(row, k -> random.nextDouble());
    }
    PlummerSphere unit = PlummerSphere.of(1, 1);
    Particles whole = PlummerSampler.of(noise).uncentered().sample(unit, UnitSystem.NBODY);
    for (int i = 0; i < 50; i++) {
      double[] u = noise[i];
      double radius = 1 / Math.sqrt(StrictMath.expm1(-2.0 / 3 * StrictMath.log(u[0])));
      double speed = Math.sqrt(2 / Math.sqrt(1 + radius * radius)) * PlummerSpeed.quantile(u[3]);
      assertEquals(speed * (2 * u[4] - 1), whole.vz(i));
    }
  }

  @Test
  void sameSeedSameBits() {
    Particles first = CLUSTER.sample(new SplittableRandom(5), 500, GALACTIC);
    assertEquals(first, CLUSTER.sample(new SplittableRandom(5), 500, GALACTIC));
    assertNotEquals(first, CLUSTER.sample(new SplittableRandom(6), 500, GALACTIC));
  }

  @Test
  void noiseOfOnesOwnGivesTheParticleThatItDescribes() {
    // Half of the mass inside, on the equator at a right angle, at rest.
    double[][] noise = {{0.5, 0.5, 0.25, 0, 0.1, 0.9}};
    Particles one = PlummerSampler.of(noise).uncentered().sample(CLUSTER, GALACTIC);
    assertEquals(CLUSTER.halfMassRadius(), one.y(0), 1e-15 * 8);
    assertArrayEquals(
        new double[] {0, 0, 0, 0, 0},
        new double[] {one.x(0), one.z(0), one.vx(0), one.vy(0), one.vz(0)},
        1e-17);
    Particles centered = PlummerSampler.of(noise).sample(CLUSTER, GALACTIC);
    assertEquals(0, centered.phasePoint(0).radius());
  }

  @Test
  void hessianOfTheKineticEnergyIsExact() {
    PlummerSampler sampler = PlummerSampler.of(new SplittableRandom(2), 50);
    Particles onlyVelocities =
        Particles.displacement(zeros(), zeros(), zeros(), zeros(), zeros(), ones(), ones(), ones());
    Differentiable<PlummerSphere, Scalar> squares =
        sampler
            .map(GALACTIC)
            .then(
                Maps.<Particles, Particles>linear(
                    p -> masked(p, onlyVelocities), c -> masked(c, onlyVelocities)))
            .then(Maps.sumOfSquares());
    Hessian<PlummerSphere> hessian = Hessian.of(squares, CLUSTER);
    // The sum of v^2 is c M / a, so the second derivative is 2 c M / a^3, -c / a^2, 0.
    double c = squares.apply(CLUSTER).value() * CLUSTER.scaleRadius() / CLUSTER.mass();
    assertTrue(hessian.isExact());
    double a = CLUSTER.scaleRadius();
    double aa = 2 * c * CLUSTER.mass() / (a * a * a);
    assertEquals(aa, hessian.entry("scaleRadius", "scaleRadius"), 1e-13 * aa);
    assertEquals(-c / (a * a), hessian.entry("mass", "scaleRadius"), 1e-13 * c / (a * a));
    assertEquals(0, hessian.entry("mass", "mass"), 1e-13 * c / (a * CLUSTER.mass()));
  }

  @Test
  void badArgumentsAreRefused() {
    assertMessage("mass must be > 0 and finite, got -1.0", () -> PlummerSphere.of(-1, 1));
    assertMessage("scaleRadius must be > 0 and finite, got 0.0", () -> PlummerSphere.of(1, 0));
    assertMessage(
        "halfMassRadius must be > 0 and finite, got NaN",
        () -> PlummerSphere.withHalfMassRadius(1, Double.NaN));
    assertMessage(
        "count must be >= 1, got 0", () -> CLUSTER.sample(new SplittableRandom(1), 0, GALACTIC));
    assertMessage(
        "noise[1] must have length 6 (per particle), got 5",
        () -> PlummerSampler.of(new double[][] {new double[6], new double[5]}));
    assertMessage(
        "noise[0][3] must be >= 0.0 and < 1.0, got 1.0",
        () -> PlummerSampler.of(new double[][] {{0, 0, 0, 1, 0, 0}}));
    assertMessage(
        "scaleRadii must be > 0 and finite, got -2.0",
        () -> PlummerSampler.of(new SplittableRandom(1), 2).truncatedAt(-2));
    assertMessage(
        "mass must be > 0 and finite, got NaN",
        () -> new PlummerSphere(Double.NaN, 1).sample(new SplittableRandom(1), 2, GALACTIC));
  }

  @Test
  void halfMassRadiusGoesBothWays() {
    PlummerSphere sphere = PlummerSphere.withHalfMassRadius(5, 2);
    assertEquals(2, sphere.halfMassRadius(), 1e-15);
    assertEquals(2.5, sphere.enclosedMass(2), 1e-14);
    assertEquals(5, sphere.enclosedMass(1e9), 1e-14);
  }

  /** The largest distance between sample and model, at one chance in 3000 of a false alarm. */
  private static void assertKolmogorovSmirnov(double[] sample, DoubleUnaryOperator cumulative) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double largest = 0;
    int n = sorted.length;
    for (int i = 0; i < n; i++) {
      double expected = cumulative.applyAsDouble(sorted[i]);
      largest = Math.max(largest, Math.abs(expected - (double) i / n));
      largest = Math.max(largest, Math.abs(expected - (i + 1.0) / n));
    }
    assertTrue(largest < 2.1 / Math.sqrt(n), "distance " + largest + " for " + n + " draws");
  }

  private static double kineticEnergy(Particles particles) {
    double sum = 0;
    for (int i = 0; i < particles.count(); i++) {
      double v = particles.phasePoint(i).speed();
      sum += particles.mass(i) * v * v / 2;
    }
    return sum;
  }

  private static double pairPotentialEnergy(Particles p) {
    double[] x = p.x();
    double[] y = p.y();
    double[] z = p.z();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        double dx = x[i] - x[j];
        double dy = y[i] - y[j];
        double dz = z[i] - z[j];
        sum -= 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
      }
    }
    return G * p.mass(0) * p.mass(0) * sum;
  }

  private static Particles masked(Particles particles, Particles mask) {
    double[] values = particles.toArray();
    double[] factors = mask.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i];
    }
    return particles.withArray(values);
  }

  private static double[] zeros() {
    return new double[50];
  }

  private static double[] ones() {
    double[] ones = new double[50];
    Arrays.fill(ones, 1);
    return ones;
  }
}
