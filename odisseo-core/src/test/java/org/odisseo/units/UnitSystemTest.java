// SPDX-License-Identifier: Apache-2.0

package org.odisseo.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The expected numbers were computed with astropy's units and constants (CODATA 2018, IAU 2015) and
 * printed with 16 or 17 digits, whose last one carries astropy's own rounding; so they are compared
 * to one unit in the last place of a double.
 */
class UnitSystemTest {

  private static final UnitSystem GALACTIC = UnitSystem.GALACTIC;

  @ParameterizedTest
  @CsvSource({
    "10, 1e4,   3000, 4.0486519363225977e-04, 3.25930740560263",
    "10, 1e4,   1000, 4.4985021514695526e-05, 9.777922216807891",
    "10, 2.5e5, 1000, 0.0011246255378673884,  9.777922216807891",
    "1,  1,     1,    4.498502151469554e-12,  977.7922216807891"
  })
  void gravitationalConstantAndVelocityUnit(
      double kiloparsecs, double solarMasses, double megayears, double gravity, double velocity) {
    UnitSystem units = UnitSystem.ofGalacticMultiples(kiloparsecs, solarMasses, megayears);
    assertToLastPlace(gravity, units.gravitationalConstant());
    assertToLastPlace(velocity, units.velocityToKilometersPerSecond(1));
  }

  @ParameterizedTest
  @CsvSource({
    "10,  1e4, 149.0960142591554",
    "10,  1e8, 1.4909601425915537",
    "1,   1,   471.48299511187315",
    "10,  1e5, 47.14829951118732",
    "0.1, 1,   14.909601425915538"
  })
  void timeUnitOfNbodyUnits(double kiloparsecs, double solarMasses, double gigayears) {
    UnitSystem units = UnitSystem.nbody(kiloparsecs, solarMasses);
    assertEquals(1, units.gravitationalConstant());
    assertToLastPlace(gigayears, units.timeToGigayears(1));
    // The same units built from their sizes must have the same G.
    UnitSystem same =
        UnitSystem.of(units.lengthInMeters(), units.massInKilograms(), units.timeInSeconds());
    assertEquals(1, same.gravitationalConstant(), 4 * Math.ulp(1.0));
  }

  @Test
  void velocityUnitOfNbodyUnits() {
    assertToLastPlace(
        6.558137898852295, UnitSystem.nbody(10, 1e8).velocityToKilometersPerSecond(1));
  }

  @Test
  void galacticConstantsAreExactlyTheDocumentedOnes() {
    assertEquals(4.498502151469554e-12, GALACTIC.gravitationalConstant());
    assertEquals(1.022712165045695e-3, GALACTIC.velocityFromKilometersPerSecond(1));
    assertEquals(3.085677581491367e19, GALACTIC.lengthInMeters());
    assertEquals(1.988409870698051e30, GALACTIC.massInKilograms());
    assertEquals(1e6 * 365.25 * 86400, GALACTIC.timeInSeconds());
  }

  @Test
  void gravitationalConstantInTheUnitsOfObservers() {
    // kpc, solar mass and the time in which 1 km/s covers 1 kpc.
    double kiloparsec = PhysicalConstants.KILOPARSEC;
    UnitSystem units = UnitSystem.of(kiloparsec, PhysicalConstants.SOLAR_MASS, kiloparsec / 1000);
    assertEquals(1, units.velocityToKilometersPerSecond(1), Math.ulp(1.0));
    assertEquals(
        4.300917270036279e-06, units.gravitationalConstant(), 2 * Math.ulp(4.300917270036279e-06));
  }

  @Test
  void constantsFollowFromTheirDefinitions() {
    double astronomicalUnit = 149597870700.0;
    double parsec = 648000 / Math.PI * astronomicalUnit;
    assertEquals(PhysicalConstants.KILOPARSEC, 1000 * parsec, 2 * Math.ulp(1000 * parsec));
    double nominalSolarMassParameter = 1.3271244e20;
    assertEquals(
        PhysicalConstants.SOLAR_MASS,
        nominalSolarMassParameter / PhysicalConstants.GRAVITATIONAL_CONSTANT,
        2 * Math.ulp(PhysicalConstants.SOLAR_MASS));
  }

  @Test
  void galpyUnitsHaveUnitCircularVelocity() {
    UnitSystem units = UnitSystem.galpy(8, 220);
    assertEquals(1, units.gravitationalConstant());
    assertEquals(220, units.velocityToKilometersPerSecond(1), 4 * Math.ulp(220.0));
    assertEquals(8, units.lengthToKiloparsecs(1), Math.ulp(8.0));
    double gigayear = 1e9 * 365.25 * 86400;
    assertEquals(8 * 3.085677581491367e16 / 220 / gigayear, units.timeToGigayears(1), 1e-16);
    // R v^2 / G with G in kpc (km/s)^2 / Msun.
    assertEquals(1, units.massToSolarMasses(1) * 4.300917270036279e-06 / (8 * 220 * 220), 1e-14);
    UnitSystem same =
        UnitSystem.of(units.lengthInMeters(), units.massInKilograms(), units.timeInSeconds());
    assertEquals(1, same.gravitationalConstant(), 8 * Math.ulp(1.0));
  }

  @Test
  void conversionsUseTheDefinedFactors() {
    UnitSystem units = UnitSystem.ofGalacticMultiples(10, 1e4, 1000);
    assertEquals(0.8, units.lengthFromKiloparsecs(8), 1e-15);
    assertEquals(8e-4, units.lengthFromParsecs(8), 1e-18);
    assertEquals(5, units.massFromSolarMasses(5e4), 1e-14);
    assertEquals(0.25, units.timeFromMegayears(250), 1e-15);
    assertEquals(3, units.timeFromGigayears(3), 1e-14);
    assertEquals(220 / 9.777922216807891, units.velocityFromKilometersPerSecond(220), 1e-13);
    // 1 Msun/pc^3 = 1e9 Msun/kpc^3 = 1e12 Msun/(10 kpc)^3 = 1e8 of 1e4 Msun.
    assertEquals(1e8, units.densityFromSolarMassesPerCubicParsec(1), 1e-6);
    double v2 = 9.777922216807891 * 9.777922216807891;
    assertEquals(v2, units.potentialToSquaredKilometersPerSecond(1), 1e-12);
    assertEquals(v2 / 10, units.accelerationToSquaredKilometersPerSecondPerKiloparsec(1), 1e-13);
    assertEquals(
        9.777922216807891 / 10, units.angularVelocityToKilometersPerSecondPerKiloparsec(1), 1e-15);
    // One radian in 1e9 years, in mas per year.
    assertEquals(
        Math.toDegrees(1) * 3600e3 / 1e9, units.angularVelocityToMilliarcsecondsPerYear(1), 1e-15);
  }

  @Test
  void fourPointSevenFourRelatesProperMotionAndVelocity() {
    // v [km/s] = 4.740470464 distance [kpc] mu [mas/yr]: an astronomical unit per year.
    double velocity = GALACTIC.angularVelocityFromMilliarcsecondsPerYear(1);
    double expected = 149597870.7 / (365.25 * 86400);
    assertEquals(expected, GALACTIC.velocityToKilometersPerSecond(velocity), 1e-14);
  }

  static Stream<DoubleUnaryOperator> roundTrips() {
    UnitSystem u = UnitSystem.ofGalacticMultiples(3, 7, 11);
    return Stream.of(
        x -> u.lengthToKiloparsecs(u.lengthFromKiloparsecs(x)),
        x -> u.lengthToParsecs(u.lengthFromParsecs(x)),
        x -> u.massToSolarMasses(u.massFromSolarMasses(x)),
        x -> u.timeToMegayears(u.timeFromMegayears(x)),
        x -> u.timeToGigayears(u.timeFromGigayears(x)),
        x -> u.velocityToKilometersPerSecond(u.velocityFromKilometersPerSecond(x)),
        x -> u.potentialToSquaredKilometersPerSecond(u.potentialFromSquaredKilometersPerSecond(x)),
        x ->
            u.accelerationToSquaredKilometersPerSecondPerKiloparsec(
                u.accelerationFromSquaredKilometersPerSecondPerKiloparsec(x)),
        x -> u.densityToSolarMassesPerCubicParsec(u.densityFromSolarMassesPerCubicParsec(x)),
        x ->
            u.angularVelocityToKilometersPerSecondPerKiloparsec(
                u.angularVelocityFromKilometersPerSecondPerKiloparsec(x)),
        x ->
            u.angularVelocityToMilliarcsecondsPerYear(
                u.angularVelocityFromMilliarcsecondsPerYear(x)));
  }

  @ParameterizedTest
  @MethodSource("roundTrips")
  void conversionsThereAndBackCancel(DoubleUnaryOperator roundTrip) {
    // At most eight roundings each way.
    assertEquals(1.7, roundTrip.applyAsDouble(1.7), 16 * Math.ulp(1.7));
    assertNotEquals(1.7, roundTrip.applyAsDouble(1.7 * (1 + 1e-14)));
  }

  @Test
  void pureNumbersRefuseConversion() {
    assertEquals(1, UnitSystem.NBODY.gravitationalConstant());
    assertFalse(UnitSystem.NBODY.isPhysical());
    String expected =
        "UnitSystem.NBODY has no physical size, so nothing can be converted;"
            + " use UnitSystem.nbody(lengthInKiloparsecs, massInSolarMasses)";
    assertEquals(
        expected,
        assertThrows(
                UnsupportedOperationException.class,
                () -> UnitSystem.NBODY.velocityFromKilometersPerSecond(1))
            .getMessage());
  }

  @Test
  void badUnitsAreRefused() {
    assertMessage("lengthInMeters must be > 0 and finite, got 0.0", () -> UnitSystem.of(0, 1, 1));
    assertMessage(
        "massInKilograms must be > 0 and finite, got NaN", () -> UnitSystem.of(1, Double.NaN, 1));
    assertMessage("timeInSeconds must be > 0 and finite, got -1.0", () -> UnitSystem.of(1, 1, -1));
    assertMessage(
        "massInSolarMasses must be > 0 and finite, got Infinity",
        () -> UnitSystem.nbody(1, Double.POSITIVE_INFINITY));
    assertMessage(
        "radiusInKiloparsecs must be > 0 and finite, got -8.0", () -> UnitSystem.galpy(-8, 220));
  }

  @Test
  void equalityAndDescription() {
    assertEquals(GALACTIC, UnitSystem.ofGalacticMultiples(1, 1, 1));
    assertEquals(GALACTIC.hashCode(), UnitSystem.ofGalacticMultiples(1, 1, 1).hashCode());
    assertNotEquals(GALACTIC, UnitSystem.ofGalacticMultiples(1, 1, 2));
    assertNotEquals(UnitSystem.NBODY, UnitSystem.of(1, 1, 1));
    assertEquals(
        "UnitSystem[length = 1.0 kpc, mass = 1.0 Msun, time = 1.0 Myr, G = 4.498502151469554E-12]",
        GALACTIC.toString());
    assertEquals("UnitSystem[G = 1, no physical size]", UnitSystem.NBODY.toString());
  }

  private static void assertToLastPlace(double expected, double actual) {
    assertEquals(expected, actual, Math.ulp(expected));
  }
}
