// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.engine.Engine;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Integrators;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/** Save times, directions, endings, progress and cancellation. */
final class RunsTest {

  private static final Simulation SIMULATION =
      Simulation.in(SimulationFixtures.changingField()).withUnits(UnitSystem.NBODY).withSteps(100);

  private static final Particles CLOUD = SimulationFixtures.cloud(5, 0.1, 3);

  @Test
  void givenTimesAreHitExactly() {
    double[] times = {0.1, 1.0 / 3, 1.7};
    Trajectory run = SIMULATION.withSaveAt(SaveAt.times(times)).run(CLOUD, 2).orThrow();
    assertArrayEquals(new double[] {0.1, 1.0 / 3, 1.7, 2}, run.times());
    for (int s = 0; s < 3; s++) {
      Particles direct = SIMULATION.withStepLength(0.02).run(CLOUD, times[s]).last();
      double error = run.particles(s).minus(direct).norm();
      // Both are leapfrog orbits with steps of about 0.02, but not the same steps.
      assertTrue(error < 1e-4, "state " + s + " is off by " + error);
    }
  }

  @Test
  void stepsAreNoLongerThanAsked() {
    // 0.5 is five steps of 0.1, whatever the rounding of the quotient; 0.51 takes six.
    Simulation counted = SIMULATION.withSaveAt(SaveAt.everySteps(1)).withStepLength(0.1);
    assertEquals(5, counted.run(CLOUD, 0.5).count());
    assertEquals(6, counted.run(CLOUD, 0.51).count());
    assertEquals(3, counted.run(CLOUD, 0.1 + 0.1 + 0.1).count());
  }

  @Test
  void lastTimeIsAlwaysSaved() {
    assertArrayEquals(new double[] {2}, SIMULATION.run(CLOUD, 2).times());
    Trajectory every = SIMULATION.withSaveAt(SaveAt.everySteps(30).andStart()).run(CLOUD, 2);
    assertArrayEquals(new double[] {0, 0.6, 1.2, 1.8, 2}, every.times(), 1e-15);
    Trajectory evenly = SIMULATION.withSaveAt(SaveAt.evenly(4)).run(CLOUD, 2);
    assertArrayEquals(new double[] {0.5, 1, 1.5, 2}, evenly.times());
    Trajectory atEnd = SIMULATION.withSaveAt(SaveAt.times(0, 1, 2)).run(CLOUD, 2);
    assertArrayEquals(new double[] {0, 1, 2}, atEnd.times());
    assertEquals(CLOUD, atEnd.particles(0));
  }

  @Test
  void runsBackwardInTime() {
    Simulation simulation = SIMULATION.withSaveAt(SaveAt.times(-0.3, -0.9).andStart());
    Trajectory run = simulation.run(CLOUD, -1).orThrow();
    assertArrayEquals(new double[] {0, -0.3, -0.9, -1}, run.times());
    Particles back =
        SIMULATION
            .withSaveAt(SaveAt.times(-0.9, -0.3))
            .withStartTime(-1)
            .run(run.last(), 0)
            .orThrow()
            .last();
    assertEquals(0, back.minus(CLOUD).norm(), 1e-12);
  }

  @Test
  void noTimeAtAllIsARunToo() {
    Trajectory run = SIMULATION.run(CLOUD, 0).orThrow();
    assertEquals(CLOUD, run.last());
    Trajectory adaptive =
        SIMULATION.withIntegrator(Integrators.tsit5()).withTolerance(1e-8).run(CLOUD, 0).orThrow();
    assertEquals(CLOUD, adaptive.last());
  }

  /** The force is not a number where the body is: shorter trials than none at all do not help. */
  @Test
  void noTimeAtAllAtASingularityFails() {
    ExternalField pointMass =
        ExternalField.of("-k/sqrt(x^2 + y^2 + z^2)", ParameterSet.of("k", 1.0));
    Particles there = Particles.of(new double[1], new double[1][3], new double[1][3]);
    Trajectory run =
        Simulation.in(pointMass)
            .withUnits(UnitSystem.NBODY)
            .withIntegrator(Integrators.dopri5())
            .withTolerance(1e-8)
            .run(there, 0);
    assertEquals(new Outcome.NonFinite(0, 0), run.outcome());
    assertEquals(there, run.last());
  }

  @Test
  void givenTimesMustLieInTheRun() {
    assertMessage(
        () -> SIMULATION.withSaveAt(SaveAt.times(1, 3)).run(CLOUD, 2), "save times", "3.0");
    assertMessage(
        () -> SIMULATION.withSaveAt(SaveAt.times(1, 0.5)).run(CLOUD, 2), "save times", "0.5");
    assertMessage(() -> SIMULATION.withSaveAt(SaveAt.times(1)).run(CLOUD, -2), "save times", "1.0");
  }

  static void assertMessage(org.junit.jupiter.api.function.Executable action, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), "\"" + message + "\" does not say " + part);
    }
  }

  /** A field in which everything flies off to infinity in finite time. */
  private static final ExternalField EXPLOSIVE =
      ExternalField.of("-k*(x^2+y^2+z^2)^3", ParameterSet.of("k", 1.0));

  @Test
  void blownUpRunKeepsItsLastFiniteState() {
    Simulation simulation = Simulation.in(EXPLOSIVE).withUnits(UnitSystem.NBODY).withSteps(1000);
    Particles quiet = Particles.of(new double[1], new double[1][3], new double[1][3]);
    Particles wild =
        Particles.of(new double[1], new double[][] {{1, 0, 0}}, new double[][] {{1, 0, 0}});
    Trajectory run = simulation.run(wild, 10);
    Outcome.NonFinite outcome = assertInstanceOf(Outcome.NonFinite.class, run.outcome());
    assertTrue(run.last().isFinite());
    assertEquals(outcome.time(), run.time(run.count() - 1));
    assertEquals(outcome.steps() * 0.01, outcome.time(), 1e-12);
    assertTrue(run.outcome().advice().contains("shorten the step"));
    assertThrows(IllegalStateException.class, run::orThrow);
    // One more step is one too many.
    Simulation rest = simulation.withSteps(outcome.steps() + 1);
    assertFalse(rest.run(wild, 0.01 * (outcome.steps() + 1)).outcome().isCompleted());
    assertTrue(
        simulation.withSteps(outcome.steps()).run(wild, outcome.time()).outcome().isCompleted());

    // Among others that are fine all end at the same time, whatever the blocks.
    Particles many = wild;
    for (int i = 0; i < 300; i++) {
      many = quiet.concat(many);
    }
    Trajectory together = simulation.withEngine(Engine.jvm(2)).run(many, 10);
    assertEquals(run.outcome(), together.outcome());
    assertEquals(run.last(), together.last().subset(300));
    assertEquals(quiet, together.last().subset(0));
    assertThrows(
        IllegalStateException.class,
        () -> simulation.vjp(simulation.input(wild, 10)).pull(run.zero()));
    assertEquals(run, simulation.vjp(simulation.input(wild, 10)).value());
  }

  /** What goes on from the end of a run never gets a state before it. */
  @Test
  void blownUpRunHasNoEndInAnyMode() {
    Simulation simulation = Simulation.in(EXPLOSIVE).withUnits(UnitSystem.NBODY).withSteps(1000);
    Particles wild =
        Particles.of(new double[1], new double[][] {{1, 0, 0}}, new double[][] {{1, 0, 0}});
    SimulationInput input = simulation.input(wild, 10);
    var end = simulation.then(Trajectory.toLast());
    List<Executable> asking =
        List.of(
            () -> end.apply(input),
            () -> end.vjp(input),
            () -> end.jvp(input, input),
            () -> end.jvps(input, List.of(input, input)),
            () -> simulation.apply(input).orThrow());
    for (Executable ask : asking) {
      FailedRunException failure = assertThrows(FailedRunException.class, ask);
      assertInstanceOf(Outcome.NonFinite.class, failure.outcome());
      assertTrue(failure.getMessage().contains("shorten the step"), failure.getMessage());
    }
    assertThrows(
        FailedRunException.class, () -> simulation.vjp(input).pull(simulation.apply(input)));
  }

  @Test
  void blownUpRunUnderErrorControlKeepsItsLastFiniteState() {
    Simulation simulation =
        Simulation.in(EXPLOSIVE)
            .withUnits(UnitSystem.NBODY)
            .withIntegrator(Integrators.dopri5())
            .withTolerance(1e-8);
    Particles wild =
        Particles.of(new double[1], new double[][] {{1, 0, 0}}, new double[][] {{1, 0, 0}});
    Trajectory run = simulation.run(wild, 10);
    assertFalse(run.outcome().isCompleted());
    assertTrue(run.last().isFinite());
    assertTrue(run.last().x(0) > 1e3, "steps follow the flight for long");
    Particles both = wild.concat(Particles.of(new double[1], new double[1][3], new double[1][3]));
    Trajectory together = simulation.run(both, 10);
    assertEquals(run.outcome(), together.outcome());
    assertEquals(run.time(0), together.time(0));
  }

  @Test
  void stepTooSmallSaysSo() {
    Trajectory run =
        SIMULATION
            .withIntegrator(Integrators.dopri853())
            .withStepSize(StepSize.adaptive(1e-13).withSmallestStep(0.5))
            .run(CLOUD, 100);
    Outcome.StepTooSmall outcome = assertInstanceOf(Outcome.StepTooSmall.class, run.outcome());
    assertTrue(outcome.length() < 0.5);
    assertTrue(outcome.advice().contains("loosen the tolerance"));
  }

  @Test
  void progressRisesToOne() {
    Simulation adaptive = SIMULATION.withIntegrator(Integrators.dopri5()).withTolerance(1e-6);
    for (Simulation simulation : List.of(SIMULATION, adaptive)) {
      int bodies = simulation == adaptive ? 50 : 700;
      SimulationInput input = simulation.input(SimulationFixtures.cloud(bodies, 0.1, 4), 1);
      List<SimulationInput> tangents = Collections.nCopies(9, input.unit("endTime"));
      assertRisesToOne(simulation, s -> s.apply(input));
      assertRisesToOne(simulation, s -> s.jvp(input, tangents.get(0)));
      assertRisesToOne(simulation, s -> s.jvps(input, tangents));
      assertRisesToOne(simulation, s -> s.vjp(input));
      assertRisesToOne(simulation.withMemoryLimit(1 << 20), s -> s.vjp(input));
      assertRisesToOne(simulation, s -> s.twice().orElseThrow().vjpAlong(input, tangents.get(0)));
    }
  }

  private static void assertRisesToOne(Simulation simulation, Consumer<Simulation> run) {
    List<Double> told = new ArrayList<>();
    run.accept(simulation.withEngine(Engine.jvm(2)).withProgress(told::add));
    assertTrue(told.size() > 10);
    for (int k = 1; k < told.size(); k++) {
      assertTrue(told.get(k) > told.get(k - 1));
    }
    assertEquals(1.0, told.get(told.size() - 1));
  }

  @Test
  void cancelledRunKeepsItsLastState() {
    for (int bodies : new int[] {1, 700}) {
      CancellationToken token = new CancellationToken();
      Simulation simulation =
          SIMULATION
              .withSteps(10_000)
              .withSaveAt(SaveAt.everySteps(100))
              .withCancellation(token)
              .withProgress(
                  fraction -> {
                    if (fraction > 0.3) {
                      token.cancel();
                    }
                  });
      Trajectory run = simulation.run(SimulationFixtures.cloud(bodies, 0.1, 4), 1);
      Outcome.Cancelled outcome = assertInstanceOf(Outcome.Cancelled.class, run.outcome());
      assertTrue(run.last().isFinite());
      assertEquals(outcome.time(), run.time(run.count() - 1));
      assertTrue(outcome.time() < 0.99);
    }
  }
}
