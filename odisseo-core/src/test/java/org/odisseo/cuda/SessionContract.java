// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;
import org.odisseo.engine.SessionBench;
import org.odisseo.field.ExternalField;

/** Every operation of a session, held to the same operation of the JVM engine. */
abstract class SessionContract {

  static final int BODIES = 37;
  private static final double TOLERANCE = 1e-13;

  /** Where kernels run. */
  abstract Machine machine();

  /** The engine, with pairs and field in one kernel where bodies are few. */
  CudaEngine engine() {
    return CudaEngine.on(machine());
  }

  static List<ForceModel> models() {
    return List.of(
        SessionBench.model(SessionBench.HALO, BODIES, 0, true),
        SessionBench.model(SessionBench.BAR, BODIES, 0, true),
        SessionBench.model(ExternalField.none(), BODIES, BODIES, true),
        SessionBench.model(ExternalField.none(), BODIES, 0, true),
        SessionBench.model(SessionBench.HALO, BODIES, 11, true),
        SessionBench.model(SessionBench.HALO, 1, 1, true),
        SessionBench.model(SessionBench.BAR, BODIES, BODIES, true),
        SessionBench.model(SessionBench.BAR, BODIES, BODIES, false),
        SessionBench.model(ExternalField.none(), 2300, 2300, true),
        SessionBench.model(ExternalField.none(), 2300, 1, true));
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithTheJvmEngine(ForceModel model) {
    SessionBench.compare(model, Engine.jvm(1), engine(), TOLERANCE);
  }

  /** All softenings equal is a case of its own. */
  @Test
  void oneSofteningForAll() {
    for (int sources : new int[] {BODIES, 5}) {
      ForceModel model = SessionBench.model(SessionBench.BAR, BODIES, sources, true);
      Arrays.fill(model.softenings(), 0.3);
      SessionBench.compare(model, Engine.jvm(1), engine(), TOLERANCE);
    }
  }

  /** With small softenings what a body does to itself must not show. */
  @Test
  void smallSoftenings() {
    for (double softening : new double[] {1e-4, 1e-8}) {
      ForceModel model = SessionBench.model(ExternalField.none(), BODIES, BODIES, true);
      Arrays.fill(model.softenings(), softening);
      SessionBench.compare(model, Engine.jvm(1), engine(), TOLERANCE);
    }
    ForceModel tiny = SessionBench.model(ExternalField.none(), 3, 3, true);
    Arrays.fill(tiny.softenings(), 1e-25); // its cube is no number of single precision
    try (SessionBench<?> bench =
        new SessionBench<>(engine().withType(DataType.FLOAT32).open(tiny))) {
      assertTrue(Arrays.stream(bench.acceleration()).allMatch(Double::isFinite));
      assertTrue(Arrays.stream(bench.adjoint()).allMatch(Double::isFinite));
    }
  }

  /**
   * Bodies that attract nothing may be anywhere, also where they are read with the last sources.
   */
  @Test
  void coincidentTracers() {
    for (int sources : new int[] {1, 5}) {
      ForceModel model = SessionBench.model(ExternalField.none(), BODIES, sources, true);
      Arrays.fill(model.softenings(), 0);
      double[][] x = new double[3][BODIES];
      for (int i = 0; i < BODIES; i++) {
        x[0][i] = i < sources ? i : -1;
      }
      double[] expected = SessionBench.accelerationAndReverse(Engine.jvm(1), model, x);
      double[] actual = SessionBench.accelerationAndReverse(engine(), model, x);
      assertArrayEquals(expected, actual, TOLERANCE * BODIES);
    }
  }

  @Test
  void singlePrecision() {
    Engine single = engine().withType(DataType.FLOAT32);
    SessionBench.compare(
        SessionBench.model(SessionBench.BAR, BODIES, 0, true), Engine.jvm(1), single, 3e-6);
    ForceModel softened = SessionBench.model(ExternalField.none(), BODIES, BODIES, true);
    Arrays.fill(softened.softenings(), 0.3);
    SessionBench.compare(softened, Engine.jvm(1), single, 3e-5);
  }

  /**
   * What follows a force is done in its kernel, while positions are still read for other bodies.
   */
  @Test
  void positionsMayBeSetWhileTheForceIsComputed() {
    ForceModel model = SessionBench.model(SessionBench.BAR, BODIES, BODIES, true);
    double[][] expected = kicksAndDrifts(Engine.jvm(1), model);
    double[][] actual = kicksAndDrifts(engine(), model);
    for (int row = 0; row < 3; row++) {
      assertArrayEquals(expected[row], actual[row], TOLERANCE * BODIES);
    }
  }

  private static double[][] kicksAndDrifts(Engine engine, ForceModel model) {
    try (Session<?> session = engine.open(model)) {
      return kicksAndDrifts(session);
    }
  }

  /** Positions after some forces, each followed by two changes of the positions. */
  private static <V> double[][] kicksAndDrifts(Session<V> session) {
    double[][] x = new double[3][BODIES];
    for (int i = 0; i < BODIES; i++) {
      x[0][i] = Math.cos(i);
      x[1][i] = Math.sin(2 * i);
      x[2][i] = 0.1 * i;
    }
    V[] all = session.vectors(3);
    session.write(x, all[0]);
    session.write(x, all[1]);
    for (int step = 0; step < 3; step++) {
      session.acceleration(0.3 * step, all[0], all[2]);
      session.combine(all, 1, new int[] {1, 2}, new double[] {1, 0.01});
      session.combine(all, 0, new int[] {0, 1}, new double[] {1, 0.02});
      session.combine(all, 0, new int[] {0, 1, 2}, new double[] {1, 0.01, 0.01});
    }
    session.read(all[0], x);
    return x;
  }

  /** A thread has two bodies or four where there are many, and there are many lanes. */
  @Test
  void manyBodies() {
    for (int bodies : new int[] {5_001, 33_001}) {
      ForceModel model = SessionBench.model(ExternalField.none(), bodies, 3, true);
      SessionBench.compare(model, Engine.jvm(1), engine(), 1e-12);
      Arrays.fill(model.softenings(), 0.3);
      SessionBench.compare(model, Engine.jvm(1), engine(), 1e-12);
    }
    ForceModel changing = SessionBench.model(SessionBench.BAR, 33_001, 0, true);
    SessionBench.compare(changing, Engine.jvm(1), engine(), 1e-12);
  }

  @Test
  void knowsFiniteNumbers() {
    ForceModel model = SessionBench.model(ExternalField.none(), BODIES, 0, true);
    try (SessionBench<?> bench = new SessionBench<>(engine().open(model))) {
      assertTrue(bench.finite(1e300));
      assertFalse(bench.finite(Double.NaN));
      assertFalse(bench.finite(Double.NEGATIVE_INFINITY));
      assertTrue(bench.finite(1));
    }
  }

  @Test
  void theSameBitsAgain() {
    ForceModel model = SessionBench.model(SessionBench.BAR, BODIES, BODIES, true);
    double[][] results = new double[2][];
    for (int i = 0; i < 2; i++) {
      try (SessionBench<?> bench = new SessionBench<>(engine().open(model))) {
        bench.tangent();
        results[i] = bench.adjoint();
      }
    }
    assertArrayEquals(results[0], results[1]);
  }

  @Test
  void severalThreadsMayRunAtTheSameTime() {
    ForceModel model = SessionBench.model(SessionBench.BAR, 500, 500, true);
    CudaEngine engine = engine();
    List<double[]> results =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                k -> {
                  try (SessionBench<?> bench = new SessionBench<>(engine.open(model))) {
                    bench.tangent();
                    return bench.adjoint();
                  }
                })
            .toList();
    results.forEach(result -> assertArrayEquals(results.get(0), result));
  }

  @Test
  void saysWhatIsWrong() {
    CudaEngine engine = engine();
    assertThrows(IllegalArgumentException.class, () -> engine.withType(DataType.INT32));
    ForceModel pairs = SessionBench.model(ExternalField.none(), BODIES, BODIES, true);
    try (SessionBench<?> bench = new SessionBench<>(engine.open(pairs))) {
      assertThrows(UnsupportedOperationException.class, bench::adjointTangent);
    }
  }
}
