// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/** The map that returns its point. */
record Identity<A extends VectorValue<A>>() implements TwiceDifferentiable<A, A> {

  @Override
  public A apply(A at) {
    return at;
  }

  @Override
  public WithPullback<A, A> vjp(A at) {
    return new WithPullback<>(at, cotangent -> cotangent);
  }

  @Override
  public WithTangent<A> jvp(A at, A tangent) {
    return new WithTangent<>(at, tangent);
  }

  @Override
  public WithDualPullback<A, A> vjpAlong(A at, A direction) {
    return new WithDualPullback<>(new WithTangent<>(at, direction), cotangent -> cotangent);
  }
}
