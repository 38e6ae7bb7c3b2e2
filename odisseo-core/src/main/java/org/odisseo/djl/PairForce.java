// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;

/**
 * The attraction of the sources, the first bodies of a run, on a range of the bodies, the targets,
 * on one device, with the sums of cotangents.
 */
final class PairForce {

  /** Arrays of a block that a derivative holds at one time, at most. */
  private static final int BLOCK_ARRAYS = 16;

  private final PyTorch.Program program = PyTorch.Program.of(TorchScript.source("pairs.py"));
  private final DeviceArrays arrays;
  private final NDManager manager;
  private final boolean followsPositions;
  private final double constant;
  private final int first;
  private final int rows;
  private final NDArray masses;
  private final NDArray massTangents;
  private final NDArray targetSquares;
  private final NDArray targetTangents;
  private final NDArray sourceSquares;
  private final NDArray sourceTangents;
  private NDArray massSums;
  private NDArray targetSums;
  private NDArray sourceSums;

  /**
   * The attraction in one run.
   *
   * @param from the first target
   * @param to one more than the last target
   * @param arrays makes arrays of the run from numbers of the host
   * @throws IllegalArgumentException if the user's bound on the memory is too small for one target
   */
  PairForce(
      ForceModel model,
      ForceCotangent tangent,
      int from,
      int to,
      DeviceArrays arrays,
      PairMemory memory) {
    this.arrays = arrays;
    manager = arrays.manager();
    followsPositions = model.attractionFollowsPositions();
    constant = model.gravitationalConstant();
    first = from;
    int sources = model.sources();
    long row = (long) BLOCK_ARRAYS * arrays.type().getNumOfBytes() * sources;
    rows = memory.rows(manager.getDevice(), row, to - from);
    masses = arrays.of(Arrays.copyOf(model.masses(), sources));
    massTangents = arrays.of(Arrays.copyOf(tangent.masses(), sources));
    double[] squares = product(model.softenings(), model.softenings());
    double[] tangents = product(model.softenings(), tangent.softenings());
    targetSquares = arrays.of(Arrays.copyOfRange(squares, from, to));
    targetTangents = arrays.of(Arrays.copyOfRange(tangents, from, to));
    sourceSquares = arrays.of(Arrays.copyOf(squares, sources));
    sourceTangents = arrays.of(Arrays.copyOf(tangents, sources));
    massSums = arrays.sums(sources);
    targetSums = arrays.sums(to - from);
    sourceSums = arrays.sums(sources);
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /**
   * The acceleration of the targets.
   *
   * @param x positions of the targets
   * @param y begins with the positions of the sources
   */
  NDArray acceleration(NDArray x, NDArray y) {
    return program
        .infer(
            manager,
            "acceleration",
            x,
            y,
            masses,
            targetSquares,
            sourceSquares,
            constant,
            first,
            rows)
        .head();
  }

  /** The acceleration and its tangent. */
  NDList tangent(NDArray x, NDArray y, NDArray dx, NDArray dy) {
    if (followsPositions) {
      return tangentAlong(x, y, dx, dy);
    }
    try (NDArray still = x.zerosLike();
        NDArray stillSources = y.zerosLike()) {
      return tangentAlong(x, y, still, stillSources);
    }
  }

  private NDList tangentAlong(NDArray x, NDArray y, NDArray dx, NDArray dy) {
    return program.infer(
        manager,
        "tangent",
        x,
        y,
        masses,
        targetSquares,
        sourceSquares,
        dx,
        dy,
        massTangents,
        targetTangents,
        sourceTangents,
        constant,
        first,
        rows);
  }

  /**
   * The acceleration and the cotangent of the positions of the targets and, if the attraction
   * follows positions, of those of the sources: a body that is both has the latter in the former if
   * it is among these targets.
   */
  NDList adjoint(NDArray x, NDArray y, NDArray cotangent) {
    NDList all =
        program.infer(
            manager,
            "adjoint",
            x,
            y,
            masses,
            targetSquares,
            sourceSquares,
            cotangent,
            constant,
            first,
            rows);
    massSums = sum(massSums, all.get(2));
    targetSums = sum(targetSums, all.get(3));
    sourceSums = sum(sourceSums, all.get(4));
    if (followsPositions) {
      return new NDList(all.get(0), all.get(1), all.get(5));
    }
    all.get(1).close();
    all.get(5).close();
    return new NDList(all.get(0), x.zerosLike());
  }

  private static NDArray sum(NDArray first, NDArray second) {
    try (first;
        second) {
      return first.add(second);
    }
  }

  /** Adds what has been summed up to a total on the host. */
  void addSums(ForceCotangent total) {
    add(massSums, total.masses(), 0);
    add(targetSums, total.softenings(), first);
    add(sourceSums, total.softenings(), 0);
  }

  private void add(NDArray sums, double[] total, int from) {
    double[] values = arrays.toHost(sums);
    for (int i = 0; i < values.length; i++) {
      total[from + i] += values[i];
    }
  }

  void clear() {
    massSums = cleared(massSums);
    targetSums = cleared(targetSums);
    sourceSums = cleared(sourceSums);
  }

  private static NDArray cleared(NDArray sums) {
    try (sums) {
      return sums.zerosLike();
    }
  }
}
