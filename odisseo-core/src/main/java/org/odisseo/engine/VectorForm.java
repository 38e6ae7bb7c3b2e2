// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.odisseo.gravity.PairKernels;

/** Loops with explicit vector instructions, where the pair kernels have them. */
final class VectorForm {

  private VectorForm() {}

  /**
   * The vector form of some loops, or else the plain one.
   *
   * @param name of its class in this package, without the package
   */
  static <T> T or(T plain, Class<T> type, String name) {
    if (PairKernels.simd().isEmpty()) {
      return plain;
    }
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      Class<?> found = lookup.findClass(VectorForm.class.getPackageName() + "." + name);
      MethodHandle make = lookup.findConstructor(found, MethodType.methodType(void.class));
      return type.cast(make.invoke());
    } catch (Throwable e) {
      throw new LinkageError("cannot create " + name, e);
    }
  }
}
