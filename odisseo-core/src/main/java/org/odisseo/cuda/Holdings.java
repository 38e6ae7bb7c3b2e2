// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a device has of its GPU from session to session: compiled kernels, and spare memory. */
final class Holdings implements Runnable {

  /** Pieces of memory that are kept for the next session; it begins when the last one is over. */
  private static final int MOST_SPARES = 16;

  private final long context;
  private final Queue<Long> spares = new ConcurrentLinkedQueue<>();
  private final Queue<Long> modules = new ConcurrentLinkedQueue<>();

  Holdings(long context) {
    this.context = context;
  }

  /** A spare slab of memory, or a new piece. */
  long allocate(long bytes) {
    Long spare = bytes == Allocations.SLAB ? spares.poll() : null;
    if (spare != null) {
      return spare;
    }
    long[] address = new long[1];
    Driver.check(Driver.cuMemAlloc_v2(address, bytes), "allocate " + bytes + " bytes");
    return address[0];
  }

  /** Keeps a slab, and frees other memory. */
  void free(long address, long bytes) {
    if (bytes == Allocations.SLAB && spares.size() < MOST_SPARES) {
      spares.add(address);
    } else {
      Driver.check(Driver.cuMemFree_v2(address), "free memory");
    }
  }

  /** Loads compiled kernels. */
  long load(byte[] image) {
    long[] module = new long[1];
    Driver.check(Driver.cuModuleLoadData(module, image), "load a kernel");
    modules.add(module[0]);
    return module[0];
  }

  /** Gives all back. */
  @Override
  public void run() {
    Driver.check(Driver.cuCtxSetCurrent(context), "be entered");
    spares.forEach(Driver::cuMemFree_v2);
    modules.forEach(Driver::cuModuleUnload);
  }
}
