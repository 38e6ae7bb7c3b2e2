// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Objects that are used again, so that repeated evaluations allocate nothing. Taken from the pool
 * an object belongs to one thread. When the pool is empty a new one is made, when it is full one is
 * dropped.
 */
final class Pool<T> {

  private final AtomicReferenceArray<T> free;
  private final Supplier<T> maker;

  Pool(int capacity, Supplier<T> maker) {
    this.free = new AtomicReferenceArray<>(capacity);
    this.maker = maker;
  }

  T take() {
    for (int k = 0; k < free.length(); k++) {
      if (free.get(k) != null) {
        T taken = free.getAndSet(k, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return maker.get();
  }

  void give(T object) {
    for (int k = 0; k < free.length(); k++) {
      if (free.get(k) == null && free.compareAndSet(k, null, object)) {
        return;
      }
    }
  }
}
