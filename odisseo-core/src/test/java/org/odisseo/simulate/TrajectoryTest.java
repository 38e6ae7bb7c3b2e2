// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;

class TrajectoryTest {

  private static final Particles FIRST = SimulationFixtures.cloud(3, 0.1, 1);
  private static final Particles SECOND = FIRST.shifted(new PhasePoint(1, 2, 3, 4, 5, 6));

  @Test
  void statesFromElsewhere() {
    Trajectory trajectory = Trajectory.ofStates(new double[] {0.5, 2}, List.of(FIRST, SECOND));
    assertTrue(trajectory.outcome().isCompleted());
    assertArrayEquals(new double[] {0.5, 2}, trajectory.times());
    assertEquals(FIRST, trajectory.particles(0));
    assertEquals(SECOND, trajectory.last());
  }

  @Test
  void saysWhatIsWrongWithStates() {
    assertThrows(
        IllegalArgumentException.class, () -> Trajectory.ofStates(new double[0], List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Trajectory.ofStates(new double[] {1}, List.of(FIRST, SECOND)));
    IllegalArgumentException others =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Trajectory.ofStates(
                    new double[] {1, 2}, List.of(FIRST, SECOND.withSoftening(0.7))));
    assertTrue(others.getMessage().contains("state 1"), others::getMessage);
  }
}
