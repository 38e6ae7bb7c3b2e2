// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs kernels for one session: puts their arguments where the machine reads them. */
final class Launcher {

  /** Numbers in the argument of a kernel. */
  static final int SLOTS = 40;

  /** Threads in a block. */
  static final int THREADS = 128;

  private final Machine machine;
  private final ByteBuffer slots =
      ByteBuffer.allocateDirect(SLOTS * Long.BYTES).order(ByteOrder.nativeOrder());

  Launcher(Machine machine) {
    this.machine = machine;
  }

  /** A floating-point number in a slot. */
  static long number(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** Blocks that have so many threads together, or some more. */
  static int blocks(int threads) {
    return Math.max(1, (threads + THREADS - 1) / THREADS);
  }

  /** Runs a kernel with at least so many threads. */
  void run(long kernel, int threads, long... arguments) {
    run(kernel, blocks(threads), 1, arguments);
  }

  /** Runs a kernel with columns of blocks. */
  void run(long kernel, int blocks, int columns, long[] arguments) {
    for (int k = 0; k < arguments.length; k++) {
      slots.putLong(k * Long.BYTES, arguments[k]);
    }
    machine.launch(kernel, blocks, columns, THREADS, slots);
  }
}
