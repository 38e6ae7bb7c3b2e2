// SPDX-License-Identifier: Apache-2.0

package org.odisseo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Integrator;
import org.odisseo.integrate.Integrators;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;
import org.odisseo.units.UnitSystem;

/**
 * What every integrator must do. A test extends this class with the integrator and what is expected
 * of it.
 */
public abstract class IntegratorContract {

  /** A flattened logarithmic halo whose centre is soft, and whose mass changes with time. */
  private static final ExternalField FIELD =
      ExternalField.of(
          "v0^2*(1 + rate*sin(0.3*t))/2*log(rc^2 + x^2 + y^2 + (z/q)^2)",
          ParameterSet.of("v0", 1.1, "rate", 0.1, "rc", 0.4, "q", 0.8));

  private static final Particles ORBIT =
      Particles.of(
          new double[] {1}, new double[][] {{1, 0.2, 0.3}}, new double[][] {{0.1, 0.8, 0.4}});

  /** The end of runs that are not about accuracy. */
  private static final double END = 4;

  /** The number of steps of such runs. */
  private static final int SHORT = 100;

  /** The integrator under test. */
  protected abstract Integrator integrator();

  /** The order that it must have. */
  protected abstract int order();

  /**
   * The end time of the run whose error is measured. Methods of odd order need a long one: their
   * leading error is a drift of the energy, which is small, but its effect grows with time squared.
   */
  protected abstract double endTime();

  /** The number of steps from which the error of that run falls with the order. */
  protected abstract int steps();

  /** Whether a run back retraces the run forward. */
  protected abstract boolean isReversible();

  private static Simulation simulation(Integrator integrator, int steps) {
    return Simulation.in(FIELD)
        .withUnits(UnitSystem.NBODY)
        .withIntegrator(integrator)
        .withSteps(steps);
  }

  private double error(int steps, Particles exact) {
    Particles end = simulation(integrator(), steps).run(ORBIT, endTime()).orThrow().last();
    return end.minus(exact).norm();
  }

  /** By the method of order 8 with steps so short that rounding is all that is left. */
  private Particles exact() {
    int steps = (int) (200 * endTime());
    return simulation(Integrators.dopri853(), steps).run(ORBIT, endTime()).orThrow().last();
  }

  @Test
  final void saysItsOrder() {
    assertEquals(order(), integrator().order());
  }

  /** The slope over a factor of four in the step, in a field that changes with place and time. */
  @Test
  final void errorFallsWithTheOrder() {
    Particles exact = exact();
    double coarse = error(steps(), exact);
    double fine = error(4 * steps(), exact);
    double slope = Math.log(coarse / fine) / Math.log(4);
    assertEquals(order(), slope, 0.1, "errors " + coarse + ", " + fine);
    // Rounding makes an error of some 1e-14 at time 4, which grows with time.
    assertTrue(fine > 1.5e-15 * Math.max(10, endTime()), "the error " + fine + " is rounding");
  }

  /** Many orbits one after another and side by side are the same orbits. */
  @Test
  final void bodiesWithoutAttractionDoNotFeelEachOther() {
    Particles other =
        Particles.of(
            new double[] {2}, new double[][] {{-1, 0.5, 0}}, new double[][] {{0, -1, 0.2}});
    Simulation simulation = simulation(integrator(), SHORT);
    Particles both = simulation.run(ORBIT.concat(other), END).orThrow().last();
    Particles alone = simulation.run(other, END).orThrow().last();
    assertEquals(alone, both.subset(1));
  }

  @Test
  final void runBackRetracesTheRunIfReversible() {
    // Steps so long that only a method that is reversible by construction can retrace them.
    Simulation forward = simulation(integrator(), SHORT / 5);
    Particles end = forward.run(ORBIT, END).orThrow().last();
    Particles back = forward.withStartTime(END).run(end, 0).orThrow().last();
    double distance = back.minus(ORBIT).norm();
    if (isReversible()) {
      // Rounding of some hundred steps, amplified by the orbit's own growth of errors.
      assertEquals(0, distance, 1e-12);
    } else {
      assertTrue(distance > 1e-12, "retraced to " + distance);
    }
  }

  @Test
  final void savedStatesAreThoseOfTheRun() {
    int steps = SHORT;
    Simulation simulation = simulation(integrator(), steps);
    Trajectory every = simulation.withSaveAt(SaveAt.everySteps(1).andStart()).run(ORBIT, END);
    assertEquals(steps + 1, every.count());
    assertEquals(ORBIT, every.particles(0));
    assertEquals(simulation.run(ORBIT, END).last(), every.last());
    for (int k = 0; k <= steps; k++) {
      assertEquals(END * k / steps, every.time(k), 2 * Math.ulp(END));
    }
  }

  /** Reverse mode against forward mode, for the whole input at once. */
  @Test
  final void reverseAndForwardModeAgree() {
    Simulation simulation =
        simulation(integrator(), 30).withSaveAt(SaveAt.times(0.7, 1.1).andStart());
    SimulationInput input = simulation.input(ORBIT, 2);
    SplittableRandom random = new SplittableRandom(5);
    double[] direction = random.doubles(input.size(), -1, 1).toArray();
    SimulationInput tangent = input.withArray(direction);
    Trajectory pushed = simulation.jvp(input, tangent).tangent();
    double[] weights = random.doubles(pushed.size(), -1, 1).toArray();
    Trajectory cotangent = pushed.withArray(weights);
    double forward = cotangent.dot(pushed);
    double reverse = simulation.vjp(input).pull(cotangent).dot(tangent);
    assertNotEquals(0, forward);
    assertEquals(forward, reverse, 1e-12 * Math.max(1, Math.abs(forward)));
  }
}
