// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.IntConsumer;

/**
 * Something that can do the arithmetic of a simulation. Immutable; may be shared by any number of
 * runs and threads.
 */
public interface Engine {

  /** Arrays of the Java heap in double precision, on all processors. The default. */
  static Engine jvm() {
    return JvmEngine.ALL_PROCESSORS;
  }

  /**
   * Arrays of the Java heap in double precision.
   *
   * @param threads how many threads to use; the results do not depend on it
   */
  static Engine jvm(int threads) {
    return JvmEngine.of(threads);
  }

  /**
   * Tensors of DJL on a device, or shared out among several, in double precision; {@link
   * org.odisseo.djl.DjlEngine} has single precision too, and takes the devices as a list. For many
   * bodies on a GPU; on a CPU {@link #jvm()} is quicker, and on one GPU of NVIDIA's {@link
   * org.odisseo.cuda.CudaEngine}.
   *
   * @param first for example {@code Device.gpu()}
   * @param more further devices of the same kind
   * @throws IllegalArgumentException if the devices are of several kinds, or if PyTorch cannot use
   *     one of them
   * @throws IllegalStateException if there is no PyTorch engine on the class path, with the
   *     dependencies to add
   */
  static Engine djl(Device first, Device... more) {
    List<Device> devices = new ArrayList<>(List.of(first));
    Collections.addAll(devices, more);
    return ServiceLoader.load(EngineProvider.class, Engine.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no provider of engines on the class path"))
        .on(devices);
  }

  /** The engine's name, for messages. */
  String name();

  /**
   * Begins a run.
   *
   * @param model the forces
   * @param tangent displacements of parameters, masses and softenings for runs with tangents
   */
  Session<?> open(ForceModel model, ForceCotangent tangent);

  /**
   * Begins a run with tangents along several directions at once, for {@link Session#tangents}.
   *
   * @param model the forces
   * @param tangents displacements of parameters, masses and softenings, one per direction; at most
   *     {@link #mostTangents()}
   */
  default Session<?> open(ForceModel model, List<ForceCotangent> tangents) {
    if (tangents.size() != 1) {
      throw new UnsupportedOperationException(
          "number of tangents must be 1 on engine " + name() + ", got " + tangents.size());
    }
    return open(model, tangents.get(0));
  }

  /** How many tangents {@link #open(ForceModel, List)} can follow at once. */
  default int mostTangents() {
    return 1;
  }

  /** Begins a run without tangents. */
  default Session<?> open(ForceModel model) {
    return open(model, ForceCotangent.zero(model));
  }

  /**
   * Bodies that move each with steps of its own, side by side, if this engine can.
   *
   * @param model the field; masses, softenings and the number of bodies do not count
   * @param most the largest number of bodies side by side
   */
  default Optional<IndependentBodies> independentBodies(ForceModel model, int most) {
    return Optional.empty();
  }

  /** Whether sessions hold memory that is not the Java heap's, so that they are soon closed. */
  boolean holdsNativeMemory();

  /** The number of threads of {@link #forEach}: one if all that is given to it goes in turn. */
  default int threads() {
    return 1;
  }

  /**
   * How many bodies that do not act on each other are best integrated together. A run of more such
   * bodies is split into blocks of this size, which go through the whole run one after another.
   */
  int blockSize();

  /** An engine like this one for a run beside others in {@link #forEach}. */
  default Engine serial() {
    return this;
  }

  /**
   * Calls {@code task} once for each of the numbers 0 up to {@code count}, in any order and on as
   * many threads as the engine has, and returns when all are done. The first exception is thrown
   * on.
   */
  default void forEach(int count, IntConsumer task) {
    for (int i = 0; i < count; i++) {
      task.accept(i);
    }
  }

  /**
   * Offers a task to a thread of the engine that has nothing else to do, and returns at once. There
   * may never be one: whoever offers a task must be ready to do its work himself. Together with the
   * calling thread no more than {@link #threads} are busy.
   *
   * @param task must not throw
   */
  default void offer(Runnable task) {
    // An engine with one thread has none to spare.
  }
}
