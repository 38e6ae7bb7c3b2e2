// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory of one session on a machine, which is freed all at once. What is small is cut from
 * larger pieces, since a machine takes long to give memory.
 */
final class Allocations implements Runnable {

  /** What is cut up [bytes]. */
  static final long SLAB = 4L << 20;

  private static final long LARGE = SLAB / 4;
  private static final long ALIGNMENT = 256;

  private final Machine machine;
  private final boolean single;
  private final Map<Long, Long> pieces = new HashMap<>();

  /** Where the rest of the last slab is. */
  private long rest;

  private long left;

  /**
   * No memory yet.
   *
   * @param single whether real numbers have four bytes
   */
  Allocations(Machine machine, boolean single) {
    this.machine = machine;
    this.single = single;
  }

  /** The bytes of a real number. */
  int realBytes() {
    return single ? Float.BYTES : Double.BYTES;
  }

  /** Memory of zeros. */
  long bytes(long count) {
    long bytes = (Math.max(count, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (bytes > LARGE) {
      return piece(bytes);
    }
    if (bytes > left) {
      rest = piece(SLAB);
      left = SLAB;
    }
    long address = rest;
    rest += bytes;
    left -= bytes;
    return address;
  }

  private long piece(long bytes) {
    machine.enter();
    long address = machine.allocate(bytes);
    pieces.put(address, bytes);
    machine.clear(address, bytes);
    return address;
  }

  /** Real numbers, zeros. */
  long reals(long count) {
    return bytes(count * realBytes());
  }

  /** Numbers of double precision, zeros. */
  long doubles(long count) {
    return bytes(count * Double.BYTES);
  }

  /** Real numbers from the host. */
  long reals(double[] values) {
    ByteBuffer buffer = buffer(values.length);
    for (int i = 0; i < values.length; i++) {
      put(buffer, i, values[i]);
    }
    long address = reals(values.length);
    machine.enter();
    machine.write(buffer, address, (long) values.length * realBytes());
    return address;
  }

  /** Frees what one of the methods above has given, if it is large. */
  void free(long address) {
    Long bytes = pieces.get(address);
    if (bytes != null && bytes != SLAB) {
      pieces.remove(address);
      machine.enter();
      machine.free(address, bytes);
    }
  }

  /** Room on the host for so many real numbers. */
  ByteBuffer buffer(int count) {
    return bytes(count, realBytes());
  }

  private static ByteBuffer bytes(int count, int each) {
    long bytes = (long) count * each;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "number of bodies must be such that a vector has less than 2 GB, got "
              + bytes
              + " bytes");
    }
    return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
  }

  void put(ByteBuffer buffer, int index, double value) {
    if (single) {
      buffer.putFloat(index * Float.BYTES, (float) value);
    } else {
      buffer.putDouble(index * Double.BYTES, value);
    }
  }

  double get(ByteBuffer buffer, int index) {
    return single ? buffer.getFloat(index * Float.BYTES) : buffer.getDouble(index * Double.BYTES);
  }

  /** Reads numbers of double precision. */
  double[] readDoubles(long address, int count) {
    double[] values = new double[count];
    if (count > 0) {
      ByteBuffer buffer = bytes(count, Double.BYTES);
      machine.enter();
      machine.read(address, buffer, (long) count * Double.BYTES);
      buffer.asDoubleBuffer().get(values);
    }
    return values;
  }

  /** Frees all of it. */
  @Override
  public void run() {
    machine.enter();
    pieces.forEach(machine::free);
    pieces.clear();
  }
}
