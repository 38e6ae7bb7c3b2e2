// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

/** Few bodies with pairs and field in two kernels, as if they were many. */
class TwoKernelsTest extends CudaSessionTest {

  @Override
  CudaEngine engine() {
    return CudaEngine.on(machine(), 0);
  }
}
