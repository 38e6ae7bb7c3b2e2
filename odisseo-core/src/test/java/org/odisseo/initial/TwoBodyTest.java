// SPDX-License-Identifier: Apache-2.0

package org.odisseo.initial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Maps;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.testkit.DifferentiableContract;
import org.odisseo.units.UnitSystem;

class TwoBodyTest {

  private static final UnitSystem NBODY = UnitSystem.NBODY;

  /** Kpc, solar mass, km/s: G is far from one, where an extra factor of G would show. */
  private static final UnitSystem OBSERVER =
      UnitSystem.of(3.085677581491367e19, 1.988409870698051e30, 3.085677581491367e16);

  @Nested
  class Contract extends DifferentiableContract<TwoBody, Particles> {
    @Override
    protected Differentiable<TwoBody, Particles> map() {
      return TwoBody.map(UnitSystem.GALACTIC);
    }

    @Override
    protected List<TwoBody> points() {
      return List.of(TwoBody.of(1e10, 3e8, 2, 0.3), TwoBody.of(1e10, 1e10, 0.01, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "100, 1, 0.01, 0, 1",
    "1, 2, 0.7, 0.6, 1",
    "1, 0, 2, 0.9, 1",
    "3, 5, 1, 1.5, 1",
    "1e10, 4e8, 3, 0.25, 4.300917270036279e-06"
  })
  void energyAndAngularMomentumGiveBackTheOrbit(
      double mass1, double mass2, double pericenter, double eccentricity, double gravity) {
    UnitSystem units = gravity == 1 ? NBODY : OBSERVER;
    assertEquals(gravity, units.gravitationalConstant(), 1e-15 * gravity);
    Particles pair = TwoBody.of(mass1, mass2, pericenter, eccentricity).particles(units);

    double separation = pair.x(1) - pair.x(0);
    double velocity = pair.vy(1) - pair.vy(0);
    assertEquals(pericenter, separation, 1e-15 * pericenter);
    // Of the relative orbit: specific energy -G M / 2a and angular momentum^2 = G M a (1 - e^2).
    double parameter = gravity * (mass1 + mass2);
    double energy = velocity * velocity / 2 - parameter / separation;
    double momentum = separation * velocity;
    double e = Math.sqrt(1 + 2 * energy * Math.pow(momentum / parameter, 2));
    // e = sqrt(1 + ...) doubles digits lost near e = 0, so compare e^2.
    assertEquals(eccentricity * eccentricity, e * e, 1e-14);
    double semiLatusRectum = momentum * momentum / parameter;
    assertEquals(pericenter * (1 + eccentricity), semiLatusRectum, 1e-14 * semiLatusRectum);
    double axis = TwoBody.of(mass1, mass2, pericenter, eccentricity).semiMajorAxis();
    assertEquals(-parameter / (2 * energy), axis, 1e-13 * Math.abs(axis));
  }

  @Test
  void centerOfMassIsAtRestAtTheOrigin() {
    PhasePoint center = TwoBody.of(7, 3, 2, 0.5).particles(NBODY).centerOfMass();
    assertEquals(0, center.radius(), 1e-15);
    assertEquals(0, center.speed(), 1e-15);
  }

  @Test
  void circularVelocityInPhysicalUnits() {
    // 1e11 solar masses at 8 kpc: sqrt(4.300917270036279e-06 * 1e11 / 8) = 231.86 km/s.
    Particles pair = TwoBody.of(1e11, 0, 8, 0).particles(UnitSystem.GALACTIC);
    double speed = UnitSystem.GALACTIC.velocityToKilometersPerSecond(pair.vy(1));
    assertEquals(Math.sqrt(4.300917270036279e-06 * 1e11 / 8), speed, 1e-12);
    assertEquals(0, pair.vy(0));
    assertEquals(0, pair.mass(1));
  }

  @Test
  void periodIsThatOfTheEarth() {
    // An astronomical unit and a solar mass: a Gaussian year of 365.2569 days.
    double astronomicalUnit = 1 / (648000 / Math.PI * 1000);
    double years =
        TwoBody.of(1, 0, astronomicalUnit * (1 - 0.0167), 0.0167).period(UnitSystem.GALACTIC) * 1e6;
    assertEquals(365.2568983 / 365.25, years, 1e-6);
    assertEquals(Double.POSITIVE_INFINITY, TwoBody.of(1, 1, 1, 1).period(NBODY));
  }

  @Test
  void pericenterSpeedOfAParabolaIsTheEscapeSpeed() {
    Particles pair = TwoBody.of(3, 1, 2, 1).particles(NBODY);
    assertEquals(Math.sqrt(2 * 4 / 2.0), pair.vy(1) - pair.vy(0), 1e-15);
  }

  @Test
  void gradientOfTheSpeedIsTheClosedForm() {
    // v2 = m1 sqrt(G (1 + e) / (M r_p)), so d v2 / d e = v2 / (2 (1 + e)).
    TwoBody orbit = TwoBody.of(3, 1, 2, 0.5);
    Particles unit = Particles.zero(2).unit("vy[1]");
    TwoBody gradient = Gradient.of(TwoBody.map(NBODY).then(Maps.weighted(unit)), orbit);
    double speed = orbit.particles(NBODY).vy(1);
    assertEquals(speed / 3, gradient.eccentricity(), 1e-15);
    assertEquals(-speed / 4, gradient.pericenter(), 1e-15);
    assertEquals(speed * (1.0 / 3 - 1.0 / 8), gradient.mass1(), 1e-15);
    assertEquals(-speed / 8, gradient.mass2(), 1e-15);
  }

  @Test
  void badOrbitsAreRefused() {
    assertMessage("mass1 must be >= 0 and finite, got -1.0", () -> TwoBody.of(-1, 1, 1, 0));
    assertMessage("mass1 + mass2 must be > 0 and finite, got 0.0", () -> TwoBody.of(0, 0, 1, 0));
    assertMessage("pericenter must be > 0 and finite, got 0.0", () -> TwoBody.of(1, 1, 0, 0));
    assertMessage(
        "eccentricity must be >= 0 and finite, got NaN", () -> TwoBody.of(1, 1, 1, Double.NaN));
    assertMessage(
        "mass2 must be >= 0 and finite, got NaN",
        () -> new TwoBody(1, Double.NaN, 1, 0).particles(NBODY));
  }
}
