// SPDX-License-Identifier: Apache-2.0

package org.odisseo.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.Trajectory;

/** Trajectories to and from arrays of ND4J, in float64. */
public final class TrajectoryArrays {

  private TrajectoryArrays() {}

  /**
   * The times of the saved states.
   *
   * @return (S)
   */
  public static INDArray times(Trajectory trajectory) {
    return Nd4j.createFromArray(trajectory.times());
  }

  /**
   * The saved states.
   *
   * @return (S, N, 8): for each state the table of its particles, as {@link ParticleArrays#table}
   */
  public static INDArray states(Trajectory trajectory) {
    INDArray[] tables = new INDArray[trajectory.count()];
    for (int s = 0; s < tables.length; s++) {
      tables[s] = ParticleArrays.table(trajectory.particles(s));
    }
    return Nd4j.stack(0, tables);
  }

  /**
   * A trajectory from its arrays; it counts as completed in zero steps.
   *
   * @param times (S)
   * @param states (S, N, 8) as from {@link #states}
   * @throws IllegalArgumentException if a shape is another, a value is not allowed, or masses or
   *     softenings change from state to state
   */
  public static Trajectory trajectory(INDArray times, INDArray states) {
    if (states.rank() != 3 || states.size(2) != ParticleArrays.COLUMNS) {
      throw new IllegalArgumentException(
          "states must have shape (S, N, 8), got " + ParticleArrays.shape(states));
    }
    ParticleArrays.requireShape("times", times, states.size(0));
    List<Particles> particles = new ArrayList<>();
    for (long s = 0; s < states.size(0); s++) {
      INDArray table = states.get(NDArrayIndex.point(s), NDArrayIndex.all(), NDArrayIndex.all());
      particles.add(ParticleArrays.particles(table));
    }
    return Trajectory.ofStates(ParticleArrays.numbers(times), particles);
  }
}
