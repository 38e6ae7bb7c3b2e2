// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.engine.Engine;
import org.odisseo.integrate.Integrators;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/** What comes of the members of an ensemble. */
@Timeout(60)
final class EnsembleTest {

  private static final Simulation SIMULATION =
      Simulation.in(SimulationFixtures.halo()).withUnits(UnitSystem.NBODY).withSteps(20);

  private static final Particles CLOUD = SimulationFixtures.cloud(5, 0.1, 3);

  private static List<ParameterSet> halos(int count) {
    ParameterSet halo = SIMULATION.field().parameters();
    return IntStream.range(0, count).mapToObj(k -> halo.with("v0", 1 + 0.1 * k)).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void membersAreTheRunsAlone(int threads) {
    // Enough bodies for their pairs and their field to be shared out among threads.
    Simulation simulation =
        SIMULATION.withSelfGravity(SelfGravity.direct()).withEngine(Engine.jvm(threads));
    SimulationInput start = simulation.input(SimulationFixtures.cloud(600, 0.1, 3), 1);
    for (int members : new int[] {1, 2, 7}) {
      List<Member<SimulationInput, Trajectory>> together =
          Ensemble.run(simulation, start, halos(members)).toList();
      assertEquals(members, together.size());
      for (int k = 0; k < members; k++) {
        SimulationInput input = start.withField(halos(members).get(k));
        Trajectory alone = simulation.withEngine(Engine.jvm(1)).apply(input);
        assertEquals(new Member<>(k, input, Optional.of(alone), Optional.empty()), together.get(k));
        assertEquals(alone, simulation.apply(input));
      }
    }
  }

  @Test
  void everyInputIsAMembersOwn() {
    List<SimulationInput> inputs =
        List.of(
            SIMULATION.input(CLOUD, 1), SIMULATION.input(CLOUD.subset(2), 3),
            SIMULATION.input(CLOUD, -1), SIMULATION.input(CLOUD, 1));
    Simulation simulation = SIMULATION.withEngine(Engine.jvm(2));
    List<Member<SimulationInput, Trajectory>> members =
        Ensemble.of(simulation).run(inputs).toList();
    for (int k = 0; k < inputs.size(); k++) {
      assertEquals(k, members.get(k).index());
      assertSame(inputs.get(k), members.get(k).input());
      assertEquals(SIMULATION.apply(inputs.get(k)), members.get(k).orThrow());
    }
    assertNotEquals(members.get(0).orThrow(), members.get(2).orThrow());
  }

  @Test
  void lossesAndGradientsAreMappedToo() {
    Simulation simulation = SIMULATION.withEngine(Engine.jvm(2));
    Differentiable<SimulationInput, Scalar> loss =
        simulation.then(Trajectory.toLast()).then(Maps.<Particles>sumOfSquares());
    SimulationInput start = simulation.input(CLOUD, 1);
    List<SimulationInput> inputs = halos(6).stream().map(start::withField).toList();

    double[] losses =
        Ensemble.of(loss::apply).run(inputs).mapToDouble(m -> m.orThrow().value()).toArray();
    Ensemble<SimulationInput, SimulationInput> gradients =
        Ensemble.of(input -> Gradient.of(loss, input), Engine.jvm(2));
    List<SimulationInput> slopes = gradients.run(inputs).map(Member::orThrow).toList();
    for (int k = 0; k < inputs.size(); k++) {
      assertEquals(loss.apply(inputs.get(k)).value(), losses[k]);
      assertEquals(Gradient.of(loss, inputs.get(k)), slopes.get(k));
    }
  }

  @Test
  void badInputIsAFailureOfOneMember() {
    double[] numbers = CLOUD.toArray();
    numbers[3] = Double.NaN;
    Particles massless = CLOUD.withArray(numbers);
    Particles twice = CLOUD.concat(CLOUD.subset(3)).withSoftening(0);
    Simulation simulation =
        SIMULATION.withSelfGravity(SelfGravity.direct()).withEngine(Engine.jvm(2));
    List<SimulationInput> inputs =
        Stream.of(CLOUD, massless, twice, CLOUD).map(p -> simulation.input(p, 1)).toList();
    List<Member<SimulationInput, Trajectory>> members =
        Ensemble.of(simulation).run(inputs).toList();
    assertEquals(4, members.size());
    assertEquals(simulation.apply(inputs.get(0)), members.get(0).orThrow());
    assertEquals(simulation.apply(inputs.get(3)), members.get(3).orThrow());
    assertFailed(members.get(1), IllegalArgumentException.class, "member 1: ", "mass", "NaN");
    assertFailed(members.get(2), IllegalArgumentException.class, "member 2: ", "softening", "5");
    assertTrue(members.get(1).result().isEmpty());
    assertSame(inputs.get(2), members.get(2).input());
  }

  private static void assertFailed(
      Member<?, ?> member, Class<? extends RuntimeException> type, String... parts) {
    assertFalse(member.isCompleted());
    assertInstanceOf(type, member.failure().orElseThrow());
    IllegalStateException thrown = assertThrows(IllegalStateException.class, member::orThrow);
    assertSame(member.failure().orElseThrow(), thrown.getCause());
    for (String part : parts) {
      assertTrue(thrown.getMessage().contains(part), thrown.getMessage() + " lacks " + part);
    }
  }

  @Test
  void aRunThatEndsBeforeItsTimeIsAFailureWithATrajectory() {
    Simulation simulation =
        SIMULATION
            .withIntegrator(Integrators.dopri5())
            .withStepSize(StepSize.adaptive(1e-8).withMostSteps(300))
            .withEngine(Engine.jvm(2));
    Particles star = CLOUD.subset(0);
    List<Member<SimulationInput, Trajectory>> members =
        Ensemble.of(simulation)
            .run(Stream.of(1.0, 1e4, 2.0).map(end -> simulation.input(star, end)))
            .toList();
    assertTrue(members.get(0).isCompleted());
    assertFailed(members.get(1), IllegalStateException.class, "member 1: ", "step limit");
    Trajectory kept = members.get(1).result().orElseThrow();
    assertInstanceOf(Outcome.StepLimit.class, kept.outcome());
    assertEquals(simulation.apply(members.get(1).input()), kept);
    assertTrue(members.get(2).isCompleted());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void functionsMayFailAsWell(int threads) {
    Ensemble<Integer, String> names =
        Ensemble.of(
            k -> {
              if (k == 4) {
                throw new ArithmeticException();
              }
              return k == 7 ? null : "number " + k;
            },
            Engine.jvm(threads));
    List<Member<Integer, String>> members =
        names.run(IntStream.range(0, 30).boxed().toList()).toList();
    for (int k = 0; k < 30; k++) {
      if (k != 4 && k != 7) {
        assertEquals("number " + k, members.get(k).orThrow());
      }
    }
    assertFailed(members.get(4), ArithmeticException.class, "member 4: ", "ArithmeticException");
    assertFailed(members.get(7), IllegalStateException.class, "member 7: ", "null");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anErrorIsThrown(int threads) {
    OutOfMemoryError error = new OutOfMemoryError("of a test");
    List<Integer> taken = new ArrayList<>();
    Ensemble<Integer, Integer> ensemble =
        Ensemble.of(
            k -> {
              if (k == 5) {
                throw error;
              }
              return k;
            },
            Engine.jvm(threads));
    Stream<Member<Integer, Integer>> members = ensemble.run(Stream.iterate(0, k -> k + 1));
    assertSame(
        error,
        assertThrows(
            OutOfMemoryError.class, () -> members.forEach(member -> taken.add(member.orThrow()))));
    assertEquals(IntStream.range(0, taken.size()).boxed().toList(), taken);
    assertTrue(taken.size() <= 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void brokenInputsDoNotLoseTheResultsBeforeThem(int threads) {
    Ensemble<Integer, Integer> squares = Ensemble.of(k -> k * k, Engine.jvm(threads));
    for (int broken : new int[] {0, 1, 3}) {
      List<Integer> taken = new ArrayList<>();
      Stream<Member<Integer, Integer>> members =
          squares.run(IntStream.rangeClosed(-broken, 9).mapToObj(k -> 6 / k));
      assertThrows(
          ArithmeticException.class, () -> members.forEach(member -> taken.add(member.input())));
      assertEquals(
          IntStream.range(-broken, 0).mapToObj(k -> 6 / k).toList(), taken, "before " + broken);
    }
    assertEquals(
        "inputs must not be null, got null at index 1",
        assertThrows(IllegalArgumentException.class, () -> squares.run(Stream.of(1, null)).toList())
            .getMessage());
  }

  @Test
  void ensemblesMayBeNested() {
    Engine engine = Engine.jvm(2);
    Ensemble<Integer, Integer> squares = Ensemble.of(k -> k * k, engine);
    Ensemble<Integer, Integer> sums =
        Ensemble.of(
            n ->
                squares.run(IntStream.range(0, n).boxed().toList()).mapToInt(Member::orThrow).sum(),
            engine);
    List<Integer> found =
        sums.run(IntStream.range(0, 50).boxed().toList()).map(Member::orThrow).toList();
    for (int n = 0; n < 50; n++) {
      assertEquals((n - 1) * n * (2 * n - 1) / 6, found.get(n));
    }
  }

  @Test
  void nothingMakesNothing() {
    assertEquals(0, Ensemble.of(SIMULATION).run(List.of()).count());
    assertEquals(0, Ensemble.run(SIMULATION, SIMULATION.input(CLOUD, 1), List.of()).count());
  }

  @Test
  void badArgumentsAreNamed() {
    RunsTest.assertMessage(() -> Ensemble.of(SIMULATION).withWindow(0), "window", ">= 1", "0");
    RunsTest.assertMessage(
        () -> new Member<>(1, 2, Optional.empty(), Optional.empty()), "result or a failure");
  }
}
