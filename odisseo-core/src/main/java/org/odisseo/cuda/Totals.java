// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.Arrays;
import org.odisseo.engine.ForceCotangent;

/**
 * What a sweep back adds up, in double precision and for each body by itself, so that no step waits
 * for a sum over bodies: rows for the derivative with respect to the end time and its tangent, for
 * those with respect to masses and softenings, to the parameters, and for the tangents of these.
 */
final class Totals {

  /** The row of the first parameter. */
  static final int FIRST_PARAMETER = 4;

  private static final int END_TIMES = 2;
  private static final int MASSES = 2;
  private static final int SOFTENINGS = 3;

  private final Allocations memory;
  private final Lanes lanes;
  private final int parameters;
  private final boolean withTangents;
  private final int bodies;
  private final int stride;
  private long address;

  /**
   * No totals yet.
   *
   * @param withTangents whether there may be tangents of the derivatives
   */
  Totals(
      Allocations memory,
      Lanes lanes,
      int parameters,
      boolean withTangents,
      int bodies,
      int stride) {
    this.memory = memory;
    this.lanes = lanes;
    this.parameters = parameters;
    this.withTangents = withTangents;
    this.bodies = bodies;
    this.stride = stride;
  }

  private long bytes() {
    long rows = FIRST_PARAMETER + (withTangents ? 2L : 1L) * parameters;
    return rows * stride * Double.BYTES;
  }

  /** Where the rows are, made when they are first used. */
  long address() {
    if (address == 0) {
      address = memory.bytes(bytes());
    }
    return address;
  }

  /** Where a row is. */
  long row(int number) {
    return address() + (long) number * stride * Double.BYTES;
  }

  double[] endTimes() {
    return lanes.sums(row(0), END_TIMES);
  }

  ForceCotangent cotangent() {
    double[] rows = memory.readDoubles(row(MASSES), stride + bodies);
    return new ForceCotangent(
        lanes.sums(row(FIRST_PARAMETER), parameters),
        Arrays.copyOf(rows, bodies),
        Arrays.copyOfRange(rows, (SOFTENINGS - MASSES) * stride, rows.length));
  }

  ForceCotangent cotangentTangent() {
    return new ForceCotangent(
        withTangents
            ? lanes.sums(row(FIRST_PARAMETER + parameters), parameters)
            : new double[parameters],
        new double[bodies],
        new double[bodies]);
  }

  void clear(Machine machine) {
    if (address != 0) {
      machine.clear(address, bytes());
    }
  }
}
