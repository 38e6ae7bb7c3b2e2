// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.function.BiFunction;
import java.util.function.Function;

/** A map whose value and derivatives are given as functions. */
record FromFunctions<A extends VectorValue<A>, B extends VectorValue<B>>(
    Function<A, B> function, BiFunction<A, B, A> pullback, BiFunction<A, A, B> pushforward)
    implements Differentiable<A, B> {

  @Override
  public B apply(A at) {
    return function.apply(at);
  }

  @Override
  public WithPullback<A, B> vjp(A at) {
    return new WithPullback<>(function.apply(at), cotangent -> pullback.apply(at, cotangent));
  }

  @Override
  public WithTangent<B> jvp(A at, A tangent) {
    return new WithTangent<>(function.apply(at), pushforward.apply(at, tangent));
  }

  @Override
  public String toString() {
    return "Differentiable[from functions]";
  }
}
