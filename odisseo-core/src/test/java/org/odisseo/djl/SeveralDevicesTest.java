// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;
import org.odisseo.engine.SessionBench;
import org.odisseo.field.ExternalField;

/** Several devices, here the CPU several times, against one device and the JVM engine. */
class SeveralDevicesTest {

  private static DjlEngine cpus(int count) {
    return DjlEngine.on(Collections.nCopies(count, Device.cpu()));
  }

  /** All bodies attract, or a few of them, or none: in a field and without. */
  private static List<ForceModel> models(int bodies) {
    ExternalField none = ExternalField.none();
    return List.of(
        SessionBench.model(SessionBench.BAR, bodies, bodies, true),
        SessionBench.model(SessionBench.BAR, bodies, 1, true),
        SessionBench.model(SessionBench.BAR, bodies, 0, true),
        SessionBench.model(none, bodies, (bodies + 1) / 2, false),
        SessionBench.model(none, bodies, (2 * bodies + 2) / 3, true),
        SessionBench.model(none, bodies, 0, true));
  }

  /** The tolerance is that of one device: it covers sums of so few terms in any order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 33})
  void agreeWithTheJvmEngine(int bodies) {
    for (ForceModel model : models(bodies)) {
      SessionBench.compare(model, Engine.jvm(1), cpus(2), 1e-13);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 33})
  void agreeWithOneDevice(int bodies) {
    ForceModel model = models(bodies).get(0);
    SessionBench.compare(model, cpus(1), cpus(3), 1e-13);
  }

  /** Sums of up to 33 numbers of similar size in another order: a few units of 6e-8. */
  @ParameterizedTest
  @ValueSource(ints = {2, 33})
  void agreeWithOneDeviceInSinglePrecision(int bodies) {
    DjlEngine one = cpus(1).withType(DataType.FLOAT32);
    DjlEngine two = cpus(2).withType(DataType.FLOAT32);
    for (ForceModel model : models(bodies)) {
      Arrays.fill(model.softenings(), 0.3);
      SessionBench.compare(model, one, two, 1e-6);
    }
  }

  /** A block of one target on each device, and one of two and a rest. */
  @Test
  void blocksOfPairsDoNotShow() {
    ForceModel model = models(7).get(0);
    for (long rows : new long[] {1, 2}) {
      DjlEngine two = cpus(2).withPairMemory(rows * 16 * 8 * 7);
      SessionBench.compare(model, Engine.jvm(1), two, 1e-13);
    }
  }

  @Test
  void leaveNothingBehind() {
    ForceModel model = models(7).get(0);
    int before = DjlSessionTest.arraysOfTheProcess();
    try (Session<?> session = cpus(2).open(model, SessionBench.displacement(model));
        SessionBench<?> bench = new SessionBench<>(session)) {
      everything(bench);
      int during = DjlSessionTest.arraysOfTheProcess();
      for (int k = 0; k < 10; k++) {
        everything(bench);
      }
      assertEquals(during, DjlSessionTest.arraysOfTheProcess());
    }
    assertEquals(before, DjlSessionTest.arraysOfTheProcess());
  }

  private static void everything(SessionBench<?> bench) {
    bench.acceleration();
    bench.tangent();
    bench.adjoint();
    bench.finite(1);
  }
}
