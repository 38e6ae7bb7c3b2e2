// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.odisseo.concurrent.Workers;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;

/**
 * The engine on tensors of DJL: any device or several of one kind, double or single precision. Made
 * for many bodies on a GPU; on a CPU {@link Engine#jvm()} is quicker, most of all for few bodies.
 *
 * <p>States stay on the device through a run and each force is one call of a program there: the
 * external field from its expression, the mutual attraction in blocks of targets that keep to a
 * bound on memory, so that any number of bodies fits. In float64 the results are those of the JVM
 * engine but for rounding. Nothing has to be closed.
 *
 * <p>In steps that are given, what comes to the host are the states that are saved, every so many
 * steps an answer to whether all numbers are finite, and at the end of a sweep back the gradient.
 * Under error control the size of the error comes to the host in each step, since the next step
 * follows from it.
 *
 * <p>Several devices have about equal shares of the bodies, in their order. Each has the states of
 * its own bodies and evaluates the forces on them, all at the same time with a thread for each;
 * before that it gets the positions of the bodies that attract from the others, once for each
 * evaluation, and after the reverse of a force what the others have found about its own bodies. The
 * records of a gradient are shared out in the same way, so more devices have room for more of them.
 *
 * <pre>{@code
 * DjlEngine.on(Device.gpu())                                   // one GPU
 * DjlEngine.on(Device.gpu(0), Device.gpu(1))                   // two
 *     .withType(DataType.FLOAT32)                              // in single precision
 *     .withPairMemory(2L << 30)                                // at most 2 GB in each for pairs
 * }</pre>
 */
public final class DjlEngine implements Engine {

  /** Bodies without mutual attraction that go through a run together. */
  private static final int BLOCK_SIZE = 1 << 20;

  private final List<Device> devices;
  private final DataType type;
  private final PairMemory pairMemory;
  private final Workers workers;
  private final Runnable copied;

  private DjlEngine(
      List<Device> devices,
      DataType type,
      PairMemory pairMemory,
      Workers workers,
      Runnable copied) {
    this.devices = devices;
    this.type = type;
    this.pairMemory = pairMemory;
    this.workers = workers;
    this.copied = copied;
  }

  /**
   * The engine on one or several devices, in float64.
   *
   * @throws IllegalArgumentException as {@link #on(List)}
   * @throws IllegalStateException if there is no PyTorch engine on the class path
   */
  public static DjlEngine on(Device first, Device... more) {
    List<Device> all = new ArrayList<>(List.of(first));
    Collections.addAll(all, more);
    return on(all);
  }

  /**
   * The engine on a list of devices, in float64. A device may be in it more than once, and then has
   * several shares.
   *
   * @param devices at least one; all CPUs or all GPUs
   * @throws IllegalArgumentException if the list is empty, if the devices are of several kinds, or
   *     if PyTorch cannot use one of them
   * @throws IllegalStateException if there is no PyTorch engine on the class path
   */
  public static DjlEngine on(List<Device> devices) {
    List<Device> all = List.copyOf(devices);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("devices must be at least one, got []");
    }
    String kind = all.get(0).getDeviceType();
    if (!all.stream().allMatch(device -> device.getDeviceType().equals(kind))) {
      throw new IllegalArgumentException("devices must be of one kind, got " + all);
    }
    all.stream().distinct().forEach(Backend::requireUsable);
    return new DjlEngine(
        all, DataType.FLOAT64, PairMemory.OF_THE_DEVICE, Workers.of(all.size()), () -> {});
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
    return new DjlEngine(devices, type, pairMemory, workers, copied);
  }

  /**
   * The same engine with another bound on the memory for the mutual attraction on each device.
   *
   * <p>Without one, a CPU has 3 MB, which stay in its cache. A GPU is asked, when a run begins, how
   * much of its memory is free: a quarter of that is taken, rounded down to a power of two, and 1
   * GB if it does not answer; but one row at least. The bound decides in which blocks cotangents
   * are summed up: for a gradient to be the same to the last bit in every run, give one.
   *
   * @param bytes at least one row of pairs, which is {@code 16 * sources} numbers of the engine's
   *     type for a run with so many bodies that attract
   * @throws IllegalArgumentException if it is less than one byte; and, when a run begins, if it is
   *     less than one row
   */
  public DjlEngine withPairMemory(long bytes) {
    return new DjlEngine(devices, type, PairMemory.of(bytes), workers, copied);
  }

  /** The same engine, which tells of each copy from a device to the host. */
  DjlEngine withCopyListener(Runnable listener) {
    return new DjlEngine(devices, type, pairMemory, workers, listener);
  }

  /** The devices, in the order in which they have the bodies. */
  public List<Device> devices() {
    return devices;
  }

  /** The type of the numbers. */
  public DataType type() {
    return type;
  }

  PairMemory pairMemory() {
    return pairMemory;
  }

  Workers workers() {
    return workers;
  }

  Runnable copied() {
    return copied;
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
  public boolean holdsNativeMemory() {
    return true;
  }

  @Override
  public int blockSize() {
    return BLOCK_SIZE * devices.size();
  }

  @Override
  public String toString() {
    String where = devices.size() == 1 ? devices.get(0).toString() : devices.toString();
    return "djl engine on " + where + " in " + type;
  }
}
