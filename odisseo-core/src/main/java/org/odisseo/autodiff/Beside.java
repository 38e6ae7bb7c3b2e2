// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/** Puts a constant beside the point. */
record Beside<A extends VectorValue<A>, B extends VectorValue<B>>(B constant)
    implements TwiceDifferentiable<A, Pair<A, B>> {

  @Override
  public Pair<A, B> apply(A at) {
    return Pair.of(at, constant);
  }

  @Override
  public WithPullback<A, Pair<A, B>> vjp(A at) {
    return new WithPullback<>(apply(at), Pair::first);
  }

  @Override
  public WithTangent<Pair<A, B>> jvp(A at, A tangent) {
    return new WithTangent<>(apply(at), Pair.of(tangent, constant.zero()));
  }

  @Override
  public WithDualPullback<A, Pair<A, B>> vjpAlong(A at, A direction) {
    return new WithDualPullback<>(
        jvp(at, direction),
        cotangent -> new WithTangent<>(cotangent.value().first(), cotangent.tangent().first()));
  }
}
