// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.integrate.Integrator;
import org.odisseo.integrate.Integrators;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;
import org.odisseo.sky.GalactocentricCoordinates;
import org.odisseo.sky.Observer;
import org.odisseo.sky.StreamFrame;
import org.odisseo.sky.StreamTable;
import org.odisseo.testkit.DerivativeCheck;
import org.odisseo.units.UnitSystem;

/** The orbit of the progenitor of GD-1, and where it is seen, through simulations. */
class OrbitInMilkyWayTest {

  private static final UnitSystem UNITS = UnitSystem.GALACTIC;
  private static final CompositePotential GALAXY = MilkyWay.bovy2014();

  /** In the left-handed frame of the reference; the potential does not mind. */
  private static final Particles PROGENITOR =
      Particles.single(
          1,
          GalactocentricCoordinates.of(11.8, 0.79, 6.4, 109.5, -254.5, -90.3).toPhasePoint(UNITS));

  /** Reference: SciPy's DOP853 with rtol = atol = 1e-13; both err in the last digit. */
  /** Published: leapfrog in the halo alone, 12800 steps; methods that see the field agree. */
  @Test
  void everyMethodFollowsTheSameOrbitInAHalo() {
    double unit = UnitSystem.GALACTIC.velocityFromKilometersPerSecond(1);
    Particles start =
        Particles.single(
            0, PhasePoint.of(11.8, 0.79, 6.4, 109.5 * unit, -254.5 * unit, -90.3 * unit));
    double[] published = {12.497597, -50.630738, -22.645793};
    for (Integrator method : List.of(Integrators.leapfrog(), Integrators.rk4())) {
      Particles end =
          Simulation.in(new Nfw(4.3683325e11, 16))
              .withIntegrator(method)
              .withSteps(12800)
              .run(start, 300)
              .last();
      // Half of the last printed digit, and the error 1e-6 of 12800 steps of leapfrog.
      assertEquals(published[0], end.x(0), 1.5e-6);
      assertEquals(published[1], end.y(0), 1.5e-6);
      assertEquals(published[2], end.z(0), 1.5e-6);
    }
  }

  @Test
  void threeGigayearsAgo() {
    Particles then =
        Simulation.in(GALAXY)
            .withIntegrator(Integrators.dopri853())
            .withTolerance(1e-13)
            .run(PROGENITOR, -3000)
            .orThrow()
            .last();
    assertEquals(-15.5008793924, then.x(0), 2e-10);
    assertEquals(0.0031347084, then.y(0), 2e-10);
    assertEquals(-11.5965797894, then.z(0), 2e-10);
    assertEquals(-102.7103307204, kmPerSecond(then.vx(0)), 3e-9);
    assertEquals(199.3388174134, kmPerSecond(then.vy(0)), 3e-9);
    assertEquals(-77.0478149291, kmPerSecond(then.vz(0)), 3e-9);
  }

  @Test
  void leapfrogErrsAsTheReferenceDoes() {
    Particles coarse = leapfrog(1000);
    assertEquals(-15.62858282936, coarse.x(0), 5e-11);
    assertEquals(0.28301763520, coarse.y(0), 5e-11);
    assertEquals(-11.69125158811, coarse.z(0), 5e-11);
    assertEquals(-1.4912e-4, energy(coarse) / energy(PROGENITOR) - 1, 5e-9);
    double ratio = error(leapfrog(8000)) / error(leapfrog(16_000));
    assertEquals(4, ratio, 0.1);
  }

  private static Particles leapfrog(int steps) {
    return Simulation.in(GALAXY).withSteps(steps).run(PROGENITOR, -3000).orThrow().last();
  }

  private static double error(Particles then) {
    return Math.hypot(
        Math.hypot(then.x(0) + 15.5008793924, then.y(0) - 0.0031347084), then.z(0) + 11.5965797894);
  }

  private static double energy(Particles p) {
    double v2 = p.vx(0) * p.vx(0) + p.vy(0) * p.vy(0) + p.vz(0) * p.vz(0);
    return v2 / 2 + GALAXY.value().at(p.x(0), p.y(0), p.z(0));
  }

  private static double kmPerSecond(double velocity) {
    return UNITS.velocityToKilometersPerSecond(velocity);
  }

  /** From masses, positions, the parameters of the Galaxy and the time to the frame of GD-1. */
  @Test
  void skyAfterASimulationIsDifferentiable() {
    Simulation simulation =
        Simulation.in(GALAXY).withStepSize(StepSize.count(40)).withIntegrator(Integrators.rk4());
    Differentiable<SimulationInput, StreamTable> seen =
        simulation
            .then(Trajectory.toLast())
            .then(Observer.standard().particlesToStream(StreamFrame.gd1()));
    // The second body feels the bulge: far out its parameters do not matter but for rounding.
    Particles two =
        PROGENITOR.concat(
            Particles.single(
                2, GalactocentricCoordinates.of(-2, 1, 0.5, 20, 150, 30).toPhasePoint(UNITS)));
    DerivativeCheck.of(seen, simulation.input(two.withSoftening(0.1), 30)).run();
  }
}
