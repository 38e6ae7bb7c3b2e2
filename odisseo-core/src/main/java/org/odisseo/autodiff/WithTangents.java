// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.List;

/**
 * A value and its derivatives along several directions.
 *
 * @param value the value
 * @param tangents its derivatives, one per direction, each of the shape of the value
 */
public record WithTangents<T extends VectorValue<T>>(T value, List<T> tangents) {

  /** Copies the list. */
  public WithTangents {
    tangents = List.copyOf(tangents);
  }
}
