// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.stream.IntStream;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.SaveAt;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;
import org.odisseo.stream.StreamParameters;
import org.odisseo.units.UnitSystem;

/** When a progenitor passed the center of its host. */
final class Passages {

  /** Step of the orbit, and how well times are known [Myr]. */
  private static final double STEP = 2;

  private Passages() {}

  /**
   * The times of least distance to the center, before today [Myr], rising.
   *
   * @param longest how far back [Myr]
   */
  static double[] before(StreamParameters at, double longest) {
    int steps = (int) Math.ceil(longest / STEP);
    Trajectory orbit =
        Simulation.in(Gd1Setup.HOST)
            .withUnits(UnitSystem.GALACTIC)
            .withSteps(steps)
            .withSaveAt(SaveAt.everySteps(1))
            .apply(new SimulationInput(Particles.single(0, at.today()), at.host(), -steps * STEP));
    double[] radii =
        IntStream.range(0, orbit.count())
            .mapToDouble(i -> orbit.particles(i).phasePoint(0).radius())
            .toArray();
    return IntStream.range(1, radii.length - 1)
        .filter(i -> radii[i] < radii[i - 1] && radii[i] <= radii[i + 1])
        .mapToDouble(i -> -orbit.time(i))
        .toArray();
  }
}
