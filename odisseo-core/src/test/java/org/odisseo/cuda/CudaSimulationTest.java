// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.engine.Engine;
import org.odisseo.engine.EngineContract;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;

/** Whole runs in kernels on the processor, and what they copy to the host. */
class CudaSimulationTest extends EngineContract {

  private static final int STEPS_BETWEEN_LOOKS = 256;
  private static final HostMachine MACHINE = new HostMachine(3);
  private static final CudaEngine ENGINE = CudaEngine.on(MACHINE);

  @BeforeAll
  static void compilerIsThere() {
    assumeTrue(HostMachine.isPossible(), "no compiler of C");
  }

  @Override
  protected Engine engine() {
    return ENGINE;
  }

  @Override
  protected Engine singleEngine() {
    return ENGINE.withType(DataType.FLOAT32);
  }

  private static int looks(int steps) {
    return 2 * ((steps + STEPS_BETWEEN_LOOKS - 1) / STEPS_BETWEEN_LOOKS);
  }

  /** Forward: the end and the looks. Back: nothing that grows with the steps. */
  @Test
  void nothingIsCopiedInAStep() {
    int[] back = new int[2];
    for (int steps : new int[] {10, 1000}) {
      Simulation simulation =
          simulation()
              .withSaveAt(org.odisseo.simulate.SaveAt.end())
              .withSteps(steps)
              .withEngine(ENGINE);
      SimulationInput input = simulation.input(cloud(5), 1);
      MACHINE.readsSinceLast();
      simulation.apply(input);
      assertEquals(2 + looks(steps), MACHINE.readsSinceLast());
      WithPullback<SimulationInput, Trajectory> run = simulation.vjp(input);
      MACHINE.readsSinceLast();
      run.pull(run.value());
      back[steps / 1000] = MACHINE.readsSinceLast();
    }
    assertEquals(back[0], back[1]);
  }

  /** Sessions are closed when a run is over, and those of unused gradients by the collector. */
  @Test
  void nothingHasToBeClosed() throws InterruptedException {
    Simulation simulation = simulation().withEngine(ENGINE).withSteps(5);
    SimulationInput input = simulation.input(cloud(8), 1);
    int before = MACHINE.pieces();
    simulation.apply(input);
    simulation.jvp(input, input);
    WithPullback<SimulationInput, Trajectory> run = simulation.vjp(input);
    run.pull(run.value());
    simulation.vjp(input);
    for (int i = 0; i < 100 && MACHINE.pieces() > before; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertEquals(before, MACHINE.pieces());
  }
}
