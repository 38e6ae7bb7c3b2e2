// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;

/** Kernels on the processor, as C; it is assumed that there is a compiler. */
class CudaWriterTest extends CudaWriterContract {

  private static final HostMachine MACHINE = new HostMachine(1);

  @BeforeAll
  static void compilerIsThere() {
    assumeTrue(HostMachine.isPossible(), "no compiler of C");
  }

  @Override
  Machine machine() {
    return MACHINE;
  }
}
