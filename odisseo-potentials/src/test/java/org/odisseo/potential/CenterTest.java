// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.numbers.gamma.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.units.UnitSystem;

/** Quantities in the center, where powers of the radius have to meet before they are evaluated. */
class CenterTest {

  private static final double G = UnitSystem.GALACTIC.gravitationalConstant();
  private static final double MASS = 4.5e9;
  private static final double CUTOFF = 1.9;

  /** Around the radius of 1e-3 cut-off radii the expansion ends. */
  private static final double[] RADII = {
    1e-100, 1e-50, 1e-12, 1e-4, 1.8e-3, 1.89999e-3, 1.90001e-3, 2e-3, 0.02
  };

  /** A few roundings, of the incomplete gamma function among others. */
  private static final double ROUNDING = 1e-13;

  private static final double NOTHING = 1e-60;

  private static Potential cutoff(double exponent) {
    return new PowerLawCutoff(MASS, exponent, CUTOFF);
  }

  /** The density at a radius, over r^-exponent. */
  private static double amplitude(double exponent) {
    double norm = 2 * Math.PI * Math.pow(CUTOFF, 3 - exponent) * Gamma.value((3 - exponent) / 2);
    return MASS / norm;
  }

  /**
   * The squared frequency over r^-exponent, 4 pi G / r^(3 - exponent) times the integral of the
   * density term by term.
   */
  private static double squaredFrequency(double exponent, double r) {
    double x = r * r / (CUTOFF * CUTOFF);
    double sum = 0;
    double term = 1;
    for (int n = 0; n < 8; n++) {
      sum += term / (3 - exponent + 2 * n);
      term *= -x / (n + 1);
    }
    return 4 * Math.PI * G * amplitude(exponent) * sum;
  }

  @Test
  void enclosedMassOfTheMilkyWay() {
    CompositePotential galaxy = MilkyWay.bovy2014();
    assertEquals(0, galaxy.enclosedMass().at(0));
    assertEquals(0, galaxy.enclosedMass().gradient(0)[0], NOTHING);
    double sum = 0;
    for (Potential component : galaxy.components().values()) {
      assertEquals(0, component.enclosedMass().at(0));
      sum += component.enclosedMass().at(0.3);
    }
    assertEquals(sum, galaxy.enclosedMass().at(0.3), ROUNDING * sum);
    assertEquals(MASS, galaxy.and("hole", new PointMass(MASS)).enclosedMass().at(0));
  }

  @Test
  void frequenciesOfTheMilkyWayAreThoseOfItsCusp() {
    CompositePotential galaxy = MilkyWay.bovy2014();
    assertEquals(Double.POSITIVE_INFINITY, galaxy.circularFrequency().at(0));
    assertEquals(Double.POSITIVE_INFINITY, galaxy.epicyclicFrequency().at(0));
    assertEquals(Double.POSITIVE_INFINITY, galaxy.verticalFrequency().at(0));
    assertEquals(0, galaxy.circularVelocity().at(0));
  }

  /** The mass within r is v^2 r/G for a round halo. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-200, 1e-100, 3})
  void logarithmicHaloWithoutCore(double r) {
    double speed = 0.22;
    FieldQuantity mass = new LogarithmicHalo(speed, 1, 0).enclosedMass();
    double slope = speed * speed / G;
    assertEquals(slope * r, mass.at(r), 1e-13 * slope * r);
    assertEquals(slope, mass.gradient(r)[0], 1e-13 * slope);
    assertEquals(0, new LogarithmicHalo(speed, 0.8, 0.4).enclosedMass().at(0));
    assertEquals(0, new LogarithmicHalo(speed, 0.8, 0.4).enclosedMass().gradient(0)[0], NOTHING);
  }

  @Test
  void gaussianHasTheFrequenciesOfItsCore() {
    double omega = Math.sqrt(4 * Math.PI * G * amplitude(0) / 3);
    assertEquals(omega, cutoff(0).circularFrequency().at(0), ROUNDING * omega);
    assertEquals(2 * omega, cutoff(0).epicyclicFrequency().at(0), ROUNDING * omega);
    assertEquals(omega, cutoff(0).verticalFrequency().at(0), ROUNDING * omega);
    for (double r : new double[] {1e-300, 1e-150}) {
      assertEquals(omega, cutoff(0).circularFrequency().at(r), ROUNDING * omega);
      assertEquals(2 * omega, cutoff(0).epicyclicFrequency().at(r), ROUNDING * omega);
      assertEquals(omega, cutoff(0).circularVelocity().gradient(r)[0], ROUNDING * omega);
    }
    assertEquals(omega, cutoff(0).circularVelocity().gradient(0)[0], ROUNDING * omega);
    assertEquals(0, cutoff(0).circularVelocity().at(0));
    assertEquals(0, cutoff(0).circularFrequency().gradient(0)[0]);
    assertEquals(0, cutoff(0).enclosedMass().at(0));
    Potential disk = new MiyamotoNagai(6.8e10, 3, 0.28);
    double both = Math.hypot(omega, disk.circularFrequency().at(0));
    Potential sum = CompositePotential.of("core", cutoff(0), "disk", disk);
    assertEquals(both, sum.circularFrequency().at(0), ROUNDING * both);
    assertEquals(both, sum.circularVelocity().gradient(0)[0], ROUNDING * both);
    assertEquals(2 * both, sum.epicyclicFrequency().at(0), ROUNDING * both);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1.8, 1, 2.3, -1, -2.5})
  void frequenciesNearTheCenter(double exponent) {
    for (double r : RADII) {
      double square = squaredFrequency(exponent, r);
      double power = Math.pow(r, -exponent / 2);
      double omega = Math.sqrt(square) * power;
      assertEquals(omega, cutoff(exponent).circularFrequency().at(r), ROUNDING * omega, "r " + r);
      assertEquals(
          omega * r, cutoff(exponent).circularVelocity().at(r), ROUNDING * omega * r, "r " + r);
      // kappa^2 = Omega^2 + 4 pi G rho for a sphere.
      double density = amplitude(exponent) * Math.exp(-r * r / (CUTOFF * CUTOFF));
      double kappa = Math.sqrt(square + 4 * Math.PI * G * density) * power;
      assertEquals(kappa, cutoff(exponent).epicyclicFrequency().at(r), ROUNDING * kappa, "r " + r);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1.8, -1})
  void derivativesAreTheSameOnBothSidesOfTheExpansionsEnd(double exponent) {
    double below = 1.9e-3 * (1 - 1e-12);
    double above = 1.9e-3 * (1 + 1e-12);
    for (FieldQuantity quantity :
        new FieldQuantity[] {
          cutoff(exponent).circularFrequency(), cutoff(exponent).circularVelocity()
        }) {
      double slope = quantity.gradient(above)[0];
      double scale = Math.max(Math.abs(slope), quantity.at(above) / above);
      assertEquals(slope, quantity.gradient(below)[0], 1e-11 * scale, quantity.name());
      double[] parameters = quantity.parameterGradient(above).toArray();
      for (int k = 0; k < parameters.length; k++) {
        double other = quantity.parameterGradient(below).toArray()[k];
        assertEquals(parameters[k], other, 1e-10 * Math.abs(other), quantity.name() + k);
      }
    }
  }

  @Test
  void centersThatAreNoCores() {
    assertEquals(Double.POSITIVE_INFINITY, cutoff(1.8).circularFrequency().at(0));
    assertEquals(Double.POSITIVE_INFINITY, cutoff(1.8).epicyclicFrequency().at(0));
    assertEquals(Double.POSITIVE_INFINITY, cutoff(2.3).circularFrequency().at(0));
    assertEquals(0, cutoff(-1).circularFrequency().at(0));
    assertEquals(0, cutoff(-1).epicyclicFrequency().at(0));
    assertEquals(0, cutoff(-1).circularVelocity().at(0));
    assertEquals(0, cutoff(-1).circularVelocity().gradient(0)[0]);
    for (double exponent : new double[] {0, 1.8, -1}) {
      FieldQuantity speed = cutoff(exponent).circularVelocity();
      for (double derivative : speed.parameterGradient(0).toArray()) {
        assertEquals(0, derivative, NOTHING);
      }
    }
  }

  /** Where the limit is not known, the slope of the circular velocity is not made up. */
  @Test
  void unknownLimitsAreNotZero() {
    Potential sphere =
        Potential.of("-G*M*erf(norm(x,y,z))/norm(x,y,z)", ParameterSet.of("M", MASS));
    assertEquals(0, sphere.circularVelocity().at(0));
    assertTrue(Double.isNaN(sphere.circularVelocity().gradient(0)[0]));
    assertEquals(0, sphere.circularVelocity().parameterGradient(0).value("M"));
  }
}
