// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.integrate.HostState;

/**
 * Some of the bodies of a run, which can be integrated without the others: those that attract
 * others, which are part of every block, followed by a range of those that do not.
 *
 * @param shared number of bodies at the front that are part of every block
 * @param from first of the other bodies
 * @param to one more than the last of the other bodies
 * @param first whether this block stands for the shared bodies in results
 */
record Block(int shared, int from, int to, boolean first) {

  /** One block of all bodies. */
  static List<Block> whole(int bodies) {
    return List.of(new Block(0, 0, bodies, true));
  }

  /** Blocks of at most the given size, besides the shared bodies. */
  static List<Block> split(int bodies, int shared, int size) {
    List<Block> blocks = new ArrayList<>();
    for (int from = shared; from < bodies; from += size) {
      blocks.add(new Block(shared, from, Math.min(bodies, from + size), from == shared));
    }
    return blocks.isEmpty() ? whole(bodies) : List.copyOf(blocks);
  }

  /** The number of bodies in the block. */
  int count() {
    return shared + to - from;
  }

  /** The numbers of this block's bodies. */
  double[] pick(double[] all) {
    double[] picked = new double[count()];
    System.arraycopy(all, 0, picked, 0, shared);
    System.arraycopy(all, from, picked, shared, to - from);
    return picked;
  }

  /** Copies the numbers of this block's bodies into all; shared ones from the first block only. */
  void put(double[] numbers, int offset, double[] all, int at) {
    if (first) {
      System.arraycopy(numbers, offset, all, at, shared);
    }
    System.arraycopy(numbers, offset + shared, all, at + from, to - from);
  }

  /** Adds the numbers of this block's bodies to all. */
  void add(double[] numbers, double[] all) {
    for (int i = 0; i < shared; i++) {
      all[i] += numbers[i];
    }
    for (int i = from; i < to; i++) {
      all[i] += numbers[shared + i - from];
    }
  }

  /**
   * Positions and velocities of this block's bodies.
   *
   * @param columns mass, softening, x, y, z, vx, vy, vz of all bodies
   */
  HostState state(double[][] columns) {
    return new HostState(
        new double[][] {pick(columns[2]), pick(columns[3]), pick(columns[4])},
        new double[][] {pick(columns[5]), pick(columns[6]), pick(columns[7])});
  }
}
