// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A GPU, through the driver: its primary context, which PyTorch in the same process uses too. */
final class CudaDevice implements Machine {

  /** The first whose kernels may point into their arguments. */
  private static final int LEAST_CAPABILITY = 7;

  private static final int NAME_LENGTH = 256;

  private static final long DEFAULT_STREAM = 0;

  /** Gives back what a device has when no engine and no session uses it any more. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final Holdings holdings;
  private final String name;
  private final int multiprocessors;
  private final String architecture;
  private final Nvrtc compiler;

  private CudaDevice(int ordinal) {
    Driver.check(Driver.cuInit(0), "be initialised");
    int[] number = new int[1];
    Driver.check(Driver.cuDeviceGetCount(number), "be counted");
    if (ordinal < 0 || ordinal >= number[0]) {
      throw new IllegalArgumentException(
          "device must be >= 0 and < " + number[0] + ", the number of GPUs, got " + ordinal);
    }
    Driver.check(Driver.cuDeviceGet(number, ordinal), "be found");
    int device = number[0];
    byte[] text = new byte[NAME_LENGTH];
    Driver.check(Driver.cuDeviceGetName(text, NAME_LENGTH, device), "say its name");
    name = new String(text, StandardCharsets.UTF_8).split("\0", 2)[0] + " (" + ordinal + ")";
    multiprocessors = attribute(Driver.MULTIPROCESSOR_COUNT, device);
    int major = attribute(Driver.COMPUTE_CAPABILITY_MAJOR, device);
    if (major < LEAST_CAPABILITY) {
      throw new IllegalStateException(
          "the GPU must be of compute capability >= " + LEAST_CAPABILITY + ".0, got " + name);
    }
    architecture = "sm_" + major + attribute(Driver.COMPUTE_CAPABILITY_MINOR, device);
    compiler = Nvrtc.load();
    holdings = new Holdings(device);
    CLEANER.register(this, holdings);
  }

  /**
   * A GPU.
   *
   * @throws IllegalStateException if there is no driver, no compiler, no GPU that works, or if it
   *     is too old
   * @throws IllegalArgumentException if there is no GPU of that number
   */
  static CudaDevice of(int ordinal) {
    try {
      return new CudaDevice(ordinal);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw new IllegalStateException(
          "there is no NVIDIA driver on this machine (libcuda.so.1, or nvcuda.dll on Windows): use"
              + " Engine.jvm()",
          e);
    }
  }

  private static int attribute(int attribute, int device) {
    int[] value = new int[1];
    Driver.check(Driver.cuDeviceGetAttribute(value, attribute, device), "describe itself");
    return value[0];
  }

  @Override
  public int multiprocessors() {
    return multiprocessors;
  }

  @Override
  public void enter() {
    Driver.check(Driver.cuCtxSetCurrent(holdings.context()), "be entered");
  }

  @Override
  public long allocate(long bytes) {
    return holdings.allocate(bytes);
  }

  @Override
  public void free(long address, long bytes) {
    holdings.free(address, bytes);
  }

  @Override
  public void clear(long address, long bytes) {
    Driver.check(Driver.cuMemsetD8Async(address, (byte) 0, bytes, DEFAULT_STREAM), "clear memory");
  }

  @Override
  public void write(ByteBuffer source, long target, long bytes) {
    try {
      Driver.check(Driver.cuMemcpyHtoD_v2(target, address(source), bytes), "copy from the host");
    } finally {
      Reference.reachabilityFence(source);
    }
  }

  @Override
  public void read(long source, ByteBuffer target, long bytes) {
    try {
      Driver.check(Driver.cuMemcpyDtoH_v2(address(target), source, bytes), "copy to the host");
    } finally {
      Reference.reachabilityFence(target);
    }
  }

  private static long address(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  @Override
  public Kernels compile(String source, String... constants) {
    List<String> options = new ArrayList<>();
    options.add("--gpu-architecture=" + architecture);
    options.add("--ftz=true"); // of float alone: an inverse root is then one instruction
    for (String constant : constants) {
      options.add("--define-macro=" + constant.replace(' ', '='));
    }
    byte[] image = compiler.compile(CudaKernels.text("device.cu") + source, options);
    return new CudaModule(this, holdings.context(), image);
  }

  @Override
  public void launch(long kernel, int blocks, int columns, long slots) {
    Driver.check(
        Driver.cuLaunchKernel(
            kernel,
            blocks,
            columns,
            1,
            Launcher.THREADS,
            1,
            1,
            0,
            DEFAULT_STREAM,
            slots + Launcher.SLOTS * Long.BYTES,
            0),
        "start a kernel");
  }

  @Override
  public String toString() {
    return name;
  }
}
