// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.field.ExternalField;
import org.odisseo.initial.PlummerSampler;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.integrate.Integrators;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.potential.CompositePotential;
import org.odisseo.potential.LogarithmicHalo;
import org.odisseo.potential.MilkyWay;
import org.odisseo.potential.MiyamotoNagai;
import org.odisseo.potential.Nfw;
import org.odisseo.potential.PointMass;
import org.odisseo.potential.Potential;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.sky.Observer;
import org.odisseo.sky.StreamFrame;
import org.odisseo.sky.StreamTable;
import org.odisseo.testkit.DerivativeCheck;
import org.odisseo.testkit.DifferentiableContract;
import org.odisseo.units.UnitSystem;

class ParticleSprayTest {

  private static final double G = UnitSystem.GALACTIC.gravitationalConstant();

  /** Every parameter of this host is felt by the stars, so that every derivative is checked. */
  private static final Potential HOST =
      CompositePotential.of("halo", new Nfw(4e11, 16), "disk", new MiyamotoNagai(7e10, 3, 0.28));

  private static final PhasePoint TODAY = PhasePoint.of(-11.8, 0.79, 6.4, -0.112, -0.26, -0.092);

  private static StreamParameters at(Potential host, double duration, double mass) {
    return new StreamParameters(duration, PlummerSphere.of(mass, 0.01), TODAY, host.parameters());
  }

  private static ParticleSpray spray(Potential host, int steps, SprayRecipe recipe, int releases) {
    return ParticleSpray.of(
        Simulation.in(host).withSteps(steps), recipe, new SplittableRandom(8), releases, 3);
  }

  /** A heavy cluster, since a tidal radius of 0.1 kpc at 12 kpc costs differences two digits. */
  private abstract static class Contract
      extends DifferentiableContract<StreamParameters, Particles> {
    @Override
    protected DerivativeCheck<StreamParameters, Particles> check(
        Differentiable<StreamParameters, Particles> map, StreamParameters at) {
      return DerivativeCheck.of(map, at).withDifferenceTolerance(2e-6);
    }

    @Override
    protected List<StreamParameters> points() {
      return List.of(at(HOST, 40, 1e7));
    }
  }

  @Nested
  class ChenInTheFieldOfTheProgenitor extends Contract {
    @Override
    protected Differentiable<StreamParameters, Particles> map() {
      return spray(HOST, 20, SprayRecipe.chen2024(), 2);
    }
  }

  @Nested
  class FardalWithoutIt extends Contract {
    @Override
    protected Differentiable<StreamParameters, Particles> map() {
      return spray(HOST, 20, SprayRecipe.fardal2015(), 2).withoutProgenitorField();
    }
  }

  private static final double RADIUS = 10;
  private static final double MASS = 3e5;

  /** A circular orbit in the plane, at angle zero today. */
  private static StreamParameters circular(Potential host, double duration) {
    double speed = host.circularVelocity().at(RADIUS);
    return new StreamParameters(
        duration,
        PlummerSphere.of(MASS, 0.01),
        PhasePoint.of(RADIUS, 0, 0, 0, speed, 0),
        host.parameters());
  }

  /** Kepler: Omega^2 - d2Phi/dr2 = 3 G M/r^3; logarithmic halo: 2 v^2/r^2 = 2 G M(r)/r^3. */
  @Test
  void tidalRadiiAreInClosedForm() {
    double central = 8e10;
    double speed = 0.225;
    double enclosed = speed * speed * RADIUS / G;
    double kepler = RADIUS * Math.cbrt(MASS / (3 * central));
    double logarithmic = RADIUS * Math.cbrt(MASS / (2 * enclosed));
    assertTidalRadii(new PointMass(central), kepler);
    assertTidalRadii(new LogarithmicHalo(speed, 1, 0), logarithmic);
  }

  private static void assertTidalRadii(Potential host, double expected) {
    ParticleSpray spray = precise(host, SprayRecipe.chen2024());
    for (double radius : spray.tidalRadii(circular(host, 300))) {
      assertEquals(expected, radius, 1e-10 * expected);
    }
  }

  private static ParticleSpray precise(Potential host, SprayRecipe recipe) {
    Simulation simulation =
        Simulation.in(host).withIntegrator(Integrators.dopri853()).withSteps(200);
    return ParticleSpray.of(simulation, recipe, new SplittableRandom(8), 4, 3);
  }

  /**
   * On a circular orbit the axes are those of cylindrical coordinates. Fardal: at R + k_r r_t and
   * k_z r_t, with the velocity of the progenitor and k_vt Omega r_t along phi, k_vz Omega r_t along
   * z. The signs of a leading star are reversed.
   */
  @Test
  void fardalStarsAreReleasedAsInThePaper() {
    Potential host = new LogarithmicHalo(0.225, 1, 0);
    ParticleSpray spray = precise(host, SprayRecipe.fardal2015());
    StreamParameters at = circular(host, 300);
    Particles stars = spray.released(at);
    double tidal = RADIUS * Math.cbrt(MASS / (2 * 0.225 * 0.225 * RADIUS / G));
    double omega = 0.225 / RADIUS;
    SplittableRandom random = new SplittableRandom(8);
    double[] ages = spray.ages(300);
    for (int i = 0; i < spray.count(); i++) {
      assertEquals(300 * (4 - i / 3) / 4.0, ages[i]);
      assertEquals(i % 2 == 1, spray.isLeading(i));
      double sign = spray.isLeading(i) ? -1 : 1;
      double kr = sign * (2 + 0.4 * random.nextGaussian());
      double kz = sign * 0.5 * random.nextGaussian();
      double kvt = sign * (0.3 + 0.4 * random.nextGaussian());
      double kvz = sign * 0.5 * random.nextGaussian();
      double angle = -omega * ages[i];
      double r = RADIUS + kr * tidal;
      double v = 0.225 + kvt * omega * tidal;
      double[] expected = {
        r * Math.cos(angle),
        r * Math.sin(angle),
        kz * tidal,
        -v * Math.sin(angle),
        v * Math.cos(angle),
        kvz * omega * tidal
      };
      assertArrayEquals(expected, stars.phasePoint(i).toArray(), 1e-10);
    }
  }

  /**
   * Chen: the draws in tidal radii, along the axes of cylindrical coordinates, and with the escape
   * speed from a point mass there, whatever the unit of velocities.
   */
  @Test
  void chenStarsLeaveWithTheEscapeSpeed() {
    Potential host = new LogarithmicHalo(0.225, 1, 0);
    StreamParameters at = circular(host, 300);
    ParticleSpray spray = precise(host, SprayRecipe.chen2024());
    Particles stars = spray.released(at);
    double tidal = RADIUS * Math.cbrt(MASS / (2 * 0.225 * 0.225 * RADIUS / G));
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < spray.count(); i++) {
      double[] draw = SprayRecipe.chen2024().draw(random, spray.isLeading(i));
      double angle = -0.225 / RADIUS * spray.ages(300)[i];
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      double dx = stars.x(i) - RADIUS * cos;
      double dy = stars.y(i) - RADIUS * sin;
      assertEquals(tidal * draw[0], dx * cos + dy * sin, 1e-10);
      assertEquals(tidal * draw[1], dy * cos - dx * sin, 1e-10);
      assertEquals(tidal * draw[2], stars.z(i), 1e-10);
      double du = stars.vx(i) + 0.225 * sin;
      double dv = stars.vy(i) - 0.225 * cos;
      double speed = Math.sqrt(du * du + dv * dv + stars.vz(i) * stars.vz(i));
      double distance = Math.sqrt(dx * dx + dy * dy + stars.z(i) * stars.z(i));
      assertEquals(Math.sqrt(2 * G * MASS / distance), speed, 1e-7 * speed);
      double length = Math.sqrt(draw[3] * draw[3] + draw[4] * draw[4] + draw[5] * draw[5]);
      assertEquals(draw[3] / length, (du * cos + dv * sin) / speed, 1e-7);
      assertEquals(draw[4] / length, (dv * cos - du * sin) / speed, 1e-7);
    }
  }

  /** Each star followed alone, with its progenitor if that attracts it, in twice as many steps. */
  @Test
  void starsAreFollowedFromTheirReleaseUntilToday() {
    StreamParameters at = at(HOST, 400, 1e6);
    for (boolean field : new boolean[] {true, false}) {
      Simulation simulation =
          Simulation.in(HOST).withIntegrator(Integrators.dopri853()).withSteps(400);
      ParticleSpray with =
          ParticleSpray.of(simulation, SprayRecipe.chen2024(), new SplittableRandom(3), 4, 2);
      ParticleSpray spray = field ? with : with.withoutProgenitorField();
      Particles released = spray.released(at);
      Particles today = spray.apply(at);
      Simulation reference =
          simulation
              .withSteps(800)
              .withSelfGravity(field ? SelfGravity.testParticles(1) : SelfGravity.none());
      for (int i = 0; i < spray.count(); i++) {
        double age = spray.ages(400)[i];
        Particles progenitor =
            Simulation.in(HOST)
                .withIntegrator(Integrators.dopri853())
                .withSteps(800)
                .run(Particles.single(1e6, TODAY).withSoftening(0.01), -age)
                .orThrow()
                .last();
        Particles star = released.range(i, i + 1);
        Particles end = reference.run(field ? progenitor.concat(star) : star, age).orThrow().last();
        double[] expected = end.phasePoint(field ? 1 : 0).toArray();
        assertArrayEquals(expected, today.phasePoint(i).toArray(), 1e-8, "star " + i);
      }
    }
  }

  /**
   * A cluster that dissolves slowly makes the stream that the spray says: in bins of 7 deg on both
   * sides of the progenitor the medians of phi2 agree to half the width of the stream in the root
   * mean square, and far better than the progenitor's orbit does, by which they would be fitted
   * otherwise.
   */
  @Test
  void theSprayLiesAlongTheStreamOfACluster() {
    Potential host = MilkyWay.bovy2014();
    StreamParameters at = at(host, 2000, 2e4).withProgenitor(PlummerSphere.of(2e4, 0.03));
    Simulation simulation = Simulation.in(host).withSteps(500);
    Particles cluster =
        StreamModel.of(
                simulation,
                PlummerSampler.of(new SplittableRandom(5), 2000),
                ClusterGravity.collisionless())
            .apply(at);
    double[] bins = {-75, -68, -61, -54, -47, -19, -12, -5, 2, 9};
    double[] centers = Arrays.stream(bins).map(bin -> bin + 3.5).toArray();
    Observer observer = Observer.standard();
    StreamTable expected = observer.particlesToStream(StreamFrame.gd1()).apply(cluster);
    double[] orbit =
        OrbitTrack.of(simulation, 200, observer, StreamFrame.gd1(), centers)
            .apply(new OrbitParameters(TODAY, host.parameters()))
            .column("phi2");
    for (SprayRecipe recipe : List.of(SprayRecipe.chen2024(), SprayRecipe.fardal2015())) {
      Particles stars =
          ParticleSpray.of(simulation, recipe, new SplittableRandom(6), 40, 50).apply(at);
      StreamTable found = observer.particlesToStream(StreamFrame.gd1()).apply(stars);
      double spray2 = 0;
      double orbit2 = 0;
      double width = 0;
      for (int k = 0; k < bins.length; k++) {
        double[] a = between(expected, bins[k], bins[k] + 7);
        double[] b = between(found, bins[k], bins[k] + 7);
        assertTrue(a.length > 20 && b.length > 20);
        spray2 += square(quantile(a, 0.5) - quantile(b, 0.5)) / bins.length;
        orbit2 += square(quantile(a, 0.5) - orbit[k]) / bins.length;
        width += (quantile(a, 0.84) - quantile(a, 0.16)) / 2 / bins.length;
      }
      double off = Math.sqrt(spray2);
      double offOrbit = Math.sqrt(orbit2);
      String numbers = recipe + ": " + off + ", orbit " + offOrbit + ", width " + width;
      assertTrue(off < 0.5 * width, numbers);
      assertTrue(off < 0.7 * offOrbit, numbers);
    }
  }

  private static double square(double x) {
    return x * x;
  }

  private static double[] between(StreamTable table, double from, double to) {
    double[] phi1 = table.phi1();
    double[] phi2 = table.phi2();
    double[] inside = new double[phi1.length];
    int n = 0;
    for (int i = 0; i < phi1.length; i++) {
      if (phi1[i] >= from && phi1[i] < to) {
        inside[n++] = phi2[i];
      }
    }
    double[] sorted = Arrays.copyOf(inside, n);
    Arrays.sort(sorted);
    return sorted;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) (share * sorted.length)];
  }

  @Test
  void theSameSeedGivesTheSameStars() {
    Particles stars = spray(HOST, 20, SprayRecipe.chen2024(), 2).apply(at(HOST, 40, 1e5));
    assertEquals(stars, spray(HOST, 20, SprayRecipe.chen2024(), 2).apply(at(HOST, 40, 1e5)));
    ParticleSpray other =
        ParticleSpray.of(
            Simulation.in(HOST).withSteps(20),
            SprayRecipe.chen2024(),
            new SplittableRandom(9),
            2,
            3);
    assertNotEquals(stars, other.apply(at(HOST, 40, 1e5)));
  }

  @Test
  void badInputIsRefused() {
    ExternalField changing =
        ExternalField.of("-G*M*(1+t)/sqrt(x^2+y^2+z^2+1)", ParameterSet.of("M", 1e10));
    SplittableRandom random = new SplittableRandom(1);
    SprayRecipe chen = SprayRecipe.chen2024();
    Simulation good = Simulation.in(HOST).withSteps(10);
    refused("time", () -> ParticleSpray.of(Simulation.in(changing), chen, random, 2, 2));
    refused("releases", () -> ParticleSpray.of(good, chen, random, 0, 2));
    refused("starsPerRelease", () -> ParticleSpray.of(good, chen, random, 2, 0));
    ParticleSpray spray = ParticleSpray.of(good, chen, random, 2, 2);
    refused("star", () -> spray.isLeading(4));
    StreamParameters massless = at(HOST, 40, 1).withProgenitor(new PlummerSphere(0, 0.01));
    refused("tidal radius", () -> spray.apply(massless));
    refused("tidal radius", () -> spray.vjp(massless));
    // In a harmonic potential there are no tides.
    Potential harmonic = Potential.of("k*(x^2+y^2+z^2)/2", ParameterSet.of("k", 1e-3));
    refused("tidal radius", () -> spray(harmonic, 10, chen, 2).apply(at(harmonic, 40, 1e4)));
  }

  /** Its mass and its tides are as they should be: the plane of its orbit is what is missing. */
  @Test
  void aProgenitorWithoutAngularMomentumIsRefusedAsSuch() {
    Potential host = new LogarithmicHalo(0.225, 1, 0);
    ParticleSpray spray = spray(host, 20, SprayRecipe.chen2024(), 2);
    PhasePoint slanted = PhasePoint.of(6, 0.7, -3, 0, 0, 0);
    for (PhasePoint today :
        List.of(
            PhasePoint.of(8, 0, 0, 0.1, 0, 0),
            PhasePoint.of(8, 0, 0, 0, 0, 0),
            // Parallel but for the rounding of the components.
            slanted.plus(0.01, PhasePoint.of(0, 0, 0, 6, 0.7, -3)))) {
      StreamParameters at =
          new StreamParameters(20, PlummerSphere.of(1e4, 0.01), today, host.parameters());
      refused("must have an angular momentum", () -> spray.apply(at));
      refused("at release 0", () -> spray.apply(at));
      refused("must have an angular momentum", () -> spray.vjp(at));
      refused("must have an angular momentum", () -> spray.jvp(at, at));
      refused("must have an angular momentum", () -> spray.jvps(at, List.of(at)));
    }
    // A nearly radial orbit has a plane.
    PhasePoint nearly = PhasePoint.of(8, 0, 0, 0.1, 1e-9, 0);
    StreamParameters at =
        new StreamParameters(20, PlummerSphere.of(1e4, 0.01), nearly, host.parameters());
    assertTrue(spray.apply(at).isFinite());
  }

  @Test
  void aRunThatFailsSaysWhatHelps() {
    ParticleSpray spray = spray(HalfSpace.HOST, 50, SprayRecipe.fardal2015(), 2);
    StreamParameters at = HalfSpace.BEYOND;
    List<Executable> calls =
        List.of(
            () -> spray.apply(at),
            () -> spray.released(at),
            () -> spray.jvp(at, at.unit(0)),
            () -> spray.jvps(at, List.of(at.unit(0), at.unit(1))),
            () -> spray.vjp(at).pull(Particles.zero(spray.count())));
    HalfSpace.assertSaysWhatHelps(calls);
  }

  @Test
  void aStreamNeedsTimeToForm() {
    ParticleSpray spray = spray(HOST, 10, SprayRecipe.chen2024(), 2);
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      StreamParameters never = at(HOST, 40, 1e5).withDuration(wrong);
      List<Executable> calls =
          List.of(
              () -> spray.ages(wrong),
              () -> spray.apply(never),
              () -> spray.vjp(never),
              () -> spray.jvp(never, never.unit(0)),
              () -> spray.jvps(never, List.of(never.unit(0))),
              () -> spray.released(never),
              () -> spray.tidalRadii(never));
      for (Executable call : calls) {
        assertMessage("duration must be > 0 and finite, got " + wrong, call);
      }
    }
  }

  private static void refused(String named, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(named), message);
  }
}
