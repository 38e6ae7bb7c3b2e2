// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.function.DoubleUnaryOperator;

/** One function applied to every number; its Jacobian is diagonal. */
record Elementwise<A extends VectorValue<A>>(
    DoubleUnaryOperator function, DoubleUnaryOperator first, DoubleUnaryOperator second)
    implements TwiceDifferentiable<A, A> {

  @Override
  public A apply(A at) {
    return map(function, at);
  }

  @Override
  public WithPullback<A, A> vjp(A at) {
    A slopes = map(first, at);
    return new WithPullback<>(apply(at), cotangent -> product(slopes, cotangent));
  }

  @Override
  public WithTangent<A> jvp(A at, A tangent) {
    return new WithTangent<>(apply(at), product(map(first, at), tangent));
  }

  @Override
  public WithDualPullback<A, A> vjpAlong(A at, A direction) {
    A slopes = map(first, at);
    A slopesTangent = product(map(second, at), direction);
    return new WithDualPullback<>(
        new WithTangent<>(apply(at), product(slopes, direction)),
        cotangent ->
            new WithTangent<>(
                product(slopes, cotangent.value()),
                product(slopes, cotangent.tangent())
                    .plus(product(slopesTangent, cotangent.value()))));
  }

  private static <A extends VectorValue<A>> A map(DoubleUnaryOperator function, A at) {
    double[] values = at.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(values[i]);
    }
    return at.withArray(values);
  }

  private static <A extends VectorValue<A>> A product(A left, A right) {
    double[] values = left.toArray();
    double[] factors = right.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i];
    }
    return left.withArray(values);
  }
}
