// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/** The addition of a constant. */
record Translation<A extends VectorValue<A>>(A offset) implements TwiceDifferentiable<A, A> {

  @Override
  public A apply(A at) {
    return at.plus(offset);
  }

  @Override
  public WithPullback<A, A> vjp(A at) {
    return new WithPullback<>(apply(at), cotangent -> cotangent);
  }

  @Override
  public WithTangent<A> jvp(A at, A tangent) {
    return new WithTangent<>(apply(at), tangent);
  }

  @Override
  public WithDualPullback<A, A> vjpAlong(A at, A direction) {
    return new WithDualPullback<>(jvp(at, direction), cotangent -> cotangent);
  }
}
