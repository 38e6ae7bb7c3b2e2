// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.Arrays;
import org.odisseo.engine.ForceCotangent;

/**
 * What a sweep back adds up, in double precision on the machine: the derivative with respect to the
 * end time, those with respect to the parameters, the tangents of both, and those with respect to
 * masses and softenings.
 */
final class Totals {

  private static final int PARTS = 2;

  private final Allocations memory;
  private final int parameters;
  private final int bodies;
  private final int count;
  private final long address;

  Totals(Allocations memory, int parameters, int bodies) {
    this.memory = memory;
    this.parameters = parameters;
    this.bodies = bodies;
    this.count = PARTS * (1 + parameters) + 2 * bodies;
    this.address = memory.doubles(count);
  }

  private long at(int number) {
    return address + (long) number * Double.BYTES;
  }

  long endTime(int part) {
    return at(part);
  }

  long parameters(int part) {
    return at(PARTS + part * parameters);
  }

  long masses() {
    return at(PARTS * (1 + parameters));
  }

  long softenings() {
    return at(PARTS * (1 + parameters) + bodies);
  }

  double[] endTimes() {
    return memory.readDoubles(address, PARTS);
  }

  ForceCotangent cotangent() {
    double[] all = memory.readDoubles(parameters(0), count - PARTS);
    int masses = PARTS * parameters;
    return new ForceCotangent(
        Arrays.copyOf(all, parameters),
        Arrays.copyOfRange(all, masses, masses + bodies),
        Arrays.copyOfRange(all, masses + bodies, masses + 2 * bodies));
  }

  ForceCotangent cotangentTangent() {
    return new ForceCotangent(
        memory.readDoubles(parameters(1), parameters), new double[bodies], new double[bodies]);
  }

  void clear(Machine machine) {
    machine.clear(address, (long) count * Double.BYTES);
  }
}
