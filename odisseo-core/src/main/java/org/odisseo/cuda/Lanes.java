// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

/**
 * Sums over bodies that stay on the machine, in an order that depends on the number of bodies
 * alone.
 */
final class Lanes {

  private static final int MANY = 8192;
  private static final int FEW = 128;

  /** Numbers that a lane has at least if there are many lanes. */
  private static final int PART = 128;

  private final Launcher launcher;
  private final VectorKernels kernels;
  private final int count;
  private final long wide;
  private final long narrow;

  /**
   * Room for sums.
   *
   * @param numbers how many are to be added up
   * @param rows how many sums at most are made at once
   */
  Lanes(Allocations memory, Launcher launcher, VectorKernels kernels, long numbers, int rows) {
    this.launcher = launcher;
    this.kernels = kernels;
    this.count = numbers > (long) FEW * PART ? MANY : FEW;
    this.wide = memory.doubles((long) rows * count);
    this.narrow = memory.doubles((long) rows * FEW);
  }

  /** Threads for a kernel that makes lanes. */
  int count() {
    return count;
  }

  /** Where a kernel is to put its lanes. */
  long address() {
    return wide;
  }

  /** Adds up rows of real numbers into lanes. */
  void fill(int numbers, int stride, long address, int rows) {
    long[] slots = {numbers, stride, address, wide};
    launcher.run(kernels.sumLanes(), Launcher.blocks(count), rows, slots);
  }

  /**
   * Adds what rows of lanes add up to, to totals.
   *
   * @param rows of lanes
   * @param totals of the first rows
   * @param withTotals how many rows these are
   * @param special one of the rows, or -1
   * @param other what {@code weight} times its sum is added to
   */
  void add(int rows, long totals, int withTotals, int special, double weight, long other) {
    long lanes = folded(rows, false);
    launcher.run(
        kernels.addLanes(),
        rows,
        rows,
        FEW,
        lanes,
        totals,
        special,
        Launcher.number(weight),
        other,
        withTotals);
  }

  /** Puts the largest number of one row of lanes at an address. */
  void largest(long target) {
    launcher.run(kernels.largestLane(), 1, FEW, folded(1, true), target);
  }

  private long folded(int rows, boolean largest) {
    if (count == FEW) {
      return wide;
    }
    long[] slots = {count, wide, narrow, largest ? 1 : 0};
    launcher.run(kernels.foldLanes(), Launcher.blocks(FEW), rows, slots);
    return narrow;
  }
}
