// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.Optional;

/**
 * A differentiable map that can also differentiate its own pullback along a direction, so that
 * Hessian-vector products of everything composed of such maps are exact.
 *
 * <p>With a dual number {@code (value, tangent)} in place of every number, {@link #vjpAlong} is the
 * reverse mode of the map over dual numbers. Unlike a Hessian it composes: duals go forward through
 * {@code f} and then {@code g}, dual cotangents come back through {@code g} and then {@code f},
 * which is the chain rule of second order with no term forgotten.
 */
public interface TwiceDifferentiable<A extends VectorValue<A>, B extends VectorValue<B>>
    extends Differentiable<A, B> {

  /**
   * The value and its tangent along {@code direction}, and the pullback with its derivative along
   * {@code direction}: for a cotangent c(s) that changes with the point at + s direction, it gives
   * J^T c and d/ds (J^T c) at s = 0.
   */
  WithDualPullback<A, B> vjpAlong(A at, A direction);

  /** This map followed by another that is twice differentiable; so is the result. */
  default <C extends VectorValue<C>> TwiceDifferentiable<A, C> then(
      TwiceDifferentiable<B, C> next) {
    return new TwiceComposition<>(this, next);
  }

  @Override
  default Optional<TwiceDifferentiable<A, B>> twice() {
    return Optional.of(this);
  }
}
