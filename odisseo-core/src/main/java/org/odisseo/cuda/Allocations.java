// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The memory of one session on a machine, which is freed all at once. */
final class Allocations implements Runnable {

  private final Machine machine;
  private final boolean single;
  private final List<Long> addresses = new ArrayList<>();

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
    long address = machine.allocate(Math.max(count, 1));
    addresses.add(address);
    machine.clear(address, Math.max(count, 1));
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

  /** Real numbers from the host, and as many more with a given value. */
  long reals(double[] values, int count, double rest) {
    ByteBuffer buffer = buffer(count);
    for (int i = 0; i < count; i++) {
      put(buffer, i, i < values.length ? values[i] : rest);
    }
    long address = reals(count);
    machine.write(buffer, address, (long) count * realBytes());
    return address;
  }

  /** Frees what one of the methods above has given. */
  void free(long address) {
    addresses.remove(Long.valueOf(address));
    machine.free(address);
  }

  /** Room on the host for so many real numbers. */
  ByteBuffer buffer(int count) {
    long bytes = (long) count * realBytes();
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
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(Math.max(1, count) * Double.BYTES).order(ByteOrder.nativeOrder());
    double[] values = new double[count];
    if (count > 0) {
      machine.read(address, buffer, (long) count * Double.BYTES);
      buffer.asDoubleBuffer().get(values);
    }
    return values;
  }

  /** Frees all of it. */
  @Override
  public void run() {
    machine.enter();
    addresses.forEach(machine::free);
    addresses.clear();
  }
}
