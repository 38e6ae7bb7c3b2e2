// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.Arrays;

/** Sums over bodies, in an order that depends on the number of bodies alone. */
final class Lanes {

  private static final int MANY = 8192;
  private static final int FEW = 128;

  /** Bodies that a lane has at least if there are many lanes. */
  private static final int PART = 128;

  private final Allocations memory;
  private final Launcher launcher;
  private final VectorKernels kernels;
  private final int bodies;
  private final int stride;
  private final int count;
  private final long wide;
  private final long narrow;

  /**
   * Room for sums.
   *
   * @param rows how many sums at most are made at once
   */
  Lanes(
      Allocations memory,
      Launcher launcher,
      VectorKernels kernels,
      int bodies,
      int stride,
      int rows) {
    this.memory = memory;
    this.launcher = launcher;
    this.kernels = kernels;
    this.bodies = bodies;
    this.stride = stride;
    this.count = bodies > FEW * PART ? MANY : FEW;
    this.wide = memory.doubles((long) rows * count);
    this.narrow = count == FEW ? wide : memory.doubles((long) rows * FEW);
  }

  /** Blocks of threads for a kernel that makes lanes. */
  int blocks() {
    return Launcher.blocks(count);
  }

  /** Where such a kernel is to put its lanes. */
  long address() {
    return wide;
  }

  /** The sums of rows of numbers of double precision. */
  double[] sums(long address, int rows) {
    if (rows == 0) {
      return new double[0];
    }
    launcher.run(kernels.sumLanes(), blocks(), rows, bodies, stride, address, wide);
    double[] lanes = folded(rows, false);
    double[] sums = new double[rows];
    for (int k = 0; k < lanes.length; k++) {
      sums[k / FEW] += lanes[k];
    }
    return sums;
  }

  /** The largest number of one row of lanes, none of which is negative; NaN if there is one. */
  double largest() {
    return Arrays.stream(folded(1, true)).reduce(0, Math::max);
  }

  private double[] folded(int rows, boolean largest) {
    if (count != FEW) {
      launcher.run(
          kernels.foldLanes(), Launcher.blocks(FEW), rows, count, wide, narrow, largest ? 1 : 0);
    }
    return memory.readDoubles(narrow, rows * FEW);
  }
}
