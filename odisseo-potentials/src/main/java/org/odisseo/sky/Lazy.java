// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed when it is first asked for, once, from any thread. */
final class Lazy<T> {

  private final Supplier<T> supplier;
  private volatile @Nullable T value;

  private Lazy(Supplier<T> supplier) {
    this.supplier = supplier;
  }

  static <T> Lazy<T> of(Supplier<T> supplier) {
    return new Lazy<>(supplier);
  }

  T get() {
    T known = value;
    return known != null ? known : compute();
  }

  private synchronized T compute() {
    T known = value;
    if (known == null) {
      known = supplier.get();
      value = known;
    }
    return known;
  }
}
