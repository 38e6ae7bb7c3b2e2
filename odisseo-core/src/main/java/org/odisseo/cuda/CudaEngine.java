// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import ai.djl.ndarray.types.DataType;
import org.odisseo.engine.Engine;
import org.odisseo.engine.ForceCotangent;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.Session;

/**
 * The engine on an NVIDIA GPU with kernels of its own: the sum over pairs and its derivatives, and
 * for each external field those that follow from its expression. They are written in CUDA C,
 * compiled when they are first used, for the GPU that is there, and started through the driver.
 *
 * <p>What is needed is a GPU of compute capability 7.0 or later, the driver, {@code libcuda}, and
 * the run-time compiler, {@code libnvrtc}, of CUDA 11.7 or later that knows this GPU: neither a
 * CUDA toolkit when the library is built, nor PyTorch. The compiler is looked for where libraries
 * are, in {@code $CUDA_HOME} and {@code /usr/local/cuda}; the system property {@code odisseo.nvrtc}
 * names its file.
 *
 * <p>A pair takes some fifteen operations, and no memory. In FLOAT64 the results are those of the
 * JVM engine but for rounding. In FLOAT32 the time of a changing field is rounded to seven digits
 * too. The same run on the same GPU gives the same bits. States and the records of a gradient stay
 * on the GPU; to the host come states that are saved, an answer to whether all numbers are finite
 * (every 256 steps for up to 4096 bodies, every 4 for more than 262144), under error control the
 * size of the error, and at the end of a sweep back the gradient. Beside what the bound on the
 * memory for a gradient counts, a sweep back takes {@code 8 (4 + parameters)} bytes per body, and
 * twice as many for the parameters where second derivatives are there.
 *
 * <p>Any number of runs may be at work at the same time; the GPU does their kernels one after
 * another. A thread that runs a simulation has the GPU's primary context made its current one.
 * Nothing has to be closed; up to 64 MB of memory are kept for the next run.
 *
 * <pre>{@code
 * Simulation onGpu = simulation.withEngine(CudaEngine.on(0));
 * Simulation single = simulation.withEngine(CudaEngine.on(0).withType(DataType.FLOAT32));
 * }</pre>
 */
public final class CudaEngine implements Engine {

  /** Bodies without mutual attraction that go through a run together. */
  private static final int BLOCK_SIZE = 1 << 20;

  /** Up to so many bodies the start of a kernel counts more than its work. */
  private static final int FEW = 4095;

  private final Machine machine;
  private final DataType type;
  private final int few;
  private final CudaKernels kernels;

  private CudaEngine(Machine machine, DataType type, int few) {
    this.machine = machine;
    this.type = type;
    this.few = few;
    this.kernels = new CudaKernels(machine, type == DataType.FLOAT32);
  }

  /**
   * The engine on a GPU, in float64. Keep it: kernels are compiled once for each engine.
   *
   * @param device the number of the GPU, from 0
   * @throws IllegalStateException if there is no driver, no compiler, no GPU that works, or if it
   *     is too old
   * @throws IllegalArgumentException if there is no GPU of that number
   */
  public static CudaEngine on(int device) {
    return on(CudaDevice.of(device));
  }

  /** The engine on any machine. */
  static CudaEngine on(Machine machine) {
    return on(machine, FEW);
  }

  /**
   * The engine on any machine.
   *
   * @param few how many bodies at most have pairs and field in one kernel
   */
  static CudaEngine on(Machine machine, int few) {
    return new CudaEngine(machine, DataType.FLOAT64, few);
  }

  /**
   * An engine on the same GPU with numbers of another type, and with kernels of its own.
   *
   * @param type FLOAT64 or FLOAT32
   * @throws IllegalArgumentException if it is another type
   */
  public CudaEngine withType(DataType type) {
    if (type == this.type) {
      return this;
    }
    if (type != DataType.FLOAT64 && type != DataType.FLOAT32) {
      throw new IllegalArgumentException("type must be FLOAT64 or FLOAT32, got " + type);
    }
    return new CudaEngine(machine, type, few);
  }

  /** The type of the numbers. */
  public DataType type() {
    return type;
  }

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public Session<?> open(ForceModel model, ForceCotangent tangent) {
    return new CudaSession(
        kernels, type == DataType.FLOAT32, model.bodies() <= few, model, tangent);
  }

  @Override
  public boolean holdsNativeMemory() {
    return true;
  }

  @Override
  public int blockSize() {
    return BLOCK_SIZE;
  }

  @Override
  public String toString() {
    return "cuda engine on " + machine + " in " + type;
  }
}
