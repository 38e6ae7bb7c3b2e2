// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.ArrayList;
import java.util.List;

/**
 * The derivatives of a map with respect to each number of its point, several at a time.
 *
 * @param map the map
 * @param at the point
 */
record UnitTangents<A extends VectorValue<A>, B extends VectorValue<B>>(
    Differentiable<A, B> map, A at) {

  /** Enough to share the cost of the value; more would only take more memory. */
  private static final int AT_ONCE = 8;

  /** Takes the derivative with respect to one number. */
  @FunctionalInterface
  interface Consumer<B> {
    void accept(int number, B tangent);
  }

  /** Computes all derivatives, in order. */
  void forEach(Consumer<B> consumer) {
    for (int from = 0; from < at.size(); from += AT_ONCE) {
      List<A> units = new ArrayList<>();
      for (int j = from; j < Math.min(at.size(), from + AT_ONCE); j++) {
        units.add(at.unit(j));
      }
      List<B> tangents = map.jvps(at, units).tangents();
      for (int k = 0; k < tangents.size(); k++) {
        consumer.accept(from + k, tangents.get(k));
      }
    }
  }
}
