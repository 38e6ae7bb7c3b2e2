// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.engine.BreathingPlummerSession;

/**
 * The sweeps of every integrator against each other: reverse against forward, both against central
 * differences, second derivatives against central differences of first ones. The unknowns are the
 * state of two bodies (12), the parameters of the field (3) and the end time (1); the loss is a
 * random linear function of every saved state.
 */
final class SweepsTest {

  private static final int BODIES = 2;
  private static final int STATE = 6 * BODIES;
  private static final int UNKNOWNS = STATE + 4;
  private static final double[] POINT = {
    1, 0.3, 0.2, -0.8, 0.1, 0.4, 0.1, 0.5, 0.9, -0.3, 0.2, 0.1, 1.3, 0.4, 0.15, 1.7
  };

  static Stream<Integrator> integrators() {
    return Stream.of(
        Integrators.semiImplicitEuler(),
        Integrators.leapfrog(),
        Integrators.yoshida4(),
        Integrators.yoshida6(),
        Integrators.rk4(),
        Integrators.dopri5(),
        Integrators.tsit5(),
        Integrators.dopri853(),
        Integrators.leapfrogMidpoint(),
        Integrators.reversibleHeun());
  }

  /** Two spans with saved states within, the first bound fixed, the others moving with the end. */
  private static TimeGrid grid(double end) {
    return TimeGrid.of(
        List.of(
            new TimeGrid.Span(0.2, 0.5, 0, 0, 4, 0),
            new TimeGrid.Span(0.5, 0.5 * end, 0, 0.5, 5, 2),
            new TimeGrid.Span(0.5 * end, end, 0.5, 1, 7, 3)),
        true);
  }

  private static double[] slice(double[] values, int from, int to) {
    return java.util.Arrays.copyOfRange(values, from, to);
  }

  private static double[] weights(int saves) {
    return new Random(7).doubles((long) saves * STATE, -1, 1).toArray();
  }

  private static StateSource cotangents(double[] weights) {
    return (number, part) ->
        part == 0
            ? Recording.state(slice(weights, number * STATE, (number + 1) * STATE))
            : HostState.zero(BODIES);
  }

  private static double loss(double[] weights, List<double[]> states) {
    double sum = 0;
    for (int s = 0; s < states.size(); s++) {
      for (int k = 0; k < STATE; k++) {
        sum += weights[s * STATE + k] * states.get(s)[k];
      }
    }
    return sum;
  }

  private static BreathingPlummerSession session(double[] point, double[] tangent) {
    return new BreathingPlummerSession(
        BODIES, slice(point, STATE, STATE + 3), slice(tangent, STATE, STATE + 3));
  }

  private static double value(Integrator integrator, double[] point) {
    TimeGrid grid = grid(point[UNKNOWNS - 1]);
    Recording recording = new Recording();
    Sweeps.forward(
        integrator,
        grid,
        session(point, new double[UNKNOWNS]),
        Recording.state(slice(point, 0, STATE)),
        recording);
    return loss(weights(grid.saves()), recording.states);
  }

  private static double[] gradient(
      Integrator integrator, double[] point, int horizon, long memory) {
    TimeGrid grid = grid(point[UNKNOWNS - 1]);
    BreathingPlummerSession session = session(point, new double[UNKNOWNS]);
    HostState start = Recording.state(slice(point, 0, STATE));
    Tape<double[][]> tape = Sweeps.tape(integrator, grid, session, start, horizon, memory);
    tape.forward(new Recording());
    assertTrue(tape.bytes() <= memory, tape.bytes() + " bytes, bound " + memory);
    Tape.Pulled first = tape.pull(cotangents(weights(grid.saves())));
    double[] gradient = assemble(first, 0, session.cotangent().parameters());
    Tape.Pulled second = tape.pull(cotangents(weights(grid.saves())));
    assertArrayEquals(gradient, assemble(second, 0, session.cotangent().parameters()));
    return gradient;
  }

  private static double[] assemble(Tape.Pulled pulled, int part, double[] parameters) {
    double[] gradient = new double[UNKNOWNS];
    System.arraycopy(Recording.flat(pulled.state().get(part)), 0, gradient, 0, STATE);
    System.arraycopy(parameters, 0, gradient, STATE, 3);
    gradient[UNKNOWNS - 1] = pulled.endTime()[part];
    return gradient;
  }

  private static double directional(
      Integrator integrator, double[] point, double[] tangent, int horizon) {
    TimeGrid grid = grid(point[UNKNOWNS - 1]);
    Recording recording = new Recording();
    Sweeps.tangent(
        integrator,
        grid,
        session(point, tangent),
        List.of(Recording.state(slice(point, 0, STATE)), Recording.state(slice(tangent, 0, STATE))),
        new double[] {tangent[UNKNOWNS - 1]},
        horizon,
        recording);
    return loss(weights(grid.saves()), recording.tangents);
  }

  private static double[] unit(int index) {
    double[] unit = new double[UNKNOWNS];
    unit[index] = 1;
    return unit;
  }

  private static double[] moved(double[] point, double factor, double[] direction) {
    double[] moved = point.clone();
    for (int k = 0; k < UNKNOWNS; k++) {
      moved[k] += factor * direction[k];
    }
    return moved;
  }

  @ParameterizedTest
  @MethodSource("integrators")
  void reverseForwardAndDifferencesAgree(Integrator integrator) {
    double[] reverse = gradient(integrator, POINT, 0, Long.MAX_VALUE);
    for (int k = 0; k < UNKNOWNS; k++) {
      double forward = directional(integrator, POINT, unit(k), 0);
      // 16 steps of some ten operations on numbers of order one.
      assertEquals(forward, reverse[k], 1e-12 * Math.max(1, Math.abs(forward)), "unknown " + k);
      double h = 1e-5;
      double difference =
          (value(integrator, moved(POINT, h, unit(k)))
                  - value(integrator, moved(POINT, -h, unit(k))))
              / (2 * h);
      // Rounding 1e-16 / 1e-5 and a curvature term h^2 f''' / 6 of some 1e-10 * 10.
      assertEquals(difference, forward, 3e-9 * Math.max(1, Math.abs(forward)), "unknown " + k);
    }
  }

  @ParameterizedTest
  @MethodSource("integrators")
  void memoryBoundsDoNotChangeABit(Integrator integrator) {
    double[] unbounded = gradient(integrator, POINT, 0, Long.MAX_VALUE);
    long vector = 24L * BODIES;
    long record = Sweep.recordSize(integrator, 1) * vector;
    long checkpoint = integrator.scheme().size() * vector;
    for (int records = 1; records <= 16; records += 3) {
      for (int checkpoints = 1; checkpoints <= 3; checkpoints++) {
        long bound = records * record + checkpoints * checkpoint;
        assertArrayEquals(unbounded, gradient(integrator, POINT, 0, bound));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("integrators")
  void horizonAgreesInBothModes(Integrator integrator) {
    for (int horizon : new int[] {1, 6, 15}) {
      double[] reverse = gradient(integrator, POINT, horizon, Long.MAX_VALUE);
      for (int k = 0; k < STATE; k++) {
        assertEquals(0.0, reverse[k]);
      }
      for (int k = 0; k < UNKNOWNS; k++) {
        double forward = directional(integrator, POINT, unit(k), horizon);
        assertEquals(forward, reverse[k], 1e-12 * Math.max(1, Math.abs(forward)), "unknown " + k);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("integrators")
  void secondDerivativesMatchDifferencesOfGradients(Integrator integrator) {
    double[] direction = new Random(3).doubles(UNKNOWNS, -1, 1).toArray();
    TimeGrid grid = grid(POINT[UNKNOWNS - 1]);
    BreathingPlummerSession session = session(POINT, direction);
    Tape<double[][]> tape =
        Sweeps.dualTape(
            integrator,
            grid,
            session,
            List.of(
                Recording.state(slice(POINT, 0, STATE)),
                Recording.state(slice(direction, 0, STATE))),
            direction[UNKNOWNS - 1],
            0,
            Long.MAX_VALUE);
    tape.forward(new Recording());
    Tape.Pulled pulled = tape.pull(cotangents(weights(grid.saves())));
    double[] gradient = assemble(pulled, 0, session.cotangent().parameters());
    double[] product = assemble(pulled, 1, session.cotangentTangent().parameters());
    assertArrayEquals(gradient(integrator, POINT, 0, Long.MAX_VALUE), gradient, 1e-12);
    // Differences of fourth order, since the direction is long: rounding 1e-15 / 1e-4.
    double h = 1e-4;
    double[] near = difference(integrator, direction, h);
    double[] far = difference(integrator, direction, 2 * h);
    for (int k = 0; k < UNKNOWNS; k++) {
      double difference = (4 * near[k] - far[k]) / 3;
      assertEquals(difference, product[k], 1e-9 * Math.max(1, Math.abs(difference)), "" + k);
    }
  }

  private static double[] difference(Integrator integrator, double[] direction, double h) {
    double[] plus = gradient(integrator, moved(POINT, h, direction), 0, Long.MAX_VALUE);
    double[] minus = gradient(integrator, moved(POINT, -h, direction), 0, Long.MAX_VALUE);
    double[] difference = new double[UNKNOWNS];
    for (int k = 0; k < UNKNOWNS; k++) {
      difference[k] = (plus[k] - minus[k]) / (2 * h);
    }
    return difference;
  }

  @Test
  void leapfrogCostsOneForcePerStepAndOneForTheStart() {
    BreathingPlummerSession session = session(POINT, new double[UNKNOWNS]);
    Sweeps.forward(
        Integrators.leapfrog(),
        grid(1.7),
        session,
        Recording.state(slice(POINT, 0, STATE)),
        new Recording());
    assertEquals(1 + 4 + 5 + 7, session.evaluations);
  }
}
