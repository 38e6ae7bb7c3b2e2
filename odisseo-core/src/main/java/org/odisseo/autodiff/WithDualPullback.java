// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/**
 * Reverse mode along a direction: the value of a map and its tangent, and the pullback together
 * with its own derivative along the direction.
 *
 * @param value the value of the map and its tangent along the direction
 * @param pullback takes a cotangent of the value, and the tangent of that cotangent, to the
 *     cotangent of the point and its tangent
 */
public record WithDualPullback<A extends VectorValue<A>, B extends VectorValue<B>>(
    WithTangent<B> value, DualPullback<A, B> pullback) {

  /** A pullback of cotangents that vary along a direction. */
  @FunctionalInterface
  public interface DualPullback<A extends VectorValue<A>, B extends VectorValue<B>> {

    /**
     * The cotangent of the point, with its tangent, for a cotangent of the value with its tangent.
     */
    WithTangent<A> pull(WithTangent<B> cotangent);
  }

  /**
   * The cotangent of the point, with its tangent, for a cotangent of the value with its tangent.
   */
  public WithTangent<A> pull(WithTangent<B> cotangent) {
    return pullback.pull(cotangent);
  }
}
