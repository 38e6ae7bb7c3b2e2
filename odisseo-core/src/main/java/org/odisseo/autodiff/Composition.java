// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.List;
import java.util.Optional;

/** One map after another: values and tangents go forward, cotangents come back. */
record Composition<A extends VectorValue<A>, B extends VectorValue<B>, C extends VectorValue<C>>(
    Differentiable<A, B> first, Differentiable<B, C> second) implements Differentiable<A, C> {

  @Override
  public C apply(A at) {
    return second.apply(first.apply(at));
  }

  @Override
  public WithPullback<A, C> vjp(A at) {
    WithPullback<A, B> inner = first.vjp(at);
    WithPullback<B, C> outer = second.vjp(inner.value());
    return new WithPullback<>(outer.value(), cotangent -> inner.pull(outer.pull(cotangent)));
  }

  @Override
  public WithTangent<C> jvp(A at, A tangent) {
    WithTangent<B> inner = first.jvp(at, tangent);
    return second.jvp(inner.value(), inner.tangent());
  }

  @Override
  public WithTangents<C> jvps(A at, List<A> tangents) {
    WithTangents<B> inner = first.jvps(at, tangents);
    return second.jvps(inner.value(), inner.tangents());
  }

  @Override
  public Optional<TwiceDifferentiable<A, C>> twice() {
    return first
        .twice()
        .flatMap(inner -> second.twice().map(outer -> new TwiceComposition<>(inner, outer)));
  }
}
