// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.lang.ref.Cleaner;

/** Kernels that a GPU has loaded; they are unloaded when nobody has this any more. */
final class CudaModule implements Machine.Kernels {

  private static final Cleaner CLEANER = Cleaner.create();

  /** Keeps the context. */
  private final CudaDevice device;

  private final long module;

  CudaModule(CudaDevice device, long context, byte[] image) {
    this.device = device;
    device.enter();
    long[] handle = new long[1];
    Driver.check(Driver.cuModuleLoadData(handle, image), "load a kernel");
    module = handle[0];
    CLEANER.register(this, new Unloading(context, module));
  }

  @Override
  public long get(String name) {
    device.enter();
    long[] function = new long[1];
    Driver.check(Driver.cuModuleGetFunction(function, module, name), "find the kernel " + name);
    return function[0];
  }

  /** What a GPU does not take back is lost with its context. */
  private record Unloading(long context, long module) implements Runnable {
    @Override
    public void run() {
      if (Driver.cuCtxSetCurrent(context) == 0 && Driver.cuCtxSynchronize() == 0) {
        Driver.cuModuleUnload(module);
      }
    }
  }
}
