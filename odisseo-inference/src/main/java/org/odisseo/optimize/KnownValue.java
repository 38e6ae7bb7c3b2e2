// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;

/** A map whose value at one point is known, so that a Jacobian there need not compute it again. */
record KnownValue<A extends VectorValue<A>, B extends VectorValue<B>>(
    Differentiable<A, B> map, A at, B value) implements Differentiable<A, B> {

  @Override
  @SuppressWarnings("ReferenceEquality")
  public B apply(A point) {
    return point == at ? value : map.apply(point);
  }

  @Override
  public WithPullback<A, B> vjp(A point) {
    return map.vjp(point);
  }

  @Override
  public WithTangent<B> jvp(A point, A tangent) {
    return map.jvp(point, tangent);
  }

  @Override
  public WithTangents<B> jvps(A point, List<A> tangents) {
    return map.jvps(point, tangents);
  }
}
