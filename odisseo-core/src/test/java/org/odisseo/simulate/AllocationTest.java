// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.engine.Engine;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Tape;
import org.odisseo.units.UnitSystem;

/** A step makes no objects: longer runs allocate no more than shorter ones. */
final class AllocationTest {

  private static final int MORE_STEPS = 2000;

  /** What the JVM itself may do to the count: a few objects, not one for each step. */
  private static final long SLACK = 8 * MORE_STEPS;

  private static final int MOST_ATTEMPTS = 50;

  private record Case(String name, Simulation simulation, int bodies) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    Simulation orbits = inField(SimulationFixtures.halo());
    return List.of(
        new Case("one orbit", orbits, 1),
        new Case("many orbits", orbits, 200),
        new Case("orbits in a changing field", inField(SimulationFixtures.changingField()), 200),
        new Case("tracers", orbits.withSelfGravity(SelfGravity.testParticles(1)), 200),
        new Case("a cluster in a field", orbits.withSelfGravity(SelfGravity.direct()), 40));
  }

  private static Simulation inField(ExternalField field) {
    return Simulation.in(field).withUnits(UnitSystem.NBODY).withEngine(Engine.jvm(1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void leapfrogStepsAllocateNothing(Case at) {
    SimulationInput input = at.simulation().input(SimulationFixtures.cloud(at.bodies(), 0.1, 1), 1);
    Simulation few = at.simulation().withSteps(100);
    Simulation many = at.simulation().withSteps(100 + MORE_STEPS);
    // Vectors are objects until the code that handles them has been compiled.
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && least >= SLACK; attempt++) {
      least = Math.min(least, bytes(many, input) - bytes(few, input));
    }
    double perStep = (double) least / MORE_STEPS;
    assertTrue(least < SLACK, () -> perStep + " bytes a step");
  }

  private static long bytes(Simulation simulation, SimulationInput input) {
    return bytes(() -> simulation.apply(input));
  }

  private static long bytes(Runnable task) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    task.run();
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  /** What does not fit is run once more when its turn comes, and not kept until then. */
  @Test
  void derivativesOfAPullbackKeepWithinTheMemoryLimit() {
    int bodies = 300;
    Simulation simulation = inField(SimulationFixtures.halo()).withSteps(3000);
    SimulationInput input = simulation.input(SimulationFixtures.cloud(bodies, 0.1, 1), 1);
    SimulationInput direction = input.unit("field.v0");
    long limit = 1 << 20;
    long records = Tape.fullBytes(simulation.integrator(), 3000, 3L * Double.BYTES * bodies, 2);
    assertTrue(records > 20 * limit, "records of " + records + " bytes");
    long allocated =
        bytes(
            () ->
                simulation.withMemoryLimit(limit).twice().orElseThrow().vjpAlong(input, direction));
    assertTrue(allocated < records / 4, allocated + " bytes of " + records);
  }
}
