// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.SessionBench;
import org.odisseo.field.ExternalField;

/** Devices and bounds that cannot be used, and what is said about them. */
class BadDevicesTest {

  private static void rejects(String message, Executable action) {
    String said = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertEquals(message, said);
  }

  @Test
  void listsOfDevices() {
    rejects("devices must be at least one, got []", () -> DjlEngine.on(List.of()));
    rejects(
        "devices must be of one kind, got [cpu(), gpu(0)]",
        () -> Engine.djl(Device.cpu(), Device.gpu(0)));
  }

  /** No machine has a thousand GPUs, and most that run this test have none. */
  @Test
  void aDeviceThatIsNotThere() {
    rejects(
        "device must be one that PyTorch can use here, got gpu(1000)",
        () -> Engine.djl(Device.gpu(1000)));
    rejects(
        "device must be one that PyTorch can use here, got abacus(0)",
        () -> DjlEngine.on(Device.of("abacus", 0)));
  }

  /** A row is 16 arrays of one number for each of the bodies that attract. */
  @Test
  void boundsOnMemory() {
    DjlEngine engine = DjlEngine.on(Device.cpu());
    rejects("pair memory must be >= 1 byte, got 0", () -> engine.withPairMemory(0));
    ForceModel model = SessionBench.model(ExternalField.none(), 9, 5, true);
    int before = DjlSessionTest.arraysOfTheProcess();
    rejects(
        "pair memory must be >= 640 bytes, one body with all that attract it, got 639",
        () -> engine.withPairMemory(16 * 5 * 8 - 1).open(model));
    rejects(
        "pair memory must be >= 320 bytes, one body with all that attract it, got 319",
        () -> engine.withType(DataType.FLOAT32).withPairMemory(319).open(model));
    assertEquals(before, DjlSessionTest.arraysOfTheProcess());
    engine.withPairMemory(640).open(model).close();
  }

  @Test
  void theBoundOfADevice() {
    assertEquals(1 << 30, PairMemory.ofFree(OptionalLong.empty()));
    assertEquals(16L << 30, PairMemory.ofFree(OptionalLong.of(78L << 30)));
    assertEquals(1, PairMemory.ofFree(OptionalLong.of(0)));
    // 3 MB are 24 rows of 128 kB, and at least one row is taken whatever the bound.
    assertEquals(24, PairMemory.OF_THE_DEVICE.rows(Device.cpu(), 128 << 10, 1000));
    assertEquals(7, PairMemory.OF_THE_DEVICE.rows(Device.cpu(), 128 << 10, 7));
    assertEquals(1, PairMemory.OF_THE_DEVICE.rows(Device.cpu(), 4 << 20, 1000));
    assertTrue(DeviceMemory.free(Device.cpu()).isEmpty());
    assertTrue(DeviceMemory.free(Device.gpu(1000)).isEmpty());
  }
}
