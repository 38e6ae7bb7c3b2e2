// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;

/** Few bodies with pairs and field in two kernels, as if they were many. */
class TwoKernelsTest extends SessionContract {

  private static final HostMachine MACHINE = new HostMachine(3);

  @BeforeAll
  static void compilerIsThere() {
    assumeTrue(HostMachine.isPossible(), "no compiler of C");
  }

  @Override
  Machine machine() {
    return MACHINE;
  }

  @Override
  CudaEngine engine() {
    return CudaEngine.on(MACHINE, 0);
  }
}
