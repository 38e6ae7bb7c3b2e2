// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import java.util.Arrays;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;

/**
 * The mutual attraction of one run. Each method leaves partial sums, one row per quantity for each
 * chunk of the sources, for the kernel of the field to add up.
 */
final class PairSums {

  /** Sources in a chunk at least. */
  private static final int LEAST_CHUNK = 64;

  /** Chunks are multiples of what a thread reads at once. */
  private static final int UNIT = 16;

  /** Threads that a multiprocessor has room for. */
  private static final int THREADS = 2048;

  private final Machine machine;
  private final Allocations memory;
  private final Launcher launcher;
  private final PairKernels kernels;
  private final int bodies;
  private final int sources;
  private final int stride;
  private final boolean followsPositions;
  private final double constant;
  private final long same;
  private final long masses;
  private final long squares;
  private final long softenings;
  private final double[] massTangents;
  private final double[] squareTangents;
  private long tangents;
  private long still;
  private long partial;
  private long capacity;
  private int rows;
  private int low;
  private int high;

  /** The attraction in one run with at least one body that attracts. */
  PairSums(
      Machine machine,
      Allocations memory,
      Launcher launcher,
      CudaKernels kernels,
      ForceModel model,
      ForceCotangent tangent,
      int stride) {
    this.machine = machine;
    this.memory = memory;
    this.launcher = launcher;
    this.bodies = model.bodies();
    this.kernels = kernels.pairs(PairKernels.targets(bodies));
    this.sources = model.sources();
    this.stride = stride;
    this.followsPositions = model.attractionFollowsPositions();
    this.constant = model.gravitationalConstant();
    double[] e = model.softenings();
    double[] attracting = attracting(model.masses());
    this.same = isPlain(e, attracting, memory.realBytes() == Float.BYTES) ? 1 : 0;
    long row = (long) stride * memory.realBytes();
    this.masses = memory.reals(joined(attracting, product(e, e), e));
    this.squares = masses + row;
    this.softenings = squares + row;
    this.massTangents = attracting(tangent.masses());
    this.squareTangents = product(e, tangent.softenings());
  }

  /**
   * Whether the force of a body on itself, which is then added as zero times a large number, is a
   * number: if all softenings are equal, and not too small for the type.
   */
  private static boolean isPlain(double[] softenings, double[] masses, boolean single) {
    double e = softenings[0];
    double least = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    double most = single ? Float.MAX_VALUE : Double.MAX_VALUE;
    double heaviest = Arrays.stream(masses).map(Math::abs).reduce(1, Math::max);
    return e * e > least
        && heaviest / (e * e * e) < most
        && Arrays.stream(softenings).allMatch(s -> s == e);
  }

  /** G times the masses of those that attract. */
  private double[] attracting(double[] values) {
    return Arrays.stream(values, 0, sources).map(m -> constant * m).toArray();
  }

  /** Rows, one after the other. */
  private double[] joined(double[]... rows) {
    double[] all = new double[rows.length * stride];
    for (int k = 0; k < rows.length; k++) {
      System.arraycopy(rows[k], 0, all, k * stride, rows[k].length);
    }
    return all;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    Arrays.setAll(product, i -> a[i] * b[i]);
    return product;
  }

  /** Where the partial sums are. */
  long partial() {
    return partial;
  }

  /** Chunks of the partial sums of bodies that attract. */
  int low() {
    return low;
  }

  /** Chunks of the partial sums of other bodies. */
  int high() {
    return high;
  }

  /** Rows of partial sums in each chunk. */
  int rows() {
    return rows;
  }

  /** Where the softenings are. */
  long softenings() {
    return softenings;
  }

  /** How many vectors {@link #adjoint} leaves something for. */
  int vectorsOfAdjoint() {
    return followsPositions ? 2 : 1;
  }

  /** Where the masses are, times G; a row of squares of softenings follows. */
  long masses() {
    return masses;
  }

  /** Whether all bodies have the same softening, and none a force on itself. */
  boolean isSame() {
    return same != 0;
  }

  void acceleration(CudaVector x) {
    rows = 3;
    low = run(kernels.acceleration(), 0, bodies, sources, kernels.targets(), x.address());
    high = low;
  }

  void tangent(CudaVector x, CudaVector dx) {
    if (tangents == 0) {
      tangents = memory.reals(joined(massTangents, squareTangents));
      still = followsPositions ? 0 : memory.reals(3L * stride);
    }
    long along = followsPositions ? dx.address() : still;
    long squareAt = tangents + (long) stride * memory.realBytes();
    rows = 6;
    low = run(kernels.tangent(), 0, bodies, sources, 1, x.address(), along, tangents, squareAt);
    high = low;
  }

  /** Leaves two vectors, and a number each for mass and softening. */
  void adjoint(CudaVector x, CudaVector cotangent) {
    rows = 8;
    long kernel = kernels.adjoint();
    int all = chunks(sources, bodies, 1).columns();
    int few = chunks(bodies - sources, sources, 1).columns();
    // Room for both, so that the second run does not move what the first has written.
    reserve(Math.max(all, few));
    low = run(kernel, 0, sources, bodies, 1, x.address(), cotangent.address());
    high =
        sources == bodies
            ? low
            : run(kernel, sources, bodies, sources, 1, x.address(), cotangent.address());
  }

  /** How the sources are cut, for as many threads as the machine has room for. */
  private record Chunks(int size, int columns, int blocks) {}

  private Chunks chunks(int targets, int attracting, int each) {
    int blocks = Launcher.blocks((targets + each - 1) / each);
    // Where threads have several bodies, more of them even out when blocks end.
    int waves = each > 2 ? 4 : 1;
    int wanted = machine.multiprocessors() * waves * THREADS / Launcher.THREADS;
    int most = (attracting + LEAST_CHUNK - 1) / LEAST_CHUNK;
    int columns = Math.max(1, Math.min(wanted / blocks, most));
    int size = (attracting + columns - 1) / columns;
    size = (size + UNIT - 1) / UNIT * UNIT;
    return new Chunks(size, (attracting + size - 1) / size, blocks);
  }

  private void reserve(int columns) {
    long wanted = (long) columns * rows * stride;
    if (wanted > capacity) {
      launcher.flush();
      if (capacity > 0) {
        memory.free(partial);
      }
      partial = memory.reals(wanted);
      capacity = wanted;
    }
  }

  /** Runs a kernel for a range of bodies, and returns the number of chunks. */
  private int run(
      long kernel, int first, int last, int attracting, int each, long x, long... more) {
    Chunks chunks = chunks(last - first, attracting, each);
    reserve(chunks.columns());
    long[] common = {
      first, last, attracting, chunks.size(), stride, same, x, masses, squares, partial
    };
    long[] slots = Arrays.copyOf(common, common.length + more.length);
    System.arraycopy(more, 0, slots, common.length, more.length);
    launcher.run(kernel, chunks.blocks(), chunks.columns(), slots);
    return chunks.columns();
  }
}
