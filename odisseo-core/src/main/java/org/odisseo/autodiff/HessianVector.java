// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.Optional;

/**
 * The product of the Hessian of a loss with a direction.
 *
 * @param gradient the gradient of the loss
 * @param product the derivative of the gradient along the direction
 * @param isExact whether the product is exact: true if the map is {@linkplain Differentiable#twice
 *     twice differentiable}; otherwise it comes from central differences of exact gradients, which
 *     leaves about eleven digits for smooth maps
 */
public record HessianVector<A extends VectorValue<A>>(A gradient, A product, boolean isExact) {

  /** The product at a point, exact if the map allows it and by differences of gradients if not. */
  public static <A extends VectorValue<A>> HessianVector<A> of(
      Differentiable<A, Scalar> map, A at, A direction) {
    Optional<TwiceDifferentiable<A, Scalar>> twice = map.twice();
    if (twice.isEmpty()) {
      return byDifferences(map, at, direction, FiniteDifferences.step(at, direction));
    }
    WithTangent<A> pulled =
        twice.get().vjpAlong(at, direction).pull(WithTangent.constant(Scalar.ONE));
    return new HessianVector<>(pulled.value(), pulled.tangent(), true);
  }

  /**
   * The product by central differences of gradients at {@code at +- step direction} and {@code at
   * +- 2 step direction}, whatever else the map could do.
   */
  public static <A extends VectorValue<A>> HessianVector<A> byDifferences(
      Differentiable<A, Scalar> map, A at, A direction, double step) {
    A product = FiniteDifferences.central(point -> Gradient.of(map, point), at, direction, step);
    return new HessianVector<>(Gradient.of(map, at), product, false);
  }
}
