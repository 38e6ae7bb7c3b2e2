// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.engine.Engine;
import org.odisseo.integrate.Integrator;
import org.odisseo.integrate.Integrators;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/** Bodies under error control that are run side by side. */
final class IndependentRunsTest {

  /** More than two lots of lanes, and not a multiple of anything. */
  private static final Particles CLOUD = SimulationFixtures.cloud(151, 0.1, 5);

  private static Simulation simulation(Integrator integrator) {
    return Simulation.in(SimulationFixtures.changingField())
        .withUnits(UnitSystem.NBODY)
        .withIntegrator(integrator)
        .withTolerance(1e-7)
        .withSaveAt(SaveAt.evenly(3).andStart());
  }

  static List<Arguments> runs() {
    return List.of(
        Arguments.of(Integrators.dopri5(), 4.0, 1),
        Arguments.of(Integrators.tsit5(), 4.0, 3),
        Arguments.of(Integrators.dopri853(), 9.0, 2),
        Arguments.of(Integrators.dopri853(), -9.0, 1));
  }

  /** Each body on its own goes another way through the code. */
  @ParameterizedTest
  @MethodSource("runs")
  void bodiesMoveAsEachDoesAlone(Integrator integrator, double end, int threads) {
    Simulation simulation = simulation(integrator).withEngine(Engine.jvm(threads));
    Trajectory together = simulation.run(CLOUD, end).orThrow();
    for (int i = 0; i < CLOUD.count(); i++) {
      Trajectory alone = simulation.run(CLOUD.range(i, i + 1), end).orThrow();
      assertArrayEquals(alone.times(), together.times());
      for (int s = 0; s < alone.count(); s++) {
        assertEquals(alone.particles(s).phasePoint(0), together.particles(s).phasePoint(i));
      }
    }
  }

  /** The run ends where the first body fails, and says why. */
  @Test
  void aBodyThatFailsEndsTheRunWhereItDoesAlone() {
    StepSize few = StepSize.adaptive(1e-9).withMostSteps(60);
    Simulation simulation = simulation(Integrators.dopri5()).withStepSize(few);
    Trajectory together = simulation.run(CLOUD, 30);
    double earliest = 30;
    for (int i = 0; i < CLOUD.count(); i++) {
      Outcome alone = simulation.run(CLOUD.range(i, i + 1), 30).outcome();
      assertInstanceOf(Outcome.StepLimit.class, alone);
      earliest = Math.min(earliest, alone.time());
    }
    assertInstanceOf(Outcome.StepLimit.class, together.outcome());
    assertEquals(earliest, together.outcome().time());
    assertEquals(earliest, together.times()[together.count() - 1]);
  }

  /** All end with the last state that all have saved: that at a time which each has come to. */
  @Test
  void cancellingEndsTheRunWithWhatAllHave() {
    Particles few = CLOUD.range(0, 40);
    Simulation simulation =
        simulation(Integrators.dopri5()).withSaveAt(SaveAt.evenly(10)).withEngine(Engine.jvm(1));
    CancellationToken token = new CancellationToken();
    Trajectory cut =
        simulation
            .withProgress(
                fraction -> {
                  if (fraction > 0.5) {
                    token.cancel();
                  }
                })
            .withCancellation(token)
            .run(few, 30);
    Outcome.Cancelled outcome = assertInstanceOf(Outcome.Cancelled.class, cut.outcome());
    assertTrue(cut.count() > 1 && cut.count() < 9, "states " + cut.count());
    assertEquals(3.0 * cut.count(), outcome.time());
    Trajectory whole = simulation.run(few, 30).orThrow();
    for (int s = 0; s < cut.count(); s++) {
      assertEquals(whole.time(s), cut.time(s));
      assertEquals(whole.particles(s), cut.particles(s));
    }
    Trajectory first =
        simulation.withSaveAt(SaveAt.evenly(cut.count())).run(few.range(0, 1), outcome.time());
    assertEquals(first.outcome().steps(), outcome.steps(), "steps of the first body up to then");
  }
}
