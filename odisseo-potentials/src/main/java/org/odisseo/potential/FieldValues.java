// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.Arrays;
import org.odisseo.autodiff.VectorRecord;

/**
 * The values of a quantity at a series of points.
 *
 * @param values one number for each point; copied in and out
 */
public record FieldValues(double[] values) implements VectorRecord<FieldValues> {

  /** Copies the values. */
  public FieldValues {
    values = values.clone();
  }

  @Override
  public double[] values() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldValues that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "FieldValues" + Arrays.toString(values);
  }
}
