// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Runs kernels for one session: puts their arguments where the machine reads them.
 *
 * <p>To start a kernel takes as long as the work of a small one. So a kernel with a thread for each
 * body waits for operations on single bodies that follow it, and does them too, see {@code
 * bodywise.cu}. Whoever does something else with the memory of the session calls {@link #flush}
 * before.
 */
final class Launcher {

  /** Numbers in the argument of a kernel. */
  static final int SLOTS = 96;

  /** Threads in a block. */
  static final int THREADS = 128;

  /** What is left beside the number of bodies, the stride and the number of operations. */
  private static final int MOST_ROOM = SLOTS - 3;

  private static final int PRODUCT = -1;
  private static final int[] FIRST = {0};
  private static final double[] ONE = {1};

  private final Machine machine;
  private final VectorKernels kernels;
  private final int bodies;
  private final int stride;
  private final ByteBuffer slots =
      ByteBuffer.allocateDirect((SLOTS + 1) * Long.BYTES).order(ByteOrder.nativeOrder());
  private final long address = Pointer.nativeValue(Native.getDirectBufferPointer(slots));

  /** The kernel that waits, or 0. */
  private long waiting;

  private int waitingBlocks;

  /** What the blocks of the kernel that waits read of each other's bodies, or null. */
  private @Nullable CudaVector read;

  /** Where that is written to, in place of where it is. */
  private long spare;

  /** Where its operations on bodies begin. */
  private int start;

  /** Where the next one goes. */
  private int next;

  private int operations;

  /**
   * Nothing waits yet.
   *
   * @param spare a vector of zeros, which nobody else uses; needed where kernels are run whose
   *     blocks read a vector of all bodies
   */
  Launcher(Machine machine, VectorKernels kernels, int bodies, int stride, long spare) {
    this.spare = spare;
    this.machine = machine;
    this.kernels = kernels;
    this.bodies = bodies;
    this.stride = stride;
    slots.putLong(SLOTS * Long.BYTES, address);
  }

  /** A floating-point number in a slot. */
  static long number(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** Blocks that have so many threads together, or some more. */
  static int blocks(int threads) {
    return Math.max(1, (threads + THREADS - 1) / THREADS);
  }

  private void put(int slot, long value) {
    slots.putLong(slot * Long.BYTES, value);
  }

  private void putAll(long... arguments) {
    for (int k = 0; k < arguments.length; k++) {
      put(k, arguments[k]);
    }
  }

  private void launch(long kernel, int blocks, int columns) {
    machine.enter();
    machine.launch(kernel, blocks, columns, address);
  }

  /** Runs a kernel with columns of blocks, after what waits. */
  void run(long kernel, int blocks, int columns, long... arguments) {
    flush();
    putAll(arguments);
    launch(kernel, blocks, columns);
  }

  /**
   * Runs a kernel with a thread for each body, at the latest when something else is run.
   *
   * @param operationsSlot the slot of {@code arguments} that is to say where operations on bodies
   *     are
   */
  void runForBodies(long kernel, int operationsSlot, long... arguments) {
    runForBodies(kernel, blocks(bodies), null, operationsSlot, arguments);
  }

  /**
   * The same for a kernel whose blocks read a vector of all bodies, for which a block must not
   * write what another one has still to read: an operation that sets this vector moves it.
   */
  void runForBodies(
      long kernel,
      int blocks,
      @Nullable CudaVector readByAll,
      int operationsSlot,
      long... arguments) {
    flush();
    putAll(arguments);
    put(operationsSlot, arguments.length);
    await(kernel, blocks, arguments.length);
    read = readByAll;
  }

  private void await(long kernel, int blocks, int slot) {
    waiting = kernel;
    waitingBlocks = blocks;
    read = null;
    start = slot;
    next = slot + 1;
    operations = 0;
  }

  /** Sets a vector to a linear combination. */
  void combine(CudaVector target, CudaVector[] all, int[] operands, double[] coefficients) {
    begin(2 + 2 * operands.length);
    put(next++, operands.length);
    int targetSlot = next++;
    for (int k = 0; k < operands.length; k++) {
      put(next++, all[operands[k]].address());
      put(next++, number(coefficients[k]));
    }
    if (target == read) {
      spare = target.moveTo(spare);
      read = null;
    }
    put(targetSlot, target.address());
    operations++;
  }

  /** Copies a vector. */
  void copy(CudaVector source, CudaVector target) {
    combine(target, new CudaVector[] {source}, FIRST, ONE);
  }

  /** Adds products to a row of numbers of double precision. */
  void addProducts(long row, double weight, CudaVector a, CudaVector b) {
    begin(5);
    put(next++, PRODUCT);
    put(next++, row);
    put(next++, a.address());
    put(next++, b.address());
    put(next++, number(weight));
    operations++;
  }

  /** Makes sure that a kernel waits that has room for an operation. */
  private void begin(int room) {
    if (room > MOST_ROOM) {
      throw new IllegalArgumentException(
          "an operation must take at most " + MOST_ROOM + " slots, got " + room);
    }
    if (waiting == 0 || next + room > SLOTS) {
      flush();
      put(0, bodies);
      put(1, stride);
      await(kernels.eachBody(), blocks(bodies), 2);
    }
  }

  /** Starts what waits. */
  void flush() {
    if (waiting != 0) {
      put(start, operations);
      long kernel = waiting;
      waiting = 0;
      launch(kernel, waitingBlocks, 1);
    }
  }
}
