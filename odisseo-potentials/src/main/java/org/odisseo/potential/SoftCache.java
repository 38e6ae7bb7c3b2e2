// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Remembers what was derived from an immutable key. Bounded, and given up when memory runs short;
 * what it returns is the same with and without it, only sooner.
 */
final class SoftCache<K, V> {

  private static final int REMEMBERED = 128;
  private static final float LOAD = 0.75f;

  private final Function<K, V> derive;

  private final Map<K, SoftReference<V>> remembered =
      new LinkedHashMap<>(REMEMBERED, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, SoftReference<V>> eldest) {
          return size() > REMEMBERED;
        }
      };

  SoftCache(Function<K, V> derive) {
    this.derive = derive;
  }

  synchronized V get(K key) {
    SoftReference<V> reference = remembered.get(key);
    V known = reference == null ? null : reference.get();
    if (known != null) {
      return known;
    }
    V derived = derive.apply(key);
    remembered.put(key, new SoftReference<>(derived));
    return derived;
  }
}
