// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.units.UnitSystem;

/** MWPotential2014 against numbers computed elsewhere, to all digits that were printed. */
class MilkyWayTest {

  private static final UnitSystem UNITS = UnitSystem.GALACTIC;
  private static final CompositePotential GALAXY = MilkyWay.bovy2014();

  @Test
  void accelerationAndPotentialInTheHalo() {
    double[] a = GALAXY.acceleration().at(11.8, 0.79, 6.4);
    assertEquals(-2495.188068579, squaredKmPerKpc(a[0]), 5e-10);
    assertEquals(-167.0507266252, squaredKmPerKpc(a[1]), 5e-11);
    assertEquals(-1608.088565111, squaredKmPerKpc(a[2]), 5e-10);
    double phi = GALAXY.value().at(11.8, 0.79, 6.4);
    assertEquals(-106077.4208647, UNITS.potentialToSquaredKilometersPerSecond(phi), 5e-8);
  }

  @Test
  void circularVelocityAtTheSun() {
    assertEquals(220.00000013, speed(GALAXY), 5e-9);
    assertEquals(130.15375545, speed(GALAXY.component("halo")), 5e-9);
    assertEquals(170.41126723, speed(GALAXY.component("disk")), 5e-9);
    assertEquals(49.19349550, speed(GALAXY.component("bulge")), 5e-9);
  }

  /** The components carry the shares of the radial force that the paper gives them. */
  @Test
  void sharesOfTheForceAtTheSun() {
    double total = speed(GALAXY) * speed(GALAXY);
    assertEquals(0.35, Math.pow(speed(GALAXY.component("halo")), 2) / total, 1e-6);
    assertEquals(0.60, Math.pow(speed(GALAXY.component("disk")), 2) / total, 1e-6);
    assertEquals(0.05, Math.pow(speed(GALAXY.component("bulge")), 2) / total, 1e-6);
  }

  @Test
  void parametersAreNamedByComponent() {
    assertEquals(
        List.of(
            "halo.mass",
            "halo.scaleRadius",
            "disk.mass",
            "disk.scaleLength",
            "disk.scaleHeight",
            "bulge.mass",
            "bulge.exponent",
            "bulge.cutoffRadius"),
        GALAXY.parameters().names());
    assertEquals(List.of("halo", "disk", "bulge"), List.copyOf(GALAXY.components().keySet()));
  }

  @Test
  void anotherComponentAddsItsMass() {
    CompositePotential more = GALAXY.and("blackHole", new PointMass(4e6));
    double added = more.enclosedMass().at(1) - GALAXY.enclosedMass().at(1);
    assertEquals(4e6, added, 1e-6 * 4e6);
    CompositePotential other = GALAXY.with("halo", new Nfw(5e11, 20));
    assertEquals(5e11, other.parameters().value("halo.mass"));
    assertEquals(GALAXY.parameters().names(), other.parameters().names());
  }

  /** A derivative of the circular velocity with respect to a mass, known in closed form. */
  @Test
  void circularVelocityByMass() {
    FieldQuantity speed = GALAXY.circularVelocity();
    double disk = GALAXY.component("disk").circularVelocity().at(8);
    // v^2 = sum of v_i^2 and v_i^2 is proportional to M_i.
    double expected = disk * disk / (2 * speed.at(8) * GALAXY.parameters().value("disk.mass"));
    double actual = speed.parameterGradient(8).value("disk.mass");
    assertEquals(expected, actual, 1e-13 * expected);
  }

  @Test
  void virialMassIsTheMassWithinTheVirialRadius() {
    Nfw halo = Nfw.ofVirialMass(1e12, 10);
    // 200 times the critical density for H = 70 km/s/Mpc: r_200 = 206.3 kpc for 10^12 solar masses.
    double radius = 10 * halo.scaleRadius();
    assertEquals(206.3, radius, 0.05);
    assertEquals(1e12, halo.enclosedMass().at(radius), 1e-3);
    double density = 1e12 / (4 * Math.PI / 3 * Math.pow(radius, 3));
    Nfw same = Nfw.ofVirialMass(1e12, 10, density);
    assertEquals(halo.mass(), same.mass(), 1e-12 * halo.mass());
    assertEquals(halo.scaleRadius(), same.scaleRadius(), 1e-12 * radius);
    assertTrue(halo.mass() < 1e12);
  }

  private static double squaredKmPerKpc(double acceleration) {
    return UNITS.accelerationToSquaredKilometersPerSecondPerKiloparsec(acceleration);
  }

  private static double speed(Potential potential) {
    return UNITS.velocityToKilometersPerSecond(potential.circularVelocity().at(8));
  }
}
