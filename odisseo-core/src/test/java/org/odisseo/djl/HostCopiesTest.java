// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.engine.SessionBench;
import org.odisseo.integrate.Integrator;
import org.odisseo.integrate.Integrators;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;
import org.odisseo.units.UnitSystem;

/**
 * How often a run copies something from its device to the host: not in a step. What is left grows
 * with the steps by looks at whether the state is finite, two vectors every 32 steps.
 */
class HostCopiesTest {

  private static final int STEPS_BETWEEN_LOOKS = 32;

  private final AtomicInteger copies = new AtomicInteger();

  private Simulation simulation(int devices, Integrator integrator, int steps) {
    return Simulation.in(SessionBench.BAR)
        .withUnits(UnitSystem.NBODY)
        .withSelfGravity(SelfGravity.direct())
        .withIntegrator(integrator)
        .withSteps(steps)
        .withEngine(
            DjlEngine.on(Collections.nCopies(devices, Device.cpu()))
                .withCopyListener(copies::incrementAndGet));
  }

  private static SimulationInput input(Simulation simulation) {
    double[][] x = {{1, 0.2, 0}, {-0.5, 1, 0.3}, {0, -1, 0.5}};
    double[][] v = {{0, 1, 0}, {-1, 0, 0.1}, {1, 0.2, 0}};
    return simulation.input(
        Particles.of(new double[] {0.1, 0.2, 0.3}, x, v).withSoftening(0.5), 0.3);
  }

  private static int looks(int steps) {
    return 2 * ((steps + STEPS_BETWEEN_LOOKS - 1) / STEPS_BETWEEN_LOOKS);
  }

  private int copiesOfRun(int devices, int steps) {
    Simulation simulation = simulation(devices, Integrators.leapfrog(), steps);
    SimulationInput input = input(simulation);
    copies.set(0);
    simulation.apply(input);
    return copies.get();
  }

  /** Position and velocity at the end, and the looks; from each device. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void forward(int devices) {
    assertEquals(devices * (2 + looks(10)), copiesOfRun(devices, 10));
    assertEquals(devices * (2 + looks(100)), copiesOfRun(devices, 100));
  }

  /** On the Java heap a run of so many bodies looks in each step. */
  @Test
  void forwardWithManyBodies() {
    int bodies = 5000;
    double[][] x = new double[bodies][3];
    for (int i = 0; i < bodies; i++) {
      x[i][0] = 1 + i * 1e-4;
    }
    Particles particles = Particles.of(new double[bodies], x, new double[bodies][3]);
    for (int steps : new int[] {10, 100}) {
      Simulation simulation =
          simulation(1, Integrators.leapfrog(), steps).withSelfGravity(SelfGravity.none());
      copies.set(0);
      simulation.run(particles, 0.3);
      assertEquals(2 + looks(steps), copies.get());
    }
  }

  private int copiesOfSweepBack(int devices, Integrator integrator, int steps) {
    Simulation simulation = simulation(devices, integrator, steps);
    WithPullback<SimulationInput, Trajectory> run = simulation.vjp(input(simulation));
    copies.set(0);
    run.pull(run.value());
    return copies.get();
  }

  /** Position and velocity, two sums for the end time, five sums of cotangents and tangents. */
  private void backward(int devices, Integrator integrator) {
    int gradient = 2 + 2 + 5;
    assertEquals(devices * gradient, copiesOfSweepBack(devices, integrator, 10));
    assertEquals(devices * gradient, copiesOfSweepBack(devices, integrator, 100));
  }

  @Test
  void backward() {
    backward(1, Integrators.leapfrog());
    backward(1, Integrators.rk4());
    backward(2, Integrators.leapfrog());
  }

  @Test
  void tangents() {
    int[] counts = new int[2];
    for (int i = 0; i < 2; i++) {
      int steps = i == 0 ? 10 : 100;
      Simulation simulation = simulation(1, Integrators.leapfrog(), steps);
      SimulationInput input = input(simulation);
      copies.set(0);
      simulation.jvp(input, input.times(0.5));
      counts[i] = copies.get() - looks(steps);
    }
    assertEquals(counts[0], counts[1]);
  }
}
