// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Optional;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.odisseo.concurrent.Workers;

/**
 * Pair sums with explicit vector instructions. Each pair is visited once and serves both of its
 * bodies, which halves the work; {@link PairTiles} says how the sums stay independent of the number
 * of threads.
 */
final class VectorPairKernel implements PairKernel {

  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** The bits of a vector. */
  static final VectorSpecies<Long> LONGS = SPECIES.withLanes(long.class);

  /** Numbers per vector. */
  static final int LANES = SPECIES.length();

  /**
   * Bodies that are rows together: two vectors. A pass over the columns with both of them reads the
   * columns once and adds to their sums once, which is worth a sixth of the time.
   */
  static final int ROWS = 2 * LANES;

  private VectorPairKernel() {}

  /**
   * The kernel, if this machine has vectors that are worth it. Without fused multiplication and
   * addition in hardware it would be slower than no vectors; among x86 machines those with vectors
   * of less than 256 bits have none.
   */
  static Optional<PairKernel> create() {
    boolean worthIt =
        SPECIES.vectorBitSize() >= 256 || System.getProperty("os.arch", "").equals("aarch64");
    return worthIt && PairTiles.COLUMNS % ROWS == 0
        ? Optional.of(new VectorPairKernel())
        : Optional.empty();
  }

  @Override
  public String name() {
    return "vector, " + SPECIES.vectorBitSize() + " bits";
  }

  @Override
  public PairSums sums(PairSystem system, Workers workers) {
    return new VectorPairSums(system, workers);
  }
}
