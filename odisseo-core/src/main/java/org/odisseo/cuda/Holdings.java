// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a device has of its GPU from session to session: the context, and spare memory in it. */
final class Holdings implements Runnable {

  /**
   * Slabs that are kept for the next session: as many as a few sessions side by side have. To give
   * memory back and take it again would cost a short run more than its steps.
   */
  private static final int MOST_SPARES = 16;

  private static final int OUT_OF_MEMORY = 2;

  /** How long the collector has to free the memory of forgotten sessions [ms]. */
  private static final long PATIENCE = 200;

  private final int device;
  private final long context;
  private final Queue<Long> spares = new ConcurrentLinkedQueue<>();

  Holdings(int device) {
    this.device = device;
    long[] handle = new long[1];
    Driver.check(Driver.cuDevicePrimaryCtxRetain(handle, device), "begin a context");
    context = handle[0];
  }

  long context() {
    return context;
  }

  /** A spare slab of memory, or a new piece. */
  long allocate(long bytes) {
    Long spare = bytes == Allocations.SLAB ? spares.poll() : null;
    if (spare != null) {
      return spare;
    }
    long[] address = new long[1];
    int answer = Driver.cuMemAlloc_v2(address, bytes);
    if (answer == OUT_OF_MEMORY) {
      freeSpares();
      collectGarbage();
      answer = Driver.cuMemAlloc_v2(address, bytes);
    }
    if (answer == OUT_OF_MEMORY) {
      throw new IllegalStateException(
          "the GPU has no "
              + bytes
              + " bytes left: take fewer bodies, or a smaller bound on the memory for the gradient,"
              + " and let go of gradients that were not asked for");
    }
    Driver.check(answer, "allocate " + bytes + " bytes");
    return address[0];
  }

  /** Memory of sessions that nobody has any more is freed when the collector notices. */
  private static void collectGarbage() {
    System.gc();
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps a slab, and frees other memory. */
  void free(long address, long bytes) {
    if (bytes == Allocations.SLAB && spares.size() < MOST_SPARES) {
      spares.add(address);
    } else {
      Driver.cuMemFree_v2(address); // what it does not take back is lost with the context
    }
  }

  private void freeSpares() {
    for (Long spare = spares.poll(); spare != null; spare = spares.poll()) {
      Driver.cuMemFree_v2(spare);
    }
  }

  /** Gives all back. */
  @Override
  public void run() {
    if (Driver.cuCtxSetCurrent(context) == 0) {
      freeSpares();
    }
    Driver.cuDevicePrimaryCtxRelease(device);
  }
}
