// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/**
 * What is used of NVIDIA's driver. Addresses and handles are 64-bit numbers. Initialising this
 * class throws an {@link UnsatisfiedLinkError} where there is no driver.
 */
final class Driver {

  static final int MULTIPROCESSOR_COUNT = 16;
  static final int COMPUTE_CAPABILITY_MAJOR = 75;
  static final int COMPUTE_CAPABILITY_MINOR = 76;

  static {
    Native.register(
        Driver.class, NativeLibrary.getInstance(Platform.isWindows() ? "nvcuda" : "libcuda.so.1"));
  }

  private Driver() {}

  static native int cuInit(int flags);

  static native int cuDeviceGetCount(int[] count);

  static native int cuDeviceGet(int[] device, int ordinal);

  static native int cuDeviceGetAttribute(int[] value, int attribute, int device);

  static native int cuDeviceGetName(byte[] name, int length, int device);

  static native int cuDevicePrimaryCtxRetain(long[] context, int device);

  static native int cuDevicePrimaryCtxRelease(int device);

  static native int cuCtxSetCurrent(long context);

  static native int cuCtxSynchronize();

  static native int cuModuleLoadData(long[] module, byte[] image);

  static native int cuModuleUnload(long module);

  static native int cuModuleGetFunction(long[] function, long module, String name);

  static native int cuMemAlloc_v2(long[] address, long bytes);

  static native int cuMemFree_v2(long address);

  static native int cuMemsetD8Async(long address, byte value, long count, long stream);

  static native int cuMemcpyHtoD_v2(long target, long source, long bytes);

  static native int cuMemcpyDtoH_v2(long target, long source, long bytes);

  static native int cuLaunchKernel(
      long function,
      int gridX,
      int gridY,
      int gridZ,
      int blockX,
      int blockY,
      int blockZ,
      int sharedBytes,
      long stream,
      long parameters,
      long extra);

  private static native int cuGetErrorString(int error, long[] text);

  /**
   * Looks at the answer of one of these functions.
   *
   * @throws IllegalStateException if it says that something went wrong
   */
  static void check(int answer, String what) {
    if (answer != 0) {
      throw new IllegalStateException(
          "the GPU could not " + what + ": error " + answer + ", " + describe(answer));
    }
  }

  private static String describe(int error) {
    long[] text = new long[1];
    return cuGetErrorString(error, text) == 0 && text[0] != 0
        ? new Pointer(text[0]).getString(0, StandardCharsets.US_ASCII.name())
        : "unknown to the driver";
  }
}
