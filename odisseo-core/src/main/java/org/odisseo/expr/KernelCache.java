// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiled kernels by what they compute, so that asking for the same one again costs nothing. The
 * least recently used ones go first, and all may go when memory is short; nobody can tell but by
 * the clock.
 */
final class KernelCache {

  private static final int CAPACITY = 256;

  record Key(List<Expr> outputs, List<Variable> perPoint, List<Variable> shared) {}

  private final Map<Key, SoftReference<Kernel>> kernels =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SoftReference<Kernel>> eldest) {
          return size() > CAPACITY;
        }
      };

  synchronized @Nullable Kernel get(Key key) {
    SoftReference<Kernel> reference = kernels.get(key);
    return reference == null ? null : reference.get();
  }

  synchronized void put(Key key, Kernel kernel) {
    kernels.put(key, new SoftReference<>(kernel));
  }
}
