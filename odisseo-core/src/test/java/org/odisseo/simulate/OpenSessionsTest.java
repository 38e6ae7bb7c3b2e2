// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.field.ExternalField;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/** Nothing that an engine holds outside the Java heap stays there when nobody can use it. */
final class OpenSessionsTest {

  private static final int PER_BLOCK = 2;

  private final CountingEngine engine = new CountingEngine();

  private final Simulation simulation =
      Simulation.in(SimulationFixtures.halo())
          .withUnits(UnitSystem.NBODY)
          .withEngine(engine)
          .withSteps(100);

  private SimulationInput input(int bodies) {
    return simulation.input(SimulationFixtures.cloud(bodies, 0.1, 2), 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void recordsAreKeptUntilThePullback(int bodies) {
    SimulationInput input = input(bodies);
    WithPullback<SimulationInput, Trajectory> run = simulation.vjp(input);
    assertEquals((bodies + PER_BLOCK - 1) / PER_BLOCK, engine.open());
    SimulationInput gradient = run.pull(run.value());
    assertEquals(0, engine.open());
    assertEquals(gradient, run.pull(run.value()), "from a run once more");
    assertEquals(0, engine.open());
    WithDualPullback<SimulationInput, Trajectory> along =
        simulation.twice().orElseThrow().vjpAlong(input, input.unit("field.v0"));
    assertTrue(engine.open() > 0);
    along.pull(WithTangent.constant(along.value().value()));
    assertEquals(0, engine.open());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void aFailedRunKeepsNone(int bodies) {
    ExternalField pointMass =
        ExternalField.of("-k/sqrt(x^2 + y^2 + z^2)", ParameterSet.of("k", 1.0));
    Simulation failing = simulation.withField(pointMass);
    Particles cloud = SimulationFixtures.cloud(bodies, 0.1, 2);
    double[] numbers = cloud.toArray();
    for (int row = 2; row < 8; row++) {
      numbers[row * bodies] = 0;
    }
    SimulationInput input = failing.input(cloud.withArray(numbers), 1);
    assertFalse(failing.vjp(input).value().outcome().isCompleted());
    assertEquals(0, engine.open());
    failing.twice().orElseThrow().vjpAlong(input, input.unit("field.k"));
    assertEquals(0, engine.open());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void aListenerThatThrowsLeavesNone(int bodies) {
    Simulation told =
        simulation.withProgress(
            fraction -> {
              if (fraction > 0.5) {
                throw new IllegalStateException("enough");
              }
            });
    assertThrows(IllegalStateException.class, () -> told.vjp(input(bodies)));
    assertEquals(0, engine.open());
  }

  @Test
  void anEngineThatIsFullLeavesNone() {
    engine.failBeyond(3);
    assertThrows(IllegalStateException.class, () -> simulation.vjp(input(7)));
    assertEquals(0, engine.open());
  }

  @Test
  void aPullbackThatThrowsLeavesNoneOfTheBlock() {
    WithPullback<SimulationInput, Trajectory> run = simulation.vjp(input(1));
    engine.failOnTheWayBack(true);
    assertThrows(IllegalStateException.class, () -> run.pull(run.value()));
    assertEquals(0, engine.open());
    engine.failOnTheWayBack(false);
    assertEquals(simulation.vjp(input(1)).pull(run.value()), run.pull(run.value()));
  }
}
