// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;

/** The mutual attraction of the bodies of one run on a device, with the sums of cotangents. */
final class PairForce {

  /** Arrays of a block that a derivative holds at one time, at most. */
  private static final int BLOCK_ARRAYS = 16;

  private final PyTorch.Program program = PyTorch.Program.of(TorchScript.source("pairs.py"));
  private final NDManager manager;
  private final boolean followsPositions;
  private final double constant;
  private final int sources;
  private final int rows;
  private final NDArray masses;
  private final NDArray squared;
  private final NDArray massTangents;
  private final NDArray squaredTangents;
  private NDArray massSums;
  private NDArray softeningSums;

  /**
   * The attraction in one run.
   *
   * @param host makes arrays of the run from numbers of the host
   */
  PairForce(ForceModel model, ForceCotangent tangent, DeviceArrays host, long memory) {
    manager = host.manager();
    followsPositions = model.attractionFollowsPositions();
    constant = model.gravitationalConstant();
    sources = model.sources();
    long row = (long) BLOCK_ARRAYS * host.type().getNumOfBytes() * sources;
    rows = (int) Math.max(1, Math.min(memory / row, model.bodies()));
    masses = host.of(Arrays.copyOf(model.masses(), sources));
    massTangents = host.of(Arrays.copyOf(tangent.masses(), sources));
    squared = host.of(product(model.softenings(), model.softenings()));
    squaredTangents = host.of(product(model.softenings(), tangent.softenings()));
    massSums = host.zeros(sources);
    softeningSums = host.zeros(model.bodies());
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  NDArray acceleration(NDArray x) {
    return program.infer(manager, "acceleration", x, masses, squared, constant, rows).head();
  }

  /** The acceleration and its tangent. */
  NDList tangent(NDArray x, NDArray dx) {
    if (followsPositions) {
      return tangentAlong(x, dx);
    }
    try (NDArray still = x.zerosLike()) {
      return tangentAlong(x, still);
    }
  }

  private NDList tangentAlong(NDArray x, NDArray dx) {
    return program.infer(
        manager, "tangent", x, masses, squared, dx, massTangents, squaredTangents, constant, rows);
  }

  /** The acceleration and the cotangent of the positions. */
  NDList adjoint(NDArray x, NDArray cotangent) {
    NDList all = program.infer(manager, "adjoint", x, masses, squared, cotangent, constant, rows);
    massSums = sum(massSums, all.get(2));
    softeningSums = sum(softeningSums, all.get(3));
    NDArray positions = all.get(1);
    if (!followsPositions) {
      positions = x.zerosLike();
      all.get(1).close();
    }
    return new NDList(all.get(0), positions);
  }

  private static NDArray sum(NDArray first, NDArray second) {
    try (first;
        second) {
      return first.add(second);
    }
  }

  /** Adds what has been summed up to a total on the host. */
  void addSums(ForceCotangent total) {
    add(massSums, total.masses());
    add(softeningSums, total.softenings());
  }

  private static void add(NDArray sums, double[] total) {
    double[] values = DeviceArrays.read(sums);
    for (int i = 0; i < values.length; i++) {
      total[i] += values[i];
    }
  }

  void clear() {
    massSums = cleared(massSums);
    softeningSums = cleared(softeningSums);
  }

  private static NDArray cleared(NDArray sums) {
    try (sums) {
      return sums.zerosLike();
    }
  }
}
