// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.OptionalLong;

/** What a device says about its memory. */
final class DeviceMemory {

  private DeviceMemory() {}

  /**
   * The memory of a GPU that nobody uses at the moment, in bytes; empty for a device of another
   * kind, and if the CUDA runtime, which is asked, is not found or does not answer. What PyTorch
   * has freed and keeps for its next arrays counts as used.
   */
  static OptionalLong free(Device device) {
    if (!device.isGpu()) {
      return OptionalLong.empty();
    }
    try {
      MemoryUsage usage = CudaUtils.getGpuMemory(device);
      return OptionalLong.of(usage.getMax() - usage.getUsed());
    } catch (IllegalStateException
        | IllegalArgumentException
        | EngineException
        | UnsatisfiedLinkError e) {
      return OptionalLong.empty();
    }
  }
}
