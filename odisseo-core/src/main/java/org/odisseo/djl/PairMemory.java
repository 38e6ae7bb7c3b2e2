// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.Device;
import java.util.OptionalLong;

/**
 * The bound on the memory for the mutual attraction on one device, from which the size of blocks
 * follows: a block is a number of rows, and a row is one body with all that attract it.
 *
 * @param given the user's bound in bytes; if empty it follows from the device
 */
record PairMemory(OptionalLong given) {

  /** Follows from the device. */
  static final PairMemory OF_THE_DEVICE = new PairMemory(OptionalLong.empty());

  /** Arrays that stay in the cache, and too small for PyTorch to share out among threads. */
  private static final long HOST = 3L << 20;

  /** For a device that does not say what it has. */
  private static final long UNKNOWN = 1L << 30;

  /** The share of free memory to take: the rest is for vectors, records and other runs. */
  private static final int SHARE = 4;

  static PairMemory of(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("pair memory must be >= 1 byte, got " + bytes);
    }
    return new PairMemory(OptionalLong.of(bytes));
  }

  /**
   * The number of rows of a block.
   *
   * @param rowBytes memory that a row takes
   * @param most the number of rows altogether
   * @throws IllegalArgumentException if the user's bound is too small for a row
   */
  int rows(Device device, long rowBytes, int most) {
    if (given.isPresent() && given.getAsLong() < rowBytes) {
      throw new IllegalArgumentException(
          "pair memory must be >= "
              + rowBytes
              + " bytes, one body with all that attract it, got "
              + given.getAsLong());
    }
    long bytes = given.orElseGet(() -> of(device));
    return (int) Math.max(1, Math.min(bytes / rowBytes, most));
  }

  private static long of(Device device) {
    return Device.cpu().equals(device) ? HOST : ofFree(DeviceMemory.free(device));
  }

  /**
   * A quarter of what is free, as a power of two: so the blocks, and with them the order of sums,
   * do not change with every byte that another program takes.
   */
  static long ofFree(OptionalLong free) {
    return free.isEmpty() ? UNKNOWN : Long.highestOneBit(Math.max(1, free.getAsLong() / SHARE));
  }
}
