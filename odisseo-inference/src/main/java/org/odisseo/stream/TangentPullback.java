// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithPullback;

/**
 * The pullback of a map whose point has few numbers: the tangents along all of them, computed
 * together when a cotangent is first pulled back and then kept.
 */
final class TangentPullback<A extends VectorValue<A>, B extends VectorValue<B>> {

  private final Differentiable<A, B> map;
  private final A at;
  private @Nullable List<B> columns;

  private TangentPullback(Differentiable<A, B> map, A at) {
    this.map = map;
    this.at = at;
  }

  static <A extends VectorValue<A>, B extends VectorValue<B>> WithPullback<A, B> of(
      Differentiable<A, B> map, A at) {
    TangentPullback<A, B> pullback = new TangentPullback<>(map, at);
    return new WithPullback<>(map.apply(at), pullback::pull);
  }

  private A pull(B cotangent) {
    return at.withArray(columns().stream().mapToDouble(cotangent::dot).toArray());
  }

  private synchronized List<B> columns() {
    if (columns == null) {
      columns = map.jvps(at, IntStream.range(0, at.size()).mapToObj(at::unit).toList()).tangents();
    }
    return columns;
  }
}
