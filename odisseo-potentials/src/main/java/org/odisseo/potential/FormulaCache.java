// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.odisseo.expr.Expr;

/**
 * Remembers what was derived from a formula. Bounded, and given up when memory runs short; what it
 * returns is the same with and without it, only sooner.
 */
final class FormulaCache<T> {

  private static final int REMEMBERED = 128;
  private static final float LOAD = 0.75f;

  private final Function<Expr, T> derive;

  private final Map<Expr, SoftReference<T>> remembered =
      new LinkedHashMap<>(REMEMBERED, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Expr, SoftReference<T>> eldest) {
          return size() > REMEMBERED;
        }
      };

  FormulaCache(Function<Expr, T> derive) {
    this.derive = derive;
  }

  synchronized T get(Expr formula) {
    SoftReference<T> reference = remembered.get(formula);
    T known = reference == null ? null : reference.get();
    if (known != null) {
      return known;
    }
    T derived = derive.apply(formula);
    remembered.put(formula, new SoftReference<>(derived));
    return derived;
  }
}
