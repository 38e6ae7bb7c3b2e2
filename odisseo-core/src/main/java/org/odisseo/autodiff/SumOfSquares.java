// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/** The sum of the squares of all numbers. */
record SumOfSquares<A extends VectorValue<A>>() implements TwiceDifferentiable<A, Scalar> {

  @Override
  public Scalar apply(A at) {
    return Scalar.of(at.dot(at));
  }

  @Override
  public WithPullback<A, Scalar> vjp(A at) {
    return new WithPullback<>(apply(at), cotangent -> at.times(2 * cotangent.value()));
  }

  @Override
  public WithTangent<Scalar> jvp(A at, A tangent) {
    return new WithTangent<>(apply(at), Scalar.of(2 * at.dot(tangent)));
  }

  @Override
  public WithDualPullback<A, Scalar> vjpAlong(A at, A direction) {
    return new WithDualPullback<>(
        jvp(at, direction),
        cotangent ->
            new WithTangent<>(
                at.times(2 * cotangent.value().value()),
                at.times(2 * cotangent.tangent().value())
                    .plus(2 * cotangent.value().value(), direction)));
  }
}
