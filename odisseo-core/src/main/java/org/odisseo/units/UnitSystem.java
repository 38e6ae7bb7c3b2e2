// SPDX-License-Identifier: Apache-2.0

package org.odisseo.units;

import static org.odisseo.units.PhysicalConstants.GRAVITATIONAL_CONSTANT;
import static org.odisseo.units.PhysicalConstants.KILOPARSEC;
import static org.odisseo.units.PhysicalConstants.MEGAYEAR;
import static org.odisseo.units.PhysicalConstants.SOLAR_MASS;

import java.math.BigDecimal;
import java.math.MathContext;
import org.odisseo.validation.Require;

/**
 * Units of length, mass and time, and the value of Newton's constant G in them.
 *
 * <pre>{@code
 * UnitSystem units = UnitSystem.GALACTIC;
 * double speed = units.velocityFromKilometersPerSecond(220);   // 0.225 kpc/Myr
 * double G = units.gravitationalConstant();                    // 4.4985e-12 kpc^3 / (Msun Myr^2)
 * }</pre>
 *
 * <p>Numbers carry no unit: a system turns a number in a named unit into its own and back, and
 * nothing is converted unasked. Immutable; two systems are equal if their units are.
 */
public final class UnitSystem {

  /** Kiloparsec, solar mass, million years; velocities in kpc/Myr. The default everywhere. */
  public static final UnitSystem GALACTIC =
      new UnitSystem(
          KILOPARSEC, SOLAR_MASS, MEGAYEAR, gravity(KILOPARSEC, SOLAR_MASS, MEGAYEAR), true);

  /**
   * Pure numbers with G = 1, as in textbook problems. They stand for no physical size, so
   * conversions to physical units throw; see {@link #nbody} for N-body units of a given size.
   */
  public static final UnitSystem NBODY = new UnitSystem(1, 1, 1, 1, false);

  private static final double GIGAYEAR = 1000 * MEGAYEAR;
  private static final double PARSEC = KILOPARSEC / 1000;
  private static final double KILOMETER = 1000;
  private static final double MILLIARCSECOND = Math.PI / (180 * 3600e3);
  private static final double YEAR = MEGAYEAR / 1e6;

  private final double length;
  private final double mass;
  private final double time;
  private final double gravitationalConstant;
  private final boolean physical;

  private UnitSystem(double length, double mass, double time, double gravity, boolean physical) {
    this.length = length;
    this.mass = mass;
    this.time = time;
    this.gravitationalConstant = gravity;
    this.physical = physical;
  }

  /** The system with the given units; G follows from them. */
  public static UnitSystem of(double lengthInMeters, double massInKilograms, double timeInSeconds) {
    Require.positive("lengthInMeters", lengthInMeters);
    Require.positive("massInKilograms", massInKilograms);
    Require.positive("timeInSeconds", timeInSeconds);
    double gravity = gravity(lengthInMeters, massInKilograms, timeInSeconds);
    return new UnitSystem(lengthInMeters, massInKilograms, timeInSeconds, gravity, true);
  }

  /** The system with units given as multiples of the galactic ones; G follows from them. */
  public static UnitSystem ofGalacticMultiples(
      double lengthInKiloparsecs, double massInSolarMasses, double timeInMegayears) {
    return of(
        Require.positive("lengthInKiloparsecs", lengthInKiloparsecs) * KILOPARSEC,
        Require.positive("massInSolarMasses", massInSolarMasses) * SOLAR_MASS,
        Require.positive("timeInMegayears", timeInMegayears) * MEGAYEAR);
  }

  /** N-body units (G = 1) of a given length and mass; the time unit follows. */
  public static UnitSystem nbody(double lengthInKiloparsecs, double massInSolarMasses) {
    double length = Require.positive("lengthInKiloparsecs", lengthInKiloparsecs) * KILOPARSEC;
    double mass = Require.positive("massInSolarMasses", massInSolarMasses) * SOLAR_MASS;
    double time = Math.sqrt(1 / gravity(length, mass, 1));
    return new UnitSystem(length, mass, time, 1, true);
  }

  /**
   * The natural units of galpy: the radius and the circular velocity of the Sun are one, and so is
   * G (galpy's defaults are 8 kpc and 220 km/s).
   */
  public static UnitSystem galpy(
      double radiusInKiloparsecs, double circularVelocityInKilometersPerSecond) {
    double length = Require.positive("radiusInKiloparsecs", radiusInKiloparsecs) * KILOPARSEC;
    double velocity =
        Require.positive(
                "circularVelocityInKilometersPerSecond", circularVelocityInKilometersPerSecond)
            * KILOMETER;
    double mass = length * velocity * velocity / GRAVITATIONAL_CONSTANT;
    return new UnitSystem(length, mass, length / velocity, 1, true);
  }

  /** Newton's constant in these units: length^3 mass^-1 time^-2. */
  public double gravitationalConstant() {
    return gravitationalConstant;
  }

  /** Whether the units have a physical size; only {@link #NBODY} has none. */
  public boolean isPhysical() {
    return physical;
  }

  /** The unit of length in metres. */
  public double lengthInMeters() {
    return physical(length);
  }

  /** The unit of mass in kilograms. */
  public double massInKilograms() {
    return physical(mass);
  }

  /** The unit of time in seconds. */
  public double timeInSeconds() {
    return physical(time);
  }

  /** A length in kpc expressed in these units. */
  public double lengthFromKiloparsecs(double value) {
    return value * (KILOPARSEC / lengthInMeters());
  }

  /** A length in these units expressed in kpc. */
  public double lengthToKiloparsecs(double value) {
    return value * (lengthInMeters() / KILOPARSEC);
  }

  /** A length in pc expressed in these units. */
  public double lengthFromParsecs(double value) {
    return value * (PARSEC / lengthInMeters());
  }

  /** A length in these units expressed in pc. */
  public double lengthToParsecs(double value) {
    return value * (lengthInMeters() / PARSEC);
  }

  /** A mass in solar masses expressed in these units. */
  public double massFromSolarMasses(double value) {
    return value * (SOLAR_MASS / massInKilograms());
  }

  /** A mass in these units expressed in solar masses. */
  public double massToSolarMasses(double value) {
    return value * (massInKilograms() / SOLAR_MASS);
  }

  /** A time in million years expressed in these units. */
  public double timeFromMegayears(double value) {
    return value * (MEGAYEAR / timeInSeconds());
  }

  /** A time in these units expressed in million years. */
  public double timeToMegayears(double value) {
    return value * (timeInSeconds() / MEGAYEAR);
  }

  /** A time in thousand million years expressed in these units. */
  public double timeFromGigayears(double value) {
    return value * (GIGAYEAR / timeInSeconds());
  }

  /** A time in these units expressed in thousand million years. */
  public double timeToGigayears(double value) {
    return value * (timeInSeconds() / GIGAYEAR);
  }

  /** A velocity in km/s expressed in these units. */
  public double velocityFromKilometersPerSecond(double value) {
    return value * (KILOMETER / velocityInMetersPerSecond());
  }

  /** A velocity in these units expressed in km/s. */
  public double velocityToKilometersPerSecond(double value) {
    return value * (velocityInMetersPerSecond() / KILOMETER);
  }

  /** An energy per unit mass, such as a potential, in (km/s)^2 expressed in these units. */
  public double potentialFromSquaredKilometersPerSecond(double value) {
    return velocityFromKilometersPerSecond(velocityFromKilometersPerSecond(value));
  }

  /** An energy per unit mass, such as a potential, in these units expressed in (km/s)^2. */
  public double potentialToSquaredKilometersPerSecond(double value) {
    return velocityToKilometersPerSecond(velocityToKilometersPerSecond(value));
  }

  /** An acceleration in (km/s)^2/kpc expressed in these units. */
  public double accelerationFromSquaredKilometersPerSecondPerKiloparsec(double value) {
    return lengthToKiloparsecs(potentialFromSquaredKilometersPerSecond(value));
  }

  /** An acceleration in these units expressed in (km/s)^2/kpc. */
  public double accelerationToSquaredKilometersPerSecondPerKiloparsec(double value) {
    return lengthFromKiloparsecs(potentialToSquaredKilometersPerSecond(value));
  }

  /** A density in solar masses per pc^3 expressed in these units. */
  public double densityFromSolarMassesPerCubicParsec(double value) {
    double parsec = lengthFromParsecs(1);
    return massFromSolarMasses(value) / (parsec * parsec * parsec);
  }

  /** A density in these units expressed in solar masses per pc^3. */
  public double densityToSolarMassesPerCubicParsec(double value) {
    double unit = lengthToParsecs(1);
    return massToSolarMasses(value) / (unit * unit * unit);
  }

  /** An angular velocity in km/s/kpc, such as a pattern speed, expressed in radians per time. */
  public double angularVelocityFromKilometersPerSecondPerKiloparsec(double value) {
    return lengthToKiloparsecs(velocityFromKilometersPerSecond(value));
  }

  /** An angular velocity in radians per unit of time expressed in km/s/kpc. */
  public double angularVelocityToKilometersPerSecondPerKiloparsec(double value) {
    return lengthFromKiloparsecs(velocityToKilometersPerSecond(value));
  }

  /** A proper motion in mas/yr expressed in radians per unit of time. */
  public double angularVelocityFromMilliarcsecondsPerYear(double value) {
    return value * (MILLIARCSECOND * (timeInSeconds() / YEAR));
  }

  /** A proper motion in radians per unit of time expressed in mas/yr. */
  public double angularVelocityToMilliarcsecondsPerYear(double value) {
    return value / (MILLIARCSECOND * (timeInSeconds() / YEAR));
  }

  private double velocityInMetersPerSecond() {
    return lengthInMeters() / timeInSeconds();
  }

  private double physical(double value) {
    if (physical) {
      return value;
    }
    throw new UnsupportedOperationException(
        "UnitSystem.NBODY has no physical size, so nothing can be converted;"
            + " use UnitSystem.nbody(lengthInKiloparsecs, massInSolarMasses)");
  }

  /** G m t^2 / l^3, correctly rounded: rounding at each step would cost the last digit. */
  private static double gravity(double length, double mass, double time) {
    BigDecimal meters = BigDecimal.valueOf(length);
    BigDecimal seconds = BigDecimal.valueOf(time);
    return BigDecimal.valueOf(GRAVITATIONAL_CONSTANT)
        .multiply(BigDecimal.valueOf(mass))
        .multiply(seconds.pow(2))
        .divide(meters.pow(3), MathContext.DECIMAL128)
        .doubleValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitSystem that
        && physical == that.physical
        && length == that.length
        && mass == that.mass
        && time == that.time
        && gravitationalConstant == that.gravitationalConstant;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(length) + 31 * (Double.hashCode(mass) + 31 * Double.hashCode(time));
  }

  @Override
  public String toString() {
    if (!physical) {
      return "UnitSystem[G = 1, no physical size]";
    }
    return "UnitSystem[length = %s kpc, mass = %s Msun, time = %s Myr, G = %s]"
        .formatted(
            lengthToKiloparsecs(1),
            massToSolarMasses(1),
            timeToMegayears(1),
            gravitationalConstant);
  }
}
