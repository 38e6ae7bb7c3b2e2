// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

/**
 * The kernels of {@code pairs.cu}.
 *
 * @param targets bodies that a thread of the acceleration has
 */
record PairKernels(int targets, long acceleration, long tangent, long adjoint) {

  static PairKernels of(Machine machine, String real, int targets) {
    String quads = "QUADS " + (targets == 1 ? 4 : 1);
    String source = CudaSource.of("pairs.cu");
    Machine.Kernels all = machine.compile(source, real, "TARGETS " + targets, quads);
    return new PairKernels(
        targets, all.get("pair_acceleration"), all.get("pair_tangent"), all.get("pair_adjoint"));
  }
}
