// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.units.UnitSystem;

/** Values computed with astropy, and those published or computed elsewhere. */
class SkyReferenceTest {

  private static final List<String> BODIES = List.of("progenitor", "north", "south", "near");

  /** A few roundings of an angle of hundreds of degrees, here and in astropy. */
  private static final double DEGREES = 1e-11;

  /** Rounding; for the nearest body the subtraction of the Sun costs two digits. */
  private static final double RELATIVE = 2e-11;

  private static final Properties ASTROPY = load("sky-astropy.properties");

  @ParameterizedTest
  @ValueSource(strings = {"plane", "standard", "high"})
  void astropyIsReproduced(String sunName) {
    double[] s = numbers("sun." + sunName);
    Observer observer = Observer.standard().withSun(Sun.atDistance(s[0], s[1], s[2], s[3], s[4]));
    for (String name : BODIES) {
      double[] b = numbers("body." + name);
      GalactocentricCoordinates body =
          GalactocentricCoordinates.of(b[0], b[1], b[2], b[3], b[4], b[5]);
      String place = sunName + "." + name;
      assertClose("icrs." + place, observer.sky(body).toArray());
      assertClose("gd1." + place, observer.stream(body, StreamFrame.gd1()).toArray());
      assertClose("pal5." + place, observer.stream(body, StreamFrame.pal5()).toArray());
    }
  }

  @Test
  void standardSunIsThatOfAstropy() {
    double[] s = numbers("sun.standard");
    assertEquals(Sun.standard(), Sun.atDistance(s[0], s[1], s[2], s[3], s[4]));
    assertEquals(8.122, Sun.standard().distance(), 1e-15);
  }

  /** The progenitor of GD-1 seen from a Sun at (-8, 0, 0) kpc. */
  @Test
  void progenitorOfGd1() {
    SkyCoordinates sky =
        Observer.standard()
            .withSun(Sun.of(-8, 0, 0, 11.1, 232.24, 7.25))
            .sky(GalactocentricCoordinates.of(-11.8, 0.79, 6.4, -109.5, -254.5, -90.3));
    // The sixth decimal of both angles was rounded up where the reference was written down.
    assertEquals(161.061218, sky.ra(), 1e-6);
    assertEquals(45.591397, sky.dec(), 1e-6);
    assertEquals(7.4849248493, sky.distance(), 5e-11);
    assertEquals(-7.729740249, sky.pmRaCosDec(), 5e-10);
    assertEquals(-11.968534028, sky.pmDec(), 5e-10);
    assertEquals(-73.556463302, sky.radialVelocity(), 5e-10);
  }

  /** The same seen from a Sun at rest, with Galactic axes by the pole of the IAU. */
  @Test
  void progenitorOfGd1FromSunAtRest() {
    GalacticOrientation axes =
        GalacticOrientation.ofPole(192.85948, 27.12825118085622, 122.9319185680026);
    Observer observer =
        Observer.standard().withSun(Sun.of(-8, 0, 0, 0, 0, 0)).withOrientation(axes);
    GalactocentricCoordinates body =
        GalactocentricCoordinates.of(-11.8, 0.79, 6.4, -109.5, -254.5, -90.3);
    SkyCoordinates sky = observer.sky(body);
    assertEquals(161.06110158, sky.ra(), 5e-9);
    assertEquals(45.59136752, sky.dec(), 5e-9);
    assertEquals(7.4849248493221365, sky.distance(), 5e-15);
    assertEquals(-5.665633168154684, sky.pmRaCosDec(), 1e-12);
    assertEquals(-5.786276390117159, sky.pmDec(), 1e-12);
    assertEquals(-48.48078068, sky.radialVelocity(), 5e-9);
    StreamCoordinates galactic = observer.stream(body, StreamFrame.galactic(axes));
    assertEquals(168.25579757, galactic.phi1(), 5e-9);
    assertEquals(58.76548055, galactic.phi2(), 5e-9);
    StreamCoordinates gd1 = observer.stream(body, StreamFrame.gd1());
    assertEquals(-26.88930483, gd1.phi1(), 5e-9);
    assertEquals(-0.39083252, gd1.phi2(), 5e-9);
    // The reference applies the published matrix, whose rounding is felt in the eleventh digit.
    assertEquals(-8.096067336030874, gd1.pmPhi1CosPhi2(), 1e-11);
    assertEquals(-0.18462759643171966, gd1.pmPhi2(), 1e-11);
    assertEquals(-48.48078067178585, gd1.radialVelocity(), 5e-9);
    UnitSystem units = UnitSystem.GALACTIC;
    double distanceRate = units.velocityFromKilometersPerSecond(gd1.radialVelocity());
    assertEquals(-0.04958188416394752, distanceRate, 1e-11);
    double phi1Rate = units.angularVelocityFromMilliarcsecondsPerYear(gd1.pmPhi1());
    assertEquals(-0.03925175527189649, phi1Rate, 1e-12);
    double phi2Rate = units.angularVelocityFromMilliarcsecondsPerYear(gd1.pmPhi2());
    assertEquals(-0.0008950998466046783, phi2Rate, 1e-13);
  }

  /** The references notice a tilt that is forgotten and an arctangent of one argument. */
  @Test
  void referencesBite() {
    double[] s = numbers("sun.high");
    double[] b = numbers("body.south");
    GalactocentricCoordinates body =
        GalactocentricCoordinates.of(b[0], b[1], b[2], b[3], b[4], b[5]);
    Observer untilted = Observer.standard().withSun(Sun.of(-s[0], 0, 0, s[2], s[3], s[4]));
    SkyCoordinates wrong =
        untilted.sky(body.withArray(new double[] {b[0], b[1], b[2] - s[1], b[3], b[4], b[5]}));
    assertTrue(Math.abs(numbers("icrs.high.south")[0] - wrong.ra()) > 1e-3);
    long quadrants =
        BODIES.stream().map(name -> numbers("icrs.plane." + name)[0] > 180).distinct().count();
    assertEquals(2, quadrants);
  }

  @Test
  void clusterPalomar5IsAtTheOriginOfItsFrame() {
    // Position of the cluster in Vasiliev and Baumgardt 2021, MNRAS 505, 5978.
    StreamCoordinates cluster =
        StreamFrame.pal5().fromSky(SkyCoordinates.of(229.022, -0.112, 21.9, 0, 0, 0));
    assertEquals(0, cluster.phi1(), 0.02);
    assertEquals(0, cluster.phi2(), 0.02);
    // The trailing tail leads to larger right ascension and declination.
    assertEquals(-1, Math.signum(StreamFrame.pal5().fromSky(at(234, 4)).phi1()));
  }

  private static SkyCoordinates at(double ra, double dec) {
    return SkyCoordinates.of(ra, dec, 20, 0, 0, 0);
  }

  private static void assertClose(String key, double[] actual) {
    double[] expected = numbers(key);
    for (int i = 0; i < 6; i++) {
      double tolerance = i < 2 ? DEGREES : RELATIVE * Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], actual[i], tolerance, key + " [" + i + "]");
    }
  }

  private static double[] numbers(String key) {
    String line = ASTROPY.getProperty(key);
    assertNotNull(line, key);
    return Arrays.stream(line.trim().split(" +")).mapToDouble(Double::parseDouble).toArray();
  }

  private static Properties load(String name) {
    Properties properties = new Properties();
    try (InputStream in = SkyReferenceTest.class.getResourceAsStream("/reference/" + name)) {
      properties.load(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return properties;
  }
}
