// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.function.Function;

/**
 * The value of a map at a point and the transpose of its derivative there: what reverse mode gives.
 *
 * @param value the value of the map
 * @param pullback takes a cotangent of the value to the cotangent of the point; linear, and may be
 *     applied any number of times
 */
public record WithPullback<A extends VectorValue<A>, B extends VectorValue<B>>(
    B value, Function<B, A> pullback) {

  /** The cotangent of the point that belongs to a cotangent of the value. */
  public A pull(B cotangent) {
    return pullback.apply(cotangent);
  }
}
