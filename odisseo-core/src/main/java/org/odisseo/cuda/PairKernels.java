// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

/**
 * The kernels of {@code pairs.cu}.
 *
 * @param all keeps them loaded
 * @param targets bodies that a thread of the acceleration has
 */
record PairKernels(
    Machine.Kernels all, int targets, long acceleration, long tangent, long adjoint) {

  /** Few bodies need all threads, many are the quicker the less often a source is read. */
  static int targets(int bodies) {
    return bodies < 4096 ? 1 : bodies < 32768 ? 2 : 4;
  }

  static PairKernels of(Machine machine, String real, int targets) {
    String quads = "QUADS " + (targets > 2 ? 1 : 4);
    String source = CudaKernels.text("pair.cu") + CudaKernels.text("pairs.cu");
    Machine.Kernels all = machine.compile(source, real, "TARGETS " + targets, quads);
    return new PairKernels(
        all,
        targets,
        all.get("pair_acceleration"),
        all.get("pair_tangent"),
        all.get("pair_adjoint"));
  }
}
