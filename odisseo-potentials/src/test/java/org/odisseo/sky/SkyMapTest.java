// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.testkit.DerivativeCheck;
import org.odisseo.units.UnitSystem;

class SkyMapTest {

  private static final GalactocentricCoordinates BODY =
      GalactocentricCoordinates.of(-11.8, 0.79, 6.4, -109.5, -254.5, -90.3);

  /** A Sun off the plane and off the x axis. */
  private static final Sun ODD_SUN = Sun.of(-7, 3, 1.5, 20, 210, -8);

  private static final Observer OBSERVER = Observer.standard().withSun(ODD_SUN);

  /** The example of the package's description. */
  @Test
  void descriptionOfThePackage() {
    Observer observer = Observer.standard();
    SkyCoordinates sky = observer.sky(BODY);
    StreamCoordinates gd1 = StreamFrame.gd1().fromSky(sky);
    assertEquals(-26.5, gd1.phi1(), 0.1);
    var map = observer.particlesToStream(StreamFrame.gd1());
    Particles particles = threeParticles(UnitSystem.GALACTIC);
    StreamTable stream = map.apply(particles);
    Particles gradient = map.vjp(particles).pull(stream);
    assertEquals(3, gradient.count());
  }

  @Test
  void wayBackUndoesTheWayThere() {
    SplittableRandom random = new SplittableRandom(3);
    for (int k = 0; k < 100; k++) {
      GalactocentricCoordinates body = BODY.withArray(random.doubles(6, -30, 30).toArray());
      SkyCoordinates sky = OBSERVER.sky(body);
      assertClose(body, OBSERVER.galactocentric(sky));
      StreamCoordinates stream = OBSERVER.stream(body, StreamFrame.gd1());
      assertClose(body, OBSERVER.galactocentric(stream, StreamFrame.gd1()));
      assertClose(stream, StreamFrame.gd1().fromSky(sky));
      assertClose(sky, StreamFrame.gd1().toSky(stream));
    }
  }

  /** Roundings of numbers up to a few hundred through some twenty operations. */
  private static <T extends VectorValue<T>> void assertClose(T expected, T actual) {
    assertArrayEquals(expected.toArray(), actual.toArray(), 2e-12 * Math.max(1, expected.norm()));
  }

  @Test
  void derivativesOfPoints() {
    DerivativeCheck.of(OBSERVER.toSky(), BODY).run();
    DerivativeCheck.of(OBSERVER.toStream(StreamFrame.pal5()), BODY).run();
    DerivativeCheck.of(OBSERVER.fromSky(), OBSERVER.sky(BODY)).run();
    StreamCoordinates stream = OBSERVER.stream(BODY, StreamFrame.gd1());
    DerivativeCheck.of(OBSERVER.fromStream(StreamFrame.gd1()), stream).run();
    DerivativeCheck.of(StreamFrame.gd1().streamToSky(), stream).run();
    DerivativeCheck.of(StreamFrame.gd1().skyToStream(), OBSERVER.sky(BODY)).run();
  }

  @Test
  void derivativesOfParticles() {
    Particles particles = threeParticles(UnitSystem.GALACTIC);
    DerivativeCheck.of(OBSERVER.particlesToSky(), particles).run();
    DerivativeCheck.of(OBSERVER.particlesToStream(StreamFrame.gd1()), particles).run();
  }

  @Test
  void derivativesBySun() {
    Pair<Particles, Sun> at = Pair.of(threeParticles(UnitSystem.GALACTIC), ODD_SUN);
    DerivativeCheck.of(OBSERVER.particlesAndSunToSky(), at).run();
    DerivativeCheck.of(OBSERVER.particlesAndSunToStream(StreamFrame.gd1()), at).run();
    assertEquals(
        OBSERVER.particlesToStream(StreamFrame.gd1()).apply(at.first()).get(1),
        Observer.standard().particlesAndSunToStream(StreamFrame.gd1()).apply(at).get(1));
  }

  @Test
  void particlesInAnyUnitsAreSeenWhereTheirPointsAre() {
    for (UnitSystem units :
        new UnitSystem[] {
          UnitSystem.GALACTIC, UnitSystem.galpy(8, 220), UnitSystem.nbody(1, 1e5)
        }) {
      Particles particles = threeParticles(units);
      StreamTable table = OBSERVER.in(units).particlesToStream(StreamFrame.gd1()).apply(particles);
      SkyTable sky = OBSERVER.in(units).particlesToSky().apply(particles);
      assertEquals(3, table.count());
      for (int i = 0; i < 3; i++) {
        GalactocentricCoordinates point =
            GalactocentricCoordinates.of(particles.phasePoint(i), units);
        assertClose(OBSERVER.stream(point, StreamFrame.gd1()), table.get(i));
        assertClose(OBSERVER.sky(point), sky.get(i));
        assertEquals(table.get(i).pmPhi1CosPhi2(), table.pmPhi1CosPhi2()[i]);
        assertEquals(sky.get(i).radialVelocity(), sky.radialVelocity()[i]);
        assertEquals(table.get(i).pmPhi1(), table.pmPhi1()[i]);
        assertEquals(sky.get(i).pmRa(), sky.pmRa()[i]);
      }
    }
  }

  @Test
  void masslessDirectionsHaveNoGradient() {
    Particles particles = threeParticles(UnitSystem.GALACTIC);
    var pulled = OBSERVER.particlesToSky().vjp(particles);
    Particles gradient = pulled.pull(pulled.value());
    assertArrayEquals(new double[3], gradient.masses());
    assertArrayEquals(new double[3], gradient.softenings());
    assertTrue(Math.abs(gradient.x(1)) > 0);
  }

  @Test
  void centerOfTheGalaxyIsWhereTheOrientationSays() {
    for (Sun sun : new Sun[] {Sun.standard(), ODD_SUN, Sun.of(4, -2, -1, 0, 0, 0)}) {
      SkyCoordinates center =
          Observer.standard().withSun(sun).sky(GalactocentricCoordinates.of(0, 0, 0, 0, 0, 0));
      assertEquals(266.4051, center.ra(), 1e-11);
      assertEquals(-28.936175, center.dec(), 1e-11);
      assertEquals(sun.distance(), center.distance(), 1e-14);
    }
  }

  @Test
  void atThePoleOfAFrameTheLongitudeIsZeroAndMotionIsKept() {
    StreamFrame gd1 = StreamFrame.gd1();
    SkyCoordinates nearPole = gd1.toSky(StreamCoordinates.of(0, 90, 5, 0, 0, 10));
    StreamFrame there = StreamFrame.ofPole(nearPole.ra(), nearPole.dec(), 0, 0);
    StreamCoordinates pole =
        there.fromSky(SkyCoordinates.of(nearPole.ra(), nearPole.dec(), 5, 3, 4, 10));
    assertEquals(90, pole.phi2(), 1e-6);
    assertEquals(5, Math.hypot(pole.pmPhi1CosPhi2(), pole.pmPhi2()), 1e-12);
    // Exactly on the axis of the ICRS.
    Observer observer =
        Observer.standard()
            .withSun(Sun.of(-8, 0, 0, 0, 0, 0))
            .withOrientation(GalacticOrientation.ofPole(0, 90, 180));
    SkyCoordinates zenith = observer.sky(GalactocentricCoordinates.of(-8, 0, 5, 0, 30, 7));
    assertEquals(90, zenith.dec(), 1e-13);
    assertEquals(7, zenith.radialVelocity(), 1e-13);
    assertTrue(DoubleStream.of(zenith.toArray()).allMatch(Double::isFinite));
  }

  @Test
  void greatCircles() {
    StreamFrame frame = StreamFrame.ofPole(34.5987, 29.7331, 200, 0);
    assertEquals(90, frame.fromSky(sky(34.5987, 29.7331)).phi2(), 1e-6);
    assertEquals(0, frame.fromSky(sky(200, 0)).phi1(), 1e-13);
    StreamFrame circle = StreamFrame.through(10, 20, 50, -30);
    StreamCoordinates first = circle.fromSky(sky(10, 20));
    StreamCoordinates second = circle.fromSky(sky(50, -30));
    assertEquals(0, first.phi2(), 1e-13);
    assertEquals(0, second.phi2(), 1e-13);
    assertEquals(-first.phi1(), second.phi1(), 1e-12);
    assertTrue(second.phi1() > 0);
    StreamFrame published = StreamFrame.ofMatrix("GD-1 again", StreamFrame.gd1().matrix());
    assertClose(StreamFrame.gd1().fromSky(sky(160, 45)), published.fromSky(sky(160, 45)));
  }

  @Test
  void badInputIsRefusedWithTheRule() {
    assertMessage("dec must be from -90 to 90 degrees, got 91", () -> sky(0, 91));
    assertMessage("distance must be > 0", () -> SkyCoordinates.of(0, 0, -1, 0, 0, 0));
    assertMessage("phi2", () -> StreamCoordinates.of(0, Double.NaN, 1, 0, 0, 0));
    assertMessage("z axis", () -> Sun.of(0, 0, 1, 0, 0, 0));
    assertMessage("height", () -> Sun.atDistance(8, 9, 0, 0, 0));
    assertMessage("vy", () -> GalactocentricCoordinates.of(0, 0, 0, 0, Double.NaN, 0));
    assertMessage("pole", () -> StreamFrame.ofPole(10, 20, 190, -20));
    assertMessage("coincide", () -> StreamFrame.through(10, 20, 10, 20));
    double[][] mirror = {{1, 0, 0}, {0, 1, 0}, {0, 0, -1}};
    assertMessage("rotation", () -> StreamFrame.ofMatrix("mirror", mirror));
    assertMessage("x", () -> Observer.standard().withSun(new Sun(Double.NaN, 0, 0, 0, 0, 0)));
  }

  private static SkyCoordinates sky(double ra, double dec) {
    return SkyCoordinates.of(ra, dec, 8, 1, 2, 3);
  }

  private static void assertMessage(String part, Runnable action) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }

  private static Particles threeParticles(UnitSystem units) {
    PhasePoint[] points = {
      GalactocentricCoordinates.of(-11.8, 0.79, 6.4, -109.5, -254.5, -90.3).toPhasePoint(units),
      GalactocentricCoordinates.of(20, 3, -14, 11, 84, 120).toPhasePoint(units),
      GalactocentricCoordinates.of(-8.3, -2, 0.3, 60, -10, 33).toPhasePoint(units)
    };
    Particles particles = Particles.single(1, points[0]);
    return particles
        .concat(Particles.single(2, points[1]))
        .concat(Particles.single(0, points[2]))
        .withSoftening(0.01);
  }
}
