// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.engine.Engine;
import org.odisseo.engine.EngineContract;
import org.odisseo.integrate.Integrators;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;

/** Whole runs on tensors. */
class DjlSimulationTest extends EngineContract {

  @Override
  protected Engine engine() {
    return Engine.djl(Device.cpu());
  }

  @Override
  protected Engine singleEngine() {
    return DjlEngine.on(Device.cpu()).withType(DataType.FLOAT32);
  }

  @Test
  void severalDevices() {
    Engine two = Engine.djl(Device.cpu(), Device.cpu());
    Simulation few = simulation().withSteps(12);
    compareAllModes(few, cloud(7), two);
    compareAllModes(few.withMemoryLimit(6_000), cloud(13), two);
    compareAllModes(
        few.withSelfGravity(SelfGravity.testParticles(2))
            .withIntegrator(Integrators.tsit5())
            .withTolerance(1e-6),
        cloud(5),
        DjlEngine.on(List.of(Device.cpu(), Device.cpu(), Device.cpu())));
  }

  @Test
  void secondDerivativesOnTwoDevices() {
    Simulation orbits = simulation().withSelfGravity(SelfGravity.none()).withSteps(10);
    SimulationInput input = orbits.input(cloud(3), 2);
    var one = orbits.withEngine(engine()).twice().orElseThrow().vjpAlong(input, input);
    Engine devices = Engine.djl(Device.cpu(), Device.cpu());
    var two = orbits.withEngine(devices).twice().orElseThrow().vjpAlong(input, input);
    assertClose(one.pull(one.value()).tangent(), two.pull(one.value()).tangent(), 1e-12);
  }

  /**
   * Sessions are closed when a run is over, and those of gradients that nobody asks for by the
   * garbage collector.
   */
  @Test
  void nothingHasToBeClosed() throws InterruptedException {
    Simulation simulation = simulation().withEngine(engine()).withSteps(5);
    SimulationInput input = simulation.input(cloud(8), 1);
    int before = DjlSessionTest.arraysOfTheProcess();
    simulation.apply(input);
    simulation.jvp(input, input);
    WithPullback<SimulationInput, Trajectory> run = simulation.vjp(input);
    run.pull(run.value());
    simulation.vjp(input);
    int after = DjlSessionTest.arraysOfTheProcess();
    for (int i = 0; i < 100 && after > before; i++) {
      System.gc();
      Thread.sleep(20);
      after = DjlSessionTest.arraysOfTheProcess();
    }
    assertEquals(before, after);
  }
}
