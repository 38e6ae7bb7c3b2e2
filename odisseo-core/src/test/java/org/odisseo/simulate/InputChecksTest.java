// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.simulate.RunsTest.assertMessage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/** What a run refuses to begin with, and what it says. */
final class InputChecksTest {

  private static final Simulation SIMULATION =
      Simulation.in(SimulationFixtures.halo()).withUnits(UnitSystem.NBODY);

  private static final Particles CLOUD = SimulationFixtures.cloud(5, 0.1, 3);

  private static Particles with(int index, double value) {
    double[] numbers = CLOUD.toArray();
    numbers[index] = value;
    return CLOUD.withArray(numbers);
  }

  @Test
  void unphysicalParticles() {
    assertMessage(() -> SIMULATION.run(with(3, -1), 1), "mass", ">= 0", "-1.0", "index 3");
    assertMessage(() -> SIMULATION.run(with(3, Double.NaN), 1), "mass", "NaN", "index 3");
    assertMessage(() -> SIMULATION.run(with(7, -0.1), 1), "softening", "-0.1", "index 2");
    assertMessage(() -> SIMULATION.run(with(11, Double.NaN), 1), "x", "finite", "index 1");
    assertMessage(
        () -> SIMULATION.run(with(39, Double.POSITIVE_INFINITY), 1), "vz", "finite", "index 4");
  }

  private static ExternalField inUnits(UnitSystem units) {
    return new ExternalField() {
      @Override
      public Expr potential() {
        return SimulationFixtures.halo().potential();
      }

      @Override
      public ParameterSet parameters() {
        return SimulationFixtures.halo().parameters();
      }

      @Override
      public UnitSystem units() {
        return units;
      }
    };
  }

  @Test
  void unitsAreThoseOfTheField() {
    ExternalField nbody = inUnits(UnitSystem.NBODY);
    UnitSystem galpy = UnitSystem.galpy(8, 220);
    assertEquals(UnitSystem.NBODY, Simulation.in(nbody).units());
    assertEquals(UnitSystem.NBODY, SIMULATION.withField(nbody).units());
    assertEquals(galpy, Simulation.in(SimulationFixtures.halo()).withUnits(galpy).units());
    ParameterSet same = nbody.parameters();
    assertEquals(UnitSystem.NBODY, nbody.withParameters(same).units());
    assertEquals(
        UnitSystem.NBODY, ExternalField.sum("a", SimulationFixtures.halo(), "b", nbody).units());
    Simulation galactic = Simulation.in(SimulationFixtures.halo());
    assertMessage(() -> Simulation.in(nbody).withUnits(galpy), "units", "field", galpy.toString());
    assertMessage(() -> galactic.withField(nbody), "units", "field");
    assertMessage(() -> ExternalField.sum("a", inUnits(galpy), "b", nbody), "units");
  }

  @Test
  void nothingIsNull() {
    List<Executable> setting =
        List.of(
            () -> Simulation.in(nothing()),
            () -> SIMULATION.withField(nothing()),
            () -> SIMULATION.withUnits(nothing()),
            () -> SIMULATION.withSelfGravity(nothing()),
            () -> SIMULATION.withIntegrator(nothing()),
            () -> SIMULATION.withStepSize(nothing()),
            () -> SIMULATION.withSaveAt(nothing()),
            () -> SIMULATION.withEngine(nothing()),
            () -> SIMULATION.withProgress(nothing()),
            () -> SIMULATION.withCancellation(nothing()));
    for (Executable set : setting) {
      String message = assertThrows(NullPointerException.class, set).getMessage();
      assertTrue(message.matches("[a-zA-Z]+"), message);
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  @Test
  void noParticles() {
    Particles none = CLOUD.range(0, 0);
    assertMessage(() -> SIMULATION.run(none, 1), "number of particles", ">= 1", "0");
    SimulationInput input = SIMULATION.input(none, 1);
    assertMessage(() -> SIMULATION.vjp(input), "number of particles", ">= 1", "0");
    assertMessage(() -> SIMULATION.jvp(input, input), "number of particles", ">= 1", "0");
    Simulation attracting = SIMULATION.withSelfGravity(SelfGravity.direct());
    assertMessage(() -> attracting.run(none, 1), "number of particles", ">= 1", "0");
  }

  /** A trajectory is one array of numbers. */
  @Test
  void moreNumbersThanAnArrayHolds() {
    Particles many = Particles.zero(200_000);
    Simulation free = SIMULATION.withSaveAt(SaveAt.evenly(2000));
    // 2000 (1 + 6 * 200 000) + 2 * 200 000.
    assertMessage(() -> free.run(many, 1), "2000", "200000", "2400402000", "fewer");
    SimulationInput input = free.input(many, 1);
    assertMessage(() -> free.vjp(input), "2000", "200000");
  }

  @Test
  void coincidentBodiesWithoutSoftening() {
    Particles twice = CLOUD.concat(CLOUD.subset(3)).withSoftening(0);
    Simulation direct = SIMULATION.withSelfGravity(SelfGravity.direct());
    assertMessage(() -> direct.run(twice, 1), "softening", "3", "5");
    direct.run(twice.withSoftening(0.1), 1).orThrow();
    SIMULATION.run(twice, 1).orThrow();
    SIMULATION.withSelfGravity(SelfGravity.testParticles(2)).run(twice, 1).orThrow();
  }

  @Test
  void stepsAndTimes() {
    assertMessage(() -> SIMULATION.withSteps(0), "number of steps", ">= 1", "0");
    assertMessage(() -> SIMULATION.withSteps(-5), "number of steps", "-5");
    assertMessage(() -> SIMULATION.withStepLength(0), "step length", "> 0");
    assertMessage(() -> SIMULATION.withStepLength(Double.NaN), "step length", "NaN");
    assertMessage(() -> SIMULATION.run(CLOUD, Double.NaN), "end time", "NaN");
    assertMessage(() -> SIMULATION.withStartTime(Double.NEGATIVE_INFINITY), "start time");
    assertMessage(() -> SIMULATION.withTolerance(0), "tolerance", "> 0");
    assertMessage(() -> SIMULATION.withTolerance(1e-8).run(CLOUD, 1), "leapfrog", "adaptive");
    assertMessage(() -> SaveAt.everySteps(0), "steps between saved states", ">= 1");
    assertMessage(() -> SIMULATION.withGradientHorizon(0), "gradient horizon", ">= 1");
    assertMessage(() -> SIMULATION.withMemoryLimit(0), "memory limit", ">= 1");
    assertMessage(() -> StepSize.adaptive(1e-9).withMostSteps(0), "number of steps", ">= 1");
  }

  @Test
  void parametersOfTheField() {
    ParameterSet right = SIMULATION.field().parameters();
    assertMessage(
        () -> SIMULATION.apply(new SimulationInput(CLOUD, right.and("vo", 1), 1)),
        "vo",
        "did you mean \"v0\"");
    assertMessage(
        () -> SIMULATION.apply(new SimulationInput(CLOUD, right.select("v0", "q"), 1)), "rc");
    assertMessage(
        () -> SIMULATION.apply(new SimulationInput(CLOUD, right.with("rc", Double.NaN), 1)),
        "rc",
        "NaN");
  }

  @Test
  void attractingBodies() {
    assertMessage(
        () -> SIMULATION.withSelfGravity(SelfGravity.testParticles(6)).run(CLOUD, 1),
        "massive bodies",
        "5",
        "6");
    assertMessage(() -> SelfGravity.testParticles(0), "massive bodies", ">= 1");
  }

  @Test
  void saveTimes() {
    Simulation atTimes = SIMULATION.withSaveAt(SaveAt.times(5, 10, 10));
    assertMessage(() -> atTimes.run(CLOUD, 10), "save times", "10.0", "index 2");
    assertMessage(
        () -> SIMULATION.withSaveAt(SaveAt.times(5, 10, 7)).run(CLOUD, 10), "7.0", "index 2");
    assertMessage(
        () -> SIMULATION.withSaveAt(SaveAt.times(0, 0, 5)).run(CLOUD, 10), "0.0", "index 1");
    assertMessage(() -> SIMULATION.withSaveAt(SaveAt.times(0, 0)).run(CLOUD, 0), "index 1");
    assertArrayEquals(
        new double[] {5, 10}, SIMULATION.withSaveAt(SaveAt.times(5, 10)).run(CLOUD, 10).times());
  }

  @Test
  void memoryForAGradient() {
    Simulation small = SIMULATION.withMemoryLimit(100);
    assertMessage(() -> small.vjp(small.input(CLOUD, 1)), "memory limit", "bytes", "100");
  }

  @Test
  void shapesOfTangents() {
    SimulationInput input = SIMULATION.input(CLOUD, 1);
    assertMessage(
        () -> SIMULATION.jvp(input, input.withParticles(CLOUD.subset(1))), "particles", "5");
    assertMessage(
        () -> SIMULATION.jvp(input, input.withField(ParameterSet.of("q", 1))), "parameters");
  }
}
