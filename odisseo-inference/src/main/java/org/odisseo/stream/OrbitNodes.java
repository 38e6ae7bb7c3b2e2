// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;

/**
 * The orbit of a progenitor after every step, from the past through today to the future, and its
 * displacements.
 *
 * <p>In a host that does not change, the way into the past is the way into the future of a body
 * with the opposite velocity. So one run of two bodies gives both.
 *
 * @param times from the past to the future, today, which is zero, in the middle
 * @param phase x, y, z, vx, vy, vz, each at all times
 * @param tangents the displacements of {@code phase} along each tangent
 * @param complete whether the run came to its end
 */
record OrbitNodes(double[] times, double[][] phase, List<double[][]> tangents, boolean complete) {

  /** Runs the two bodies; the simulation saves every step and the start. */
  static OrbitNodes run(
      Simulation simulation, double duration, OrbitParameters at, List<OrbitParameters> tangents) {
    SimulationInput input = input(at, duration);
    Trajectory value;
    List<double[][]> displacements = new ArrayList<>();
    if (tangents.isEmpty()) {
      value = simulation.apply(input);
    } else {
      var run = simulation.jvps(input, tangents.stream().map(t -> input(t, 0)).toList());
      value = run.value();
      run.tangents().forEach(tangent -> displacements.add(joined(tangent)));
    }
    int count = value.count();
    double[] times = new double[2 * count - 1];
    for (int k = 0; k < count; k++) {
      times[count - 1 + k] = value.time(k);
      times[count - 1 - k] = -value.time(k);
    }
    return new OrbitNodes(times, joined(value), displacements, value.outcome().isCompleted());
  }

  /** The number of the node of today. */
  int today() {
    return times.length / 2;
  }

  /** Position and velocity at a node. */
  double[] state(int node) {
    double[] state = new double[6];
    for (int c = 0; c < 6; c++) {
      state[c] = phase[c][node];
    }
    return state;
  }

  /** The orbit from node {@code interval} to the next. */
  HermitePiece piece(int interval) {
    return new HermitePiece(times, phase, interval);
  }

  /** The displacements of the orbit along each tangent, from node {@code interval} to the next. */
  HermitePiece[] tangentPieces(int interval) {
    return tangents.stream()
        .map(displaced -> new HermitePiece(times, displaced, interval))
        .toArray(HermitePiece[]::new);
  }

  private static SimulationInput input(OrbitParameters at, double duration) {
    PhasePoint p = at.today();
    PhasePoint reversed = new PhasePoint(p.x(), p.y(), p.z(), -p.vx(), -p.vy(), -p.vz());
    Particles two = Particles.zero(1).shifted(p).concat(Particles.zero(1).shifted(reversed));
    return new SimulationInput(two, at.host(), duration);
  }

  /** The second body in reverse and then the first. */
  private static double[][] joined(Trajectory t) {
    return new double[][] {
      joined(t.x(1), t.x(0), 1),
      joined(t.y(1), t.y(0), 1),
      joined(t.z(1), t.z(0), 1),
      joined(t.vx(1), t.vx(0), -1),
      joined(t.vy(1), t.vy(0), -1),
      joined(t.vz(1), t.vz(0), -1)
    };
  }

  private static double[] joined(double[] past, double[] future, int sign) {
    int count = future.length;
    double[] all = new double[2 * count - 1];
    for (int k = 0; k < count; k++) {
      all[count - 1 - k] = sign * past[k];
    }
    System.arraycopy(future, 0, all, count - 1, count);
    return all;
  }
}
