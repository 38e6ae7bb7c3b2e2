// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Maps;
import org.odisseo.integrate.Integrators;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/**
 * The derivative through the mutual attraction of two bodies, against Kepler's closed form. The
 * second body starts at pericentre; its final x depends on its initial velocity along y only
 * through the attraction, so a program that takes the attraction not to change finds zero.
 */
final class TwoBodyGradientTest {

  private static final double M1 = 1;
  private static final double M2 = 0.3;
  private static final double TIME = 2.7;

  private static Particles pair(double m1, double vy2) {
    return Particles.of(
        new double[] {m1, M2},
        new double[][] {{0, 0, 0}, {1, 0, 0}},
        new double[][] {{0, 0, 0}, {0, vy2, 0}});
  }

  private static final Simulation SIMULATION =
      Simulation.isolated()
          .withUnits(UnitSystem.NBODY)
          .withIntegrator(Integrators.dopri853())
          .withSteps(400);

  /**
   * The final x of body 2 by Kepler: the centre of mass moves uniformly, the separation is known.
   */
  private static double finalX(double m1, double vy2) {
    double mass = m1 + M2;
    double axis = 1 / (2 - vy2 * vy2 / mass);
    double eccentricity = 1 - 1 / axis;
    double scaled = TIME * Math.sqrt(mass / (axis * axis * axis));
    double separation = axis * KnownOrbitsTest.kepler(eccentricity, scaled)[0];
    return M2 / mass + m1 / mass * separation;
  }

  private static Particles gradient(Simulation simulation) {
    return gradient(simulation, pair(M1, 1.2), TIME);
  }

  /** The gradient of the final x of the second body. */
  private static Particles gradient(Simulation simulation, Particles pair, double time) {
    Particles onX2 = Particles.zero(2).unit("x[1]");
    return Gradient.of(
            simulation.then(Trajectory.toLast()).then(Maps.weighted(onX2)),
            simulation.input(pair, time))
        .particles();
  }

  @Test
  void exactDerivativeIsThatOfKeplersOrbit() {
    double h = 1e-4;
    double byVelocity = difference(h, 0, 1);
    double byMass = difference(h, 1, 0);
    Particles gradient = gradient(SIMULATION);
    assertEquals(finalX(M1, 1.2), SIMULATION.run(pair(M1, 1.2), TIME).last().x(1), 1e-12);
    // Differences of fourth order of a closed form: 1e-16 / 1e-4 and h^4.
    assertEquals(byVelocity, gradient.vy(1), 1e-10);
    assertEquals(byMass, gradient.mass(0), 1e-10);
  }

  private static double difference(double h, double m1, double vy2) {
    double near = finalX(M1 + m1 * h, 1.2 + vy2 * h) - finalX(M1 - m1 * h, 1.2 - vy2 * h);
    double far =
        finalX(M1 + 2 * m1 * h, 1.2 + 2 * vy2 * h) - finalX(M1 - 2 * m1 * h, 1.2 - 2 * vy2 * h);
    return (8 * near - far) / (12 * h);
  }

  @Test
  void stoppedDerivativeDoesNotSeeTheVelocity() {
    Simulation stopped = SIMULATION.withSelfGravity(SelfGravity.direct().stopGradient());
    Particles gradient = gradient(stopped);
    assertEquals(0.0, gradient.vy(1));
    // It still sees the mass, and says something else about it.
    assertEquals(-1, Math.signum(gradient.mass(0)));
    assertEquals(TIME, gradient.vx(1), 1e-12);
  }

  /**
   * Masses 1 and 0.5 on an orbit of eccentricity 0.2 from pericentre at distance 1, 500 leapfrog
   * steps to time 3, softening 0.001: the values found for ODISSEO, whose derivatives are the
   * stopped ones, and by differences.
   */
  @Test
  void derivativesThatOdisseoGivesAndShouldGive() {
    Particles pair =
        Particles.of(
                new double[] {1, 0.5},
                new double[][] {{0, 0, 0}, {1, 0, 0}},
                new double[][] {{0, 0, 0}, {0, Math.sqrt(1.5 * 1.2), 0}})
            .withSoftening(1e-3);
    Simulation leapfrog = Simulation.isolated().withUnits(UnitSystem.NBODY).withSteps(500);
    Particles exact = gradient(leapfrog, pair, 3);
    assertEquals(-1.18811, exact.vy(1), 5e-6);
    assertEquals(-0.2562, exact.mass(0), 5e-5);
    Particles stopped =
        gradient(leapfrog.withSelfGravity(SelfGravity.direct().stopGradient()), pair, 3);
    assertEquals(0.0, stopped.vy(1));
    assertEquals(-1.5911, stopped.mass(0), 5e-5);
  }
}
