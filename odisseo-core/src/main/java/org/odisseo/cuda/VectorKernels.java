// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

/** The kernels of {@code vectors.cu}. */
record VectorKernels(
    long combine,
    long dotLanes,
    long sumLanes,
    long foldLanes,
    long addLanes,
    long largestLane,
    long findNotFinite,
    long errorLanes) {

  static VectorKernels of(Machine machine, String real) {
    Machine.Kernels all = machine.compile(CudaSource.of("vectors.cu"), real);
    return new VectorKernels(
        all.get("combine"),
        all.get("dot_lanes"),
        all.get("sum_lanes"),
        all.get("fold_lanes"),
        all.get("add_lanes"),
        all.get("largest_lane"),
        all.get("find_not_finite"),
        all.get("error_lanes"));
  }
}
