// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.function.IntConsumer;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;

/**
 * The engine on tensors of DJL: any device, double or single precision. Made for many bodies on a
 * GPU; on a CPU {@link Engine#jvm()} is quicker, most of all for few bodies.
 *
 * <p>States stay on the device through a run and each force is one call of a program there: the
 * external field from its expression, the mutual attraction in blocks of targets that keep to a
 * bound on memory, so that any number of bodies fits. In float64 the results are those of the JVM
 * engine but for rounding. Nothing has to be closed.
 */
public final class DjlEngine implements Engine {

  /** Arrays that stay in the cache, and too small for PyTorch to share out among threads. */
  private static final long HOST_PAIR_MEMORY = 3L << 20;

  private static final long DEVICE_PAIR_MEMORY = 1L << 30;

  /** Bodies without mutual attraction that go through a run together. */
  private static final int BLOCK_SIZE = 1 << 20;

  private final Device device;
  private final DataType type;
  private final long pairMemory;

  private DjlEngine(Device device, DataType type, long pairMemory) {
    this.device = device;
    this.type = type;
    this.pairMemory = pairMemory;
  }

  /**
   * The engine on a device, in float64.
   *
   * @throws IllegalStateException if there is no PyTorch engine on the class path
   */
  public static DjlEngine on(Device device) {
    Backend.newManager(device).close();
    return new DjlEngine(
        device, DataType.FLOAT64, device.isGpu() ? DEVICE_PAIR_MEMORY : HOST_PAIR_MEMORY);
  }

  /**
   * The same engine with numbers of another type.
   *
   * @param type FLOAT64 or FLOAT32
   */
  public DjlEngine withType(DataType type) {
    if (type != DataType.FLOAT64 && type != DataType.FLOAT32) {
      throw new IllegalArgumentException("type must be FLOAT64 or FLOAT32, got " + type);
    }
    return new DjlEngine(device, type, pairMemory);
  }

  /**
   * The same engine with another bound on the memory for the mutual attraction; by default 3 MB on
   * a CPU, so that it stays in the cache, and 1 GB on a GPU. One row of pairs, a body with all
   * sources, is taken at least.
   */
  public DjlEngine withPairMemory(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("pair memory must be >= 1 byte, got " + bytes);
    }
    return new DjlEngine(device, type, bytes);
  }

  /** The device. */
  public Device device() {
    return device;
  }

  /** The type of the numbers. */
  public DataType type() {
    return type;
  }

  long pairMemory() {
    return pairMemory;
  }

  @Override
  public String name() {
    return "djl";
  }

  @Override
  public Session<?> open(ForceModel model, ForceCotangent tangent) {
    return new DjlSession(this, model, tangent);
  }

  @Override
  public boolean hasSecondDerivatives() {
    return true;
  }

  @Override
  public boolean holdsNativeMemory() {
    return true;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public int blockSize() {
    return BLOCK_SIZE;
  }

  @Override
  public Engine serial() {
    return this;
  }

  @Override
  public void forEach(int count, IntConsumer task) {
    for (int i = 0; i < count; i++) {
      task.accept(i);
    }
  }

  @Override
  public String toString() {
    return "djl engine on " + device + " in " + type;
  }
}
