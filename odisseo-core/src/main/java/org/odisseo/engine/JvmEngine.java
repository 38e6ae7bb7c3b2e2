// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.odisseo.concurrent.Workers;

/**
 * The engine on the Java heap.
 *
 * @param workers the threads
 */
record JvmEngine(Workers workers) implements Engine {

  static final JvmEngine ALL_PROCESSORS = of(Runtime.getRuntime().availableProcessors());

  private static final JvmEngine SERIAL = new JvmEngine(Workers.serial());

  /** A block of vectors stays in a processor's cache through a run. */
  private static final int BLOCK_SIZE = 256;

  /** More would only take more memory. */
  private static final int MOST_TANGENTS = 8;

  static JvmEngine of(int threads) {
    return new JvmEngine(Workers.of(threads));
  }

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public Session<?> open(ForceModel model, ForceCotangent tangent) {
    return open(model, List.of(tangent));
  }

  @Override
  public Session<?> open(ForceModel model, List<ForceCotangent> tangents) {
    return new JvmSession(workers, model, tangents);
  }

  @Override
  public Optional<IndependentBodies> independentBodies(ForceModel model, int most) {
    return Optional.of(new JvmIndependentBodies(model, most));
  }

  @Override
  public int mostTangents() {
    return MOST_TANGENTS;
  }

  @Override
  public boolean holdsNativeMemory() {
    return false;
  }

  @Override
  public int threads() {
    return workers.threads();
  }

  @Override
  public int blockSize() {
    return BLOCK_SIZE;
  }

  @Override
  public Engine serial() {
    return SERIAL;
  }

  @Override
  public void forEach(int count, IntConsumer task) {
    workers.forRange(
        count,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            task.accept(i);
          }
        });
  }

  @Override
  public void offer(Runnable task) {
    workers.offer(task);
  }

  @Override
  public String toString() {
    return "jvm engine, " + workers.threads() + (workers.threads() == 1 ? " thread" : " threads");
  }
}
