// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.diagnose.AngularMomentum;
import org.odisseo.diagnose.Energy;
import org.odisseo.diagnose.EnergyDrift;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Integrator;
import org.odisseo.integrate.Integrators;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/** Orbits whose course is known. */
final class KnownOrbitsTest {

  private static final ExternalField POINT_MASS =
      ExternalField.of("-G*m/sqrt(x^2+y^2+z^2)", ParameterSet.of("m", 1.0));

  /** Position and velocity on a Kepler orbit with a = 1, GM = 1, from pericentre at time 0. */
  static double[] kepler(double eccentricity, double time) {
    double anomaly = time;
    for (int k = 0; k < 50; k++) {
      double error = anomaly - eccentricity * Math.sin(anomaly) - time;
      anomaly -= error / (1 - eccentricity * Math.cos(anomaly));
    }
    double b = Math.sqrt(1 - eccentricity * eccentricity);
    double rate = 1 / (1 - eccentricity * Math.cos(anomaly));
    return new double[] {
      Math.cos(anomaly) - eccentricity,
      b * Math.sin(anomaly),
      -Math.sin(anomaly) * rate,
      b * Math.cos(anomaly) * rate
    };
  }

  private static double[] plane(Particles p, int i) {
    return new double[] {p.x(i), p.y(i), p.vx(i), p.vy(i)};
  }

  private static Particles atPericentre(double eccentricity) {
    double[] start = kepler(eccentricity, 0);
    return Particles.of(
        new double[] {0},
        new double[][] {{start[0], start[1], 0}},
        new double[][] {{start[2], start[3], 0}});
  }

  @Test
  void keplerOrbitByErrorControl() {
    Simulation simulation =
        Simulation.in(POINT_MASS)
            .withUnits(UnitSystem.NBODY)
            .withIntegrator(Integrators.dopri853())
            .withTolerance(1e-13);
    for (double eccentricity : new double[] {0, 0.3, 0.9}) {
      Particles end = simulation.run(atPericentre(eccentricity), 20).orThrow().last();
      // Tolerance times the number of steps, a few hundred, and the drift in phase it causes.
      assertArrayEquals(kepler(eccentricity, 20), plane(end, 0), 2e-10, "e " + eccentricity);
    }
  }

  @Test
  void keplerOrbitBackwardInTime() {
    Particles end =
        Simulation.in(POINT_MASS)
            .withUnits(UnitSystem.NBODY)
            .withIntegrator(Integrators.dopri853())
            .withTolerance(1e-13)
            .run(atPericentre(0.5), -7.3)
            .orThrow()
            .last();
    assertArrayEquals(kepler(0.5, -7.3), plane(end, 0), 1e-10);
  }

  /** The error of a tolerance: it falls with it, and stays in proportion over many decades. */
  @Test
  void errorFollowsTheTolerance() {
    for (Integrator integrator :
        new Integrator[] {Integrators.dopri5(), Integrators.tsit5(), Integrators.dopri853()}) {
      double[] errors = new double[3];
      for (int k = 0; k < 3; k++) {
        double tolerance = Math.pow(10, -7 - 2 * k);
        Particles end =
            Simulation.in(POINT_MASS)
                .withUnits(UnitSystem.NBODY)
                .withIntegrator(integrator)
                .withTolerance(tolerance)
                .run(atPericentre(0.6), 10)
                .orThrow()
                .last();
        double[] exact = kepler(0.6, 10);
        errors[k] = Math.hypot(end.x(0) - exact[0], end.y(0) - exact[1]);
        // Over one and a half revolutions errors of single steps add up to some hundreds of them.
        assertTrue(errors[k] < 1000 * tolerance, integrator + " error " + errors[k]);
      }
      double power = Math.log(errors[0] / errors[2]) / Math.log(1e4);
      assertEquals(1, power, 0.2, integrator + ", errors " + Arrays.toString(errors));
    }
  }

  /** Two bodies that attract each other: their separation is a Kepler orbit. */
  @Test
  void twoBodiesGoRoundEachOther() {
    double[] start = kepler(0.4, 0);
    double m1 = 0.7;
    double m2 = 0.3;
    Particles pair =
        Particles.of(
            new double[] {m1, m2},
            new double[][] {{-m2 * start[0], 0, 0}, {m1 * start[0], 0, 0}},
            new double[][] {{0, -m2 * start[3], 0}, {0, m1 * start[3], 0}});
    Particles end =
        Simulation.isolated()
            .withUnits(UnitSystem.NBODY)
            .withIntegrator(Integrators.dopri853())
            .withTolerance(1e-13)
            .run(pair, 9)
            .orThrow()
            .last();
    double[] exact = kepler(0.4, 9);
    assertArrayEquals(
        exact,
        new double[] {
          end.x(1) - end.x(0), end.y(1) - end.y(0), end.vx(1) - end.vx(0), end.vy(1) - end.vy(0)
        },
        1e-10);
    assertEquals(0, end.centerOfMass().radius(), 1e-14);
  }

  /**
   * The figure-eight orbit of three equal masses.
   *
   * @see <a href="https://arxiv.org/abs/1705.00527">arXiv:1705.00527</a>
   */
  @Test
  void figureEightKeepsItsEnergy() {
    double[] x = {-1.0024277970, 0.0041695061, 0};
    double[] v = {0.3489048974, 0.5306305100, 0};
    Particles three =
        Particles.of(
                new double[] {1, 1, 1},
                new double[][] {x, {-x[0], -x[1], 0}, {0, 0, 0}},
                new double[][] {v, v, {-2 * v[0], -2 * v[1], 0}})
            .withSoftening(0.5e-3);
    Simulation simulation =
        Simulation.isolated()
            .withUnits(UnitSystem.NBODY)
            .withSteps(20_000)
            .withSaveAt(SaveAt.everySteps(1).andStart());
    Energy energy = Energy.of(simulation, three, 0);
    assertEquals(1.2099100967, energy.kinetic(), 5e-11);
    assertEquals(-2.4939233704, energy.mutual(), 5e-11);
    assertEquals(-1.2840132737103263, energy.total(), 1e-15);

    Trajectory run = simulation.run(three, 6.3490473929 / 2).orThrow();
    assertEquals(1.47e-8, EnergyDrift.of(simulation, run).largest(), 0.005e-8);
    assertEquals(0, AngularMomentum.of(run.last()).length(), 1e-13);
  }

  /** A tracer in the field of a softened body that moves is one in a moving Plummer sphere. */
  @Test
  void softenedBodyIsAPlummerSphere() {
    ExternalField sphere =
        ExternalField.of(
            "-G*m/sqrt((x-u*t)^2+y^2+z^2+b^2)", ParameterSet.of("m", 1.3, "b", 0.2, "u", 0.5));
    Particles tracer =
        Particles.of(
            new double[] {0}, new double[][] {{0.9, 0.1, -0.2}}, new double[][] {{0.4, 1, 0.1}});
    Particles body =
        Particles.of(new double[] {1.3}, new double[][] {{0, 0, 0}}, new double[][] {{0.5, 0, 0}})
            .withSoftening(0.2);
    Simulation inField =
        Simulation.in(sphere)
            .withUnits(UnitSystem.NBODY)
            .withIntegrator(Integrators.yoshida6())
            .withSteps(2000);
    Particles expected = inField.run(tracer, 5).orThrow().last();
    Particles actual =
        inField
            .withField(ExternalField.none())
            .withSelfGravity(SelfGravity.testParticles(1))
            .run(body.concat(tracer), 5)
            .orThrow()
            .last();
    // 14000 roundings of the same sum.
    assertEquals(2.5, actual.x(0), 1e-12);
    assertEquals(0, actual.subset(1).minus(expected).norm(), 1e-11);
  }

  @Test
  void stepsAreCountedAgainstALimit() {
    StepSize few = StepSize.adaptive(1e-12).withMostSteps(20);
    Simulation simulation =
        Simulation.in(POINT_MASS)
            .withUnits(UnitSystem.NBODY)
            .withIntegrator(Integrators.dopri5())
            .withStepSize(few);
    Trajectory run = simulation.run(atPericentre(0.5), 10);
    assertEquals(Outcome.StepLimit.class, run.outcome().getClass());
    double reached = run.outcome().time();
    assertTrue(reached > 0 && reached < 10);
    assertEquals(reached, run.time(run.count() - 1));
    assertArrayEquals(kepler(0.5, reached), plane(run.last(), 0), 1e-10);
    SimulationInput input = simulation.input(atPericentre(0.5), 10);
    Trajectory beside = simulation.jvp(input, input.unit("particles.vy[0]")).value();
    assertEquals(run.outcome(), beside.outcome());
    assertArrayEquals(kepler(0.5, reached), plane(beside.last(), 0), 1e-10);
  }
}
