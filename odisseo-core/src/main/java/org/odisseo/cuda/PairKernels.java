// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

/**
 * The kernels of {@code pairs.cu}.
 *
 * @param targets bodies that a thread of the acceleration has
 */
record PairKernels(int targets, long acceleration, long tangent, long adjoint) {

  static PairKernels of(Machine machine, String real, int targets) {
    Machine.Kernels all = machine.compile(CudaSource.of("pairs.cu"), real, "TARGETS " + targets);
    return new PairKernels(
        targets, all.get("pair_acceleration"), all.get("pair_tangent"), all.get("pair_adjoint"));
  }
}
