// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * One device's share of the derivative with respect to the end time of a run, and of the tangent of
 * that: two sums that stay on the device until they are asked for.
 */
final class EndTimeSums {

  private static final int PARTS = 2;

  private final PyTorch.Program vectors = PyTorch.Program.of(TorchScript.source("vectors.py"));
  private final DeviceArrays arrays;
  private final NDArray[] sums = new NDArray[PARTS];

  EndTimeSums(DeviceArrays arrays) {
    this.arrays = arrays;
    for (int part = 0; part < PARTS; part++) {
      sums[part] = arrays.sums();
    }
  }

  /** Adds {@code weight} times a number on the device, which is closed. */
  void add(int part, double weight, NDArray number) {
    try (NDArray last = sums[part];
        number) {
      NDList both = new NDList(last, number);
      double[] weights = {1, weight};
      sums[part] = vectors.infer(arrays.manager(), "combine", both, weights).head();
    }
  }

  /** Adds {@code weight} times the product of two arrays. */
  void addDot(int part, double weight, NDArray a, NDArray b) {
    try (NDArray last = sums[part]) {
      sums[part] = vectors.infer(arrays.manager(), "add_dot", last, weight, a, b).head();
    }
  }

  /** Adds these sums to two numbers on the host. */
  void addTo(double[] totals) {
    for (int part = 0; part < PARTS; part++) {
      totals[part] += arrays.toHost(sums[part])[0];
    }
  }

  void clear() {
    for (int part = 0; part < PARTS; part++) {
      sums[part].close();
      sums[part] = arrays.sums();
    }
  }
}
