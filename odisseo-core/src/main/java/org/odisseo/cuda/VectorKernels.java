// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

/**
 * The kernels of {@code vectors.cu}.
 *
 * @param all keeps them loaded
 */
record VectorKernels(
    Machine.Kernels all,
    long eachBody,
    long sumLanes,
    long foldLanes,
    long findNotFinite,
    long errorLanes) {

  static VectorKernels of(Machine machine, String real) {
    String source = CudaKernels.text("bodywise.cu") + CudaKernels.text("vectors.cu");
    Machine.Kernels all = machine.compile(source, real);
    return new VectorKernels(
        all,
        all.get("each_body"),
        all.get("sum_lanes"),
        all.get("fold_lanes"),
        all.get("find_not_finite"),
        all.get("error_lanes"));
  }
}
