// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/**
 * A value and its derivative along some direction: what forward mode gives.
 *
 * @param value the value
 * @param tangent its derivative, of the same shape
 */
public record WithTangent<T extends VectorValue<T>>(T value, T tangent) {

  /** A value that does not change: its tangent is zero. */
  public static <T extends VectorValue<T>> WithTangent<T> constant(T value) {
    return new WithTangent<>(value, value.zero());
  }
}
