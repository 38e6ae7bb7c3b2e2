// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/**
 * Two values side by side; labels are {@code first.name} and {@code second.name}.
 *
 * @param first the first value
 * @param second the second value
 */
public record Pair<A extends VectorValue<A>, B extends VectorValue<B>>(A first, B second)
    implements VectorRecord<Pair<A, B>> {

  /** The pair of two values. */
  public static <A extends VectorValue<A>, B extends VectorValue<B>> Pair<A, B> of(
      A first, B second) {
    return new Pair<>(first, second);
  }
}
