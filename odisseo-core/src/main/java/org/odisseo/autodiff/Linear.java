// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.function.Function;

/** A linear map and its transpose. */
record Linear<A extends VectorValue<A>, B extends VectorValue<B>>(
    Function<A, B> map, Function<B, A> transpose) implements TwiceDifferentiable<A, B> {

  @Override
  public B apply(A at) {
    return map.apply(at);
  }

  @Override
  public WithPullback<A, B> vjp(A at) {
    return new WithPullback<>(map.apply(at), transpose);
  }

  @Override
  public WithTangent<B> jvp(A at, A tangent) {
    return new WithTangent<>(map.apply(at), map.apply(tangent));
  }

  @Override
  public WithDualPullback<A, B> vjpAlong(A at, A direction) {
    return new WithDualPullback<>(
        jvp(at, direction),
        cotangent ->
            new WithTangent<>(
                transpose.apply(cotangent.value()), transpose.apply(cotangent.tangent())));
  }
}
