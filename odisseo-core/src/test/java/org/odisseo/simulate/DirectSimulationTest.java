// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.particles.Particles;
import org.odisseo.testkit.DifferentiableContract;
import org.odisseo.units.UnitSystem;

/** The contract of differentiable maps. */
final class DirectSimulationTest extends DifferentiableContract<SimulationInput, Trajectory> {

  private static final Simulation SIMULATION =
      Simulation.in(SimulationFixtures.halo())
          .withSelfGravity(SelfGravity.direct())
          .withSteps(40)
          .withSaveAt(SaveAt.evenly(3))
          .withUnits(UnitSystem.NBODY);

  @Override
  protected Differentiable<SimulationInput, Trajectory> map() {
    return SIMULATION;
  }

  @Override
  protected List<SimulationInput> points() {
    Particles cloud = SimulationFixtures.cloud(5, 0.2, 1);
    return List.of(SIMULATION.input(cloud, 1.3));
  }
}
