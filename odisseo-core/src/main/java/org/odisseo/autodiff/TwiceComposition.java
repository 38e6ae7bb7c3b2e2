// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.List;

/** One twice differentiable map after another: dual numbers go forward, dual cotangents back. */
record TwiceComposition<
        A extends VectorValue<A>, B extends VectorValue<B>, C extends VectorValue<C>>(
    TwiceDifferentiable<A, B> first, TwiceDifferentiable<B, C> second)
    implements TwiceDifferentiable<A, C> {

  @Override
  public C apply(A at) {
    return once().apply(at);
  }

  @Override
  public WithPullback<A, C> vjp(A at) {
    return once().vjp(at);
  }

  @Override
  public WithTangent<C> jvp(A at, A tangent) {
    return once().jvp(at, tangent);
  }

  @Override
  public WithTangents<C> jvps(A at, List<A> tangents) {
    return once().jvps(at, tangents);
  }

  @Override
  public WithDualPullback<A, C> vjpAlong(A at, A direction) {
    WithDualPullback<A, B> inner = first.vjpAlong(at, direction);
    WithDualPullback<B, C> outer = second.vjpAlong(inner.value().value(), inner.value().tangent());
    return new WithDualPullback<>(outer.value(), cotangent -> inner.pull(outer.pull(cotangent)));
  }

  private Composition<A, B, C> once() {
    return new Composition<>(first, second);
  }
}
