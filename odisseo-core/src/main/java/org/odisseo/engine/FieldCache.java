// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.odisseo.expr.Expr;
import org.odisseo.field.ExternalField;

/**
 * What an engine has made of external fields; those with equal expressions share it. The least
 * recently used go first, and all may go when memory is short: a forgotten one costs only time.
 *
 * @param <T> what is made of a field
 */
public final class FieldCache<T> {

  private final Function<ExternalField, T> make;
  private final Map<Key, SoftReference<T>> known;

  private record Key(Expr potential, List<String> parameters) {}

  /**
   * Nothing made yet.
   *
   * @param most how many are kept
   * @param make must use no values of the field's parameters, which differ among those that share
   */
  public FieldCache(int most, Function<ExternalField, T> make) {
    this.make = make;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, SoftReference<T>> eldest) {
            return size() > most;
          }
        };
  }

  /** What is made of a field. */
  public synchronized T of(ExternalField field) {
    Key key = new Key(field.potential(), field.parameters().names());
    SoftReference<T> reference = known.get(key);
    T value = reference == null ? null : reference.get();
    if (value == null) {
      value = make.apply(field);
      known.put(key, new SoftReference<>(value));
    }
    return value;
  }
}
