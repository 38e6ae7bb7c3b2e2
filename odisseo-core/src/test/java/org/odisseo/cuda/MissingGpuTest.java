// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import org.junit.jupiter.api.Test;

/** What is said where a driver, a compiler or a GPU is missing. */
class MissingGpuTest {

  private static boolean hasDriver() {
    try {
      NativeLibrary.getInstance("libcuda.so.1");
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  private static boolean hasGpu() {
    try {
      CudaEngine.on(0);
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void saysThatThereIsNoDriver() {
    assumeTrue(!hasDriver());
    for (int k = 0;
        k < 2;
        k++) { // the second time the class of the driver is already known to fail
      IllegalStateException e = assertThrows(IllegalStateException.class, () -> CudaEngine.on(0));
      assertTrue(e.getMessage().contains("no NVIDIA driver"), e::getMessage);
      assertTrue(e.getMessage().contains("Engine.jvm()"), e::getMessage);
    }
  }

  @Test
  void saysThatThereIsNoCompiler() {
    String before = System.getProperty(Nvrtc.PROPERTY);
    System.setProperty(Nvrtc.PROPERTY, "/nowhere/libnvrtc.so");
    try {
      IllegalStateException e = assertThrows(IllegalStateException.class, Nvrtc::load);
      assertTrue(e.getMessage().contains("/nowhere/libnvrtc.so"), e::getMessage);
      assertTrue(e.getMessage().contains(Nvrtc.PROPERTY), e::getMessage);
    } finally {
      if (before == null) {
        System.clearProperty(Nvrtc.PROPERTY);
      } else {
        System.setProperty(Nvrtc.PROPERTY, before);
      }
    }
  }

  @Test
  void saysThatThereIsNoSuchGpu() {
    assumeTrue(hasGpu());
    assertThrows(IllegalArgumentException.class, () -> CudaEngine.on(-1));
    assertThrows(IllegalArgumentException.class, () -> CudaEngine.on(1000));
  }
}
