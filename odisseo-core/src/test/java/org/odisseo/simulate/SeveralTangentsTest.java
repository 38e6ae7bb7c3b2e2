// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.units.UnitSystem;

/** Several tangents of more bodies than any block or tile holds. */
final class SeveralTangentsTest {

  private static final int BODIES = 1100;

  @Test
  void everyBodyOfALargeClusterFollowsTheEndTime() {
    Simulation simulation =
        Simulation.in(SimulationFixtures.changingField())
            .withSelfGravity(SelfGravity.direct())
            .withUnits(UnitSystem.NBODY)
            .withSteps(2);
    SimulationInput input = simulation.input(SimulationFixtures.cloud(BODIES, 0.1, 1), 0.2);
    List<SimulationInput> directions =
        List.of(input.unit("endTime"), input.unit("field.core.m"), input.unit("particles.x[7]"));
    List<Trajectory> several = simulation.jvps(input, directions).tangents();
    for (int k = 0; k < directions.size(); k++) {
      Trajectory one = simulation.jvp(input, directions.get(k)).tangent();
      assertTrue(one.norm() > 0);
      // Both sum the same few hundred terms in another order.
      assertEquals(0, several.get(k).minus(one).norm(), 1e-11 * one.norm());
    }
  }
}
