// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Finds the tensor engine, or says what to do when there is none. */
final class Backend {

  private static final String NAME = "PyTorch";

  private static final String ADVICE =
      """
      add three dependencies at run time: \
      ai.djl.pytorch:pytorch-engine:0.35.1, \
      ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1 and \
      ai.djl.pytorch:pytorch-native-cpu:2.7.1 with the classifier of your platform \
      (linux-x86_64, linux-aarch64, osx-aarch64 or win-x86_64)""";

  private Backend() {}

  /** A new manager on the engine's default device; the caller closes it. */
  static NDManager newManager() {
    return newManager(engine().defaultDevice());
  }

  /**
   * A new manager on a device; the caller closes it.
   *
   * @throws IllegalStateException if there is no PyTorch engine on the class path
   */
  static NDManager newManager(Device device) {
    return engine().newBaseManager(device);
  }

  /**
   * Checks that the engine can make arrays on a device, by making one.
   *
   * @throws IllegalArgumentException if it cannot
   * @throws IllegalStateException if there is no PyTorch engine on the class path
   */
  static void requireUsable(Device device) {
    try (NDManager manager = newManager(device)) {
      manager.zeros(new Shape(1));
    } catch (EngineException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "device must be one that PyTorch can use here, got " + device, e);
    }
  }

  /**
   * Checks that arrays of a manager can be calculated with. Without an engine DJL hands out a
   * manager that only passes data through and whose arithmetic throws.
   */
  static NDManager requireCalculating(NDManager manager) {
    Engine engine = manager.getEngine();
    if (engine == null || !NAME.equals(engine.getEngineName())) {
      String owner = engine == null ? "no engine" : "the engine " + engine.getEngineName();
      throw new IllegalStateException(
          "arrays must belong to the PyTorch engine of DJL, got arrays of "
              + owner
              + ": "
              + ADVICE);
    }
    return manager;
  }

  private static Engine engine() {
    if (!Engine.hasEngine(NAME)) {
      throw new IllegalStateException("no PyTorch engine on the class path: " + ADVICE);
    }
    try {
      return Engine.getEngine(NAME);
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw new IllegalStateException("the PyTorch engine does not start: " + ADVICE, e);
    }
  }
}
