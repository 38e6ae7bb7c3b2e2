// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.engine.Engine;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Integrators;
import org.odisseo.integrate.Outcome;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;

/**
 * Runs that do not come to their end: with derivatives in any mode they end as they do without, at
 * the same time and with the same states.
 */
final class EarlyEndTest {

  private static final double END = 3;

  /** More bodies than there are in a block. */
  private static final int MANY_BODIES = 300;

  /** More tangents than the engine follows at once. */
  private static final int MANY_TANGENTS = 9;

  /** The force is not a number where x is greater than one. */
  private static final ExternalField WITH_EDGE =
      ExternalField.of("-k*(1 - x)^1.5 + k*(y^2 + z^2)", ParameterSet.of("k", 0.1));

  /** The force is not a number at the origin. */
  private static final ExternalField POINT_MASS =
      ExternalField.of("-G*m/sqrt(x^2 + y^2 + z^2)", ParameterSet.of("m", 1.0));

  private enum Reason {
    STEP_LIMIT(Outcome.StepLimit.class),
    NON_FINITE_AT_START(Outcome.NonFinite.class),
    NON_FINITE_LATER(Outcome.NonFinite.class),
    CANCELLED(Outcome.Cancelled.class);

    private final Class<? extends Outcome> outcome;

    Reason(Class<? extends Outcome> outcome) {
      this.outcome = outcome;
    }
  }

  private record Case(Reason reason, int bodies, boolean adaptive, SaveAt saveAt) {

    Simulation simulation() {
      ExternalField field =
          switch (reason) {
            case NON_FINITE_AT_START -> POINT_MASS;
            case NON_FINITE_LATER -> WITH_EDGE;
            default -> SimulationFixtures.changingField();
          };
      Simulation simulation =
          Simulation.in(field)
              .withUnits(UnitSystem.NBODY)
              .withEngine(Engine.jvm(1))
              .withSaveAt(saveAt);
      if (!adaptive) {
        return simulation.withSteps(100);
      }
      int most = reason == Reason.STEP_LIMIT ? 20 : 1000;
      return simulation
          .withIntegrator(Integrators.dopri5())
          .withStepSize(StepSize.adaptive(1e-8).withMostSteps(most));
    }

    /** The one in the middle is the first to fail. */
    SimulationInput input() {
      double[] numbers = SimulationFixtures.cloud(bodies, 0.1, 8).toArray();
      int one = bodies / 2;
      Particles cloud = Particles.zero(bodies).withArray(numbers);
      if (reason == Reason.NON_FINITE_AT_START) {
        for (int row = 2; row < 8; row++) {
          numbers[row * bodies + one] = 0;
        }
        cloud = cloud.withArray(numbers);
      } else if (reason == Reason.NON_FINITE_LATER) {
        for (int i = 0; i < bodies; i++) {
          numbers[2 * bodies + i] -= 1;
        }
        numbers[2 * bodies + one] = -1;
        numbers[5 * bodies + one] = 2;
        cloud = cloud.withArray(numbers);
      }
      return simulation().input(cloud, END);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      for (int bodies : new int[] {1, 3, MANY_BODIES}) {
        for (boolean adaptive : new boolean[] {false, true}) {
          for (SaveAt saveAt : saves(bodies, adaptive)) {
            if (adaptive || reason != Reason.STEP_LIMIT) {
              cases.add(new Case(reason, bodies, adaptive, saveAt));
            }
          }
        }
      }
    }
    return cases;
  }

  /** Saved states by the number of steps would give all bodies the same steps. */
  private static List<SaveAt> saves(int bodies, boolean adaptive) {
    List<SaveAt> saves = new ArrayList<>(List.of(SaveAt.evenly(10), SaveAt.evenly(10).andStart()));
    if (bodies < MANY_BODIES) {
      saves.add(SaveAt.end());
      if (!adaptive) {
        saves.add(SaveAt.everySteps(7).andStart());
      }
    }
    return saves;
  }

  static List<Case> failures() {
    return cases().stream().filter(at -> at.reason() != Reason.CANCELLED).toList();
  }

  static List<Case> cancellations() {
    return cases().stream().filter(at -> at.reason() == Reason.CANCELLED).toList();
  }

  /** Without many bodies under error control: each is a block, and the last one is soon done. */
  static List<Case> cancellationsInTheLastBlock() {
    return cancellations().stream()
        .filter(at -> !at.adaptive() || at.bodies() < MANY_BODIES)
        .filter(at -> !at.saveAt().equals(SaveAt.end()))
        .toList();
  }

  /** The ways to run with derivatives; each gives the values, and checks the shapes of the rest. */
  private enum Mode {
    ONE_TANGENT {
      @Override
      Trajectory run(Simulation simulation, SimulationInput input) {
        return checked(simulation.jvps(input, tangents(input, 1)));
      }
    },
    SEVERAL_TANGENTS {
      @Override
      Trajectory run(Simulation simulation, SimulationInput input) {
        return checked(simulation.jvps(input, tangents(input, MANY_TANGENTS)));
      }
    },
    PULLBACK {
      @Override
      Trajectory run(Simulation simulation, SimulationInput input) {
        return simulation.vjp(input).value();
      }
    },
    PULLBACK_ALONG {
      @Override
      Trajectory run(Simulation simulation, SimulationInput input) {
        SimulationInput direction = tangents(input, 1).get(0);
        WithTangent<Trajectory> value =
            simulation.twice().orElseThrow().vjpAlong(input, direction).value();
        return checked(new WithTangents<>(value.value(), List.of(value.tangent())));
      }
    };

    abstract Trajectory run(Simulation simulation, SimulationInput input);

    private static List<SimulationInput> tangents(SimulationInput input, int count) {
      List<SimulationInput> tangents = new ArrayList<>();
      tangents.add(input.unit("endTime"));
      for (int k = 1; k < count; k++) {
        tangents.add(input.unit("particles.x[" + k % input.particles().count() + "]"));
      }
      return tangents;
    }

    private static Trajectory checked(WithTangents<Trajectory> run) {
      for (Trajectory tangent : run.tangents()) {
        assertEquals(run.value().count(), tangent.count());
        assertEquals(run.value().outcome(), tangent.outcome());
      }
      return run.value();
    }
  }

  private static void assertEndsAtItsLastState(Reason reason, Trajectory run, String message) {
    assertEquals(reason.outcome, run.outcome().getClass(), message);
    assertTrue(run.count() >= 1, message);
    assertEquals(run.outcome().time(), run.time(run.count() - 1), message);
    assertTrue(Arrays.stream(run.toArray()).allMatch(Double::isFinite), message);
  }

  /** Forces beside their derivatives are sums of the same terms in another order. */
  private static void assertSameStates(Trajectory expected, Trajectory actual, String message) {
    assertEquals(expected.outcome(), actual.outcome(), message);
    assertEquals(expected.count(), actual.count(), message);
    assertEquals(0, expected.minus(actual).norm(), 1e-11 * expected.norm(), message);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aRunThatFailsEndsAlikeInEveryMode(Case at) {
    SimulationInput input = at.input();
    Trajectory expected = at.simulation().apply(input);
    assertEndsAtItsLastState(at.reason(), expected, "values");
    for (Mode mode : Mode.values()) {
      assertSameStates(expected, mode.run(at.simulation(), input), mode.toString());
    }
  }

  /** The body that fails does what it does alone, and the others have come as far. */
  @ParameterizedTest
  @MethodSource("failures")
  void allBodiesEndWhereTheFirstOneFails(Case at) {
    Trajectory together = at.simulation().apply(at.input());
    Particles bodies = at.input().particles();
    boolean found = false;
    for (int i = 0; i < bodies.count(); i++) {
      Trajectory alone = at.simulation().run(bodies.range(i, i + 1), END);
      boolean first = alone.outcome().equals(together.outcome());
      assertTrue(alone.outcome().time() >= together.outcome().time());
      if (first) {
        assertEquals(alone.last(), together.last().range(i, i + 1));
      }
      found |= first;
    }
    assertTrue(found);
    assertAllAt(at, together);
  }

  /** The last state of some bodies is where they are at the time that the outcome names. */
  private static void assertAllAt(Case at, Trajectory run) {
    Particles bodies = at.input().particles();
    double time = run.outcome().time();
    Simulation simulation = at.simulation().withSaveAt(SaveAt.end());
    simulation =
        at.adaptive()
            ? simulation.withTolerance(1e-10)
            : simulation.withSteps(Math.max(1, run.outcome().steps()));
    for (int i = 0; i < bodies.count(); i += Math.max(1, bodies.count() / 7)) {
      Particles body = bodies.range(i, i + 1);
      Particles expected = time == 0 ? body : simulation.run(body, time).last();
      // Equal steps to rounding; under error control a few steps of tolerance 1e-8.
      double apart = expected.minus(run.last().range(i, i + 1)).norm();
      assertEquals(0, apart, at.adaptive() ? 1e-6 : 1e-11, "body " + i + " at time " + time);
    }
  }

  /** A step that is shortened to where another body failed has the derivatives of one that long. */
  @ParameterizedTest
  @MethodSource("failures")
  void derivativesAreThoseOfARunUpToThere(Case at) {
    SimulationInput input = at.input();
    Trajectory tangent = at.simulation().jvp(input, input.unit("particles.vy[0]")).tangent();
    double time = tangent.outcome().time();
    if (time > 0) {
      Simulation upTo = at.simulation().withSaveAt(SaveAt.end()).withSteps(1000);
      SimulationInput alone = upTo.input(input.particles().range(0, 1), time);
      Trajectory expected = upTo.jvp(alone, alone.unit("particles.vy[0]")).tangent();
      Particles actual = tangent.last().range(0, 1);
      // Leapfrog with steps of 0.03 is good to the square of that, error control to more.
      assertEquals(0, expected.last().minus(actual).norm(), 2e-3 * actual.norm());
    }
  }

  /** Cancelled when the listener has heard of a fraction. */
  private static Simulation cancelledAt(double fraction, Simulation simulation) {
    CancellationToken token = new CancellationToken();
    return simulation
        .withCancellation(token)
        .withProgress(
            done -> {
              if (done >= fraction) {
                token.cancel();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("cancellations")
  void aCancelledRunHasTheFirstStatesOfAWholeOne(Case at) {
    SimulationInput input = at.input();
    Trajectory whole = at.simulation().apply(input).orThrow();
    for (double fraction : new double[] {0.3, 0.85}) {
      Trajectory values = cancelledAt(fraction, at.simulation()).apply(input);
      assertBegins(at, whole, values, "values at " + fraction);
      for (Mode mode : Mode.values()) {
        Trajectory run = mode.run(cancelledAt(fraction, at.simulation()), input);
        assertBegins(at, whole, run, mode + " at " + fraction);
      }
    }
  }

  private static void assertBegins(Case at, Trajectory whole, Trajectory run, String message) {
    assertEndsAtItsLastState(at.reason(), run, message);
    int common = run.time(run.count() - 1) == whole.time(run.count() - 1) ? 0 : 1;
    for (int s = 0; s < run.count() - common; s++) {
      assertEquals(whole.time(s), run.time(s), message);
      double apart = whole.particles(s).minus(run.particles(s)).norm();
      assertEquals(0, apart, 1e-11 * whole.particles(s).norm(), message);
    }
    assertAllAt(at, run);
  }

  /** When the last block is under way nothing is lost but what it has not done. */
  @ParameterizedTest
  @MethodSource("cancellationsInTheLastBlock")
  void aCancelledRunKeepsWhatAllHaveDone(Case at) {
    double fraction = at.adaptive() ? 0.92 : 0.88;
    for (Mode mode : Mode.values()) {
      Trajectory run = mode.run(cancelledAt(fraction, at.simulation()), at.input());
      assertEquals(at.reason().outcome, run.outcome().getClass(), mode.toString());
      assertTrue(run.outcome().time() > 0, mode.toString());
    }
  }
}
