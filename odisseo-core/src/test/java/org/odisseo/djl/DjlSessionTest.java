// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;
import org.odisseo.engine.SessionBench;
import org.odisseo.field.ExternalField;

/** Every operation of a session, held to the same operation of the JVM engine. */
class DjlSessionTest {

  private static final int BODIES = 37;
  private static final double TOLERANCE = 1e-13;

  /** Memory for one body with all that attract it: 16 arrays of numbers of 8 bytes. */
  private static final long ROW = 16L * 8 * BODIES;

  static List<ForceModel> models() {
    return List.of(
        SessionBench.model(SessionBench.HALO, BODIES, 0, true),
        SessionBench.model(SessionBench.BAR, BODIES, 0, true),
        SessionBench.model(ExternalField.none(), BODIES, BODIES, true),
        SessionBench.model(ExternalField.none(), BODIES, 0, true),
        SessionBench.model(SessionBench.HALO, BODIES, 11, true),
        SessionBench.model(SessionBench.BAR, BODIES, BODIES, true),
        SessionBench.model(SessionBench.BAR, BODIES, BODIES, false));
  }

  private static void compare(ForceModel model, Engine engine, double tolerance) {
    SessionBench.compare(model, Engine.jvm(1), engine, tolerance);
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithTheJvmEngine(ForceModel model) {
    compare(model, DjlEngine.on(Device.cpu()), TOLERANCE);
  }

  /** Blocks of one, five and all targets. */
  @Test
  void blocksOfPairsDoNotShow() {
    ForceModel model = SessionBench.model(ExternalField.none(), BODIES, BODIES, true);
    for (long rows : new long[] {1, 5, 100}) {
      long memory = rows * ROW;
      compare(model, DjlEngine.on(Device.cpu()).withPairMemory(memory), TOLERANCE);
    }
  }

  @Test
  void singlePrecision() {
    Engine single = DjlEngine.on(Device.cpu()).withType(DataType.FLOAT32);
    compare(SessionBench.model(SessionBench.BAR, BODIES, 0, true), single, 3e-6);
    ForceModel softened = SessionBench.model(ExternalField.none(), BODIES, BODIES, true);
    Arrays.fill(softened.softenings(), 0.3);
    compare(softened, single, 3e-5);
  }

  @Test
  void knowsFiniteNumbers() {
    ForceModel model = SessionBench.model(ExternalField.none(), BODIES, 0, true);
    try (SessionBench<?> djl = new SessionBench<>(DjlEngine.on(Device.cpu()).open(model))) {
      assertTrue(djl.finite(1e300));
      assertFalse(djl.finite(Double.NaN));
      assertFalse(djl.finite(Double.NEGATIVE_INFINITY));
    }
  }

  @Test
  void leavesNothingBehind() {
    ForceModel model = SessionBench.model(SessionBench.BAR, BODIES, BODIES, true);
    DjlEngine engine = DjlEngine.on(Device.cpu());
    int before = arraysOfTheProcess();
    try (Session<?> session = engine.open(model, SessionBench.displacement(model));
        SessionBench<?> bench = new SessionBench<>(session)) {
      bench.acceleration(); // the numbers of a formula are made when it is first used
      bench.tangent();
      bench.adjoint();
      int during = arraysOfTheProcess();
      for (int k = 0; k < 20; k++) {
        bench.acceleration();
        bench.tangent();
        bench.adjoint();
        bench.finite(1);
      }
      assertEquals(during, arraysOfTheProcess());
    }
    assertEquals(before, arraysOfTheProcess());
  }

  static int arraysOfTheProcess() {
    try (var manager = Backend.newManager()) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }

  @Test
  void saysWhatIsWrong() {
    DjlEngine engine = DjlEngine.on(Device.cpu());
    assertThrows(IllegalArgumentException.class, () -> engine.withType(DataType.INT32));
    assertThrows(IllegalArgumentException.class, () -> engine.withPairMemory(0));
    assertThrows(IllegalArgumentException.class, () -> DjlEngine.on(List.of()));
    ForceModel pairs = SessionBench.model(ExternalField.none(), BODIES, BODIES, true);
    try (SessionBench<?> bench = new SessionBench<>(engine.open(pairs))) {
      assertThrows(UnsupportedOperationException.class, bench::adjointTangent);
    }
  }
}
