// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assumptions.abort;

import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.odisseo.engine.Engine;
import org.odisseo.engine.EngineContract;

/** The same on a GPU, if there is one. */
class CudaDeviceTest {

  private static CudaDevice device;

  @BeforeAll
  static void gpuIsThere() {
    try {
      device = CudaDevice.of(0);
    } catch (IllegalStateException | IllegalArgumentException e) {
      abort(e.getMessage());
    }
  }

  @Nested
  class Sessions extends SessionContract {
    @Override
    Machine machine() {
      return device;
    }
  }

  @Nested
  class SessionsInTwoKernels extends SessionContract {
    @Override
    Machine machine() {
      return device;
    }

    @Override
    CudaEngine engine() {
      return CudaEngine.on(device, 0);
    }
  }

  @Nested
  class Expressions extends CudaWriterContract {
    @Override
    Machine machine() {
      return device;
    }
  }

  @Nested
  class Runs extends EngineContract {
    @Override
    protected Engine engine() {
      return CudaEngine.on(device);
    }

    @Override
    protected Engine singleEngine() {
      return CudaEngine.on(device).withType(DataType.FLOAT32);
    }
  }
}
