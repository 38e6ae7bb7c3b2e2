// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.List;
import org.odisseo.validation.Require;

/**
 * One real number, the result of a loss or any other map that has a gradient.
 *
 * @param value the number; any double, for it may be a displacement
 */
public record Scalar(double value) implements VectorRecord<Scalar> {

  /** The number one: the cotangent that turns a pullback into a gradient. */
  public static final Scalar ONE = new Scalar(1);

  /** The number zero. */
  public static final Scalar ZERO = new Scalar(0);

  /** The given number as a vector value. */
  public static Scalar of(double value) {
    return new Scalar(value);
  }

  // The methods below would work through reflection; losses are evaluated often enough to be
  // direct.

  @Override
  public int size() {
    return 1;
  }

  @Override
  public double[] toArray() {
    return new double[] {value};
  }

  @Override
  public Scalar withArray(double[] values) {
    return new Scalar(Require.length("values", values, 1, "one number")[0]);
  }

  @Override
  public List<String> labels() {
    return List.of("value");
  }
}
