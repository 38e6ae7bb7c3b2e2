// SPDX-License-Identifier: Apache-2.0

package org.odisseo.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.Trajectory;
import org.odisseo.units.UnitSystem;

class TrajectoryArraysTest {

  private static Trajectory orbit() {
    Particles pair =
        Particles.of(
            new double[] {1, 0.5},
            new double[][] {{0, 0, 0}, {1, 0, 0}},
            new double[][] {{0, 0, 0}, {0, 1.2, 0}});
    return Simulation.isolated()
        .withUnits(UnitSystem.NBODY)
        .withSteps(20)
        .withSaveAt(SaveAt.evenly(4))
        .run(pair, 1);
  }

  @Test
  void statesAreTables() {
    Trajectory orbit = orbit();
    INDArray states = TrajectoryArrays.states(orbit);
    assertArrayEquals(new long[] {orbit.count(), 2, 8}, states.shape());
    int last = orbit.count() - 1;
    assertEquals(orbit.last().x(1), states.getDouble(last, 1, 2));
    assertEquals(orbit.last().vy(0), states.getDouble(last, 0, 6));
    assertArrayEquals(orbit.times(), TrajectoryArrays.times(orbit).data().asDouble());
  }

  @Test
  void throughFilesAndBack(@TempDir Path folder) {
    Trajectory orbit = orbit();
    NpyFiles.write(TrajectoryArrays.times(orbit), folder.resolve("times.npy"));
    NpyFiles.write(TrajectoryArrays.states(orbit), folder.resolve("states.npy"));
    Trajectory again =
        TrajectoryArrays.trajectory(
            NpyFiles.read(folder.resolve("times.npy")),
            NpyFiles.read(folder.resolve("states.npy")));
    assertArrayEquals(orbit.toArray(), again.toArray());
  }

  @Test
  void saysWhatIsWrong() {
    IllegalArgumentException states =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                TrajectoryArrays.trajectory(
                    Nd4j.createFromArray(1.0), Nd4j.zeros(DataType.DOUBLE, 1, 3, 6)));
    assertTrue(states.getMessage().contains("(S, N, 8), got [1, 3, 6]"), states::getMessage);
    IllegalArgumentException times =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                TrajectoryArrays.trajectory(
                    Nd4j.createFromArray(1.0, 2.0, 3.0), Nd4j.zeros(DataType.DOUBLE, 2, 3, 8)));
    assertTrue(times.getMessage().contains("times must have shape [2]"), times::getMessage);
  }
}
