// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.List;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * An immutable value made of real numbers, with the structure of a vector space: what a
 * differentiable map takes and gives.
 *
 * <p>Tangents (small displacements of a value) and cotangents (gradients with respect to it) have
 * the same type as the value itself. So a gradient of a run with respect to its particles is again
 * a set of particles, whose {@code mass(3)} is the derivative with respect to that mass. It follows
 * that an implementation must accept any numbers in {@link #withArray}: rules such as "a mass is
 * not negative" hold for physical values, not for displacements, and belong into the factories that
 * make physical values.
 *
 * @param <T> the implementing type itself
 */
public interface VectorValue<T extends VectorValue<T>> {

  /** The number of real numbers in this value, its dimension. */
  int size();

  /** The numbers of this value in their fixed order, in a new array that the caller may keep. */
  double[] toArray();

  /**
   * A value of the same shape with other numbers.
   *
   * @param values the numbers in the order of {@link #toArray}; copied
   * @throws IllegalArgumentException if the length is not {@link #size()}
   */
  T withArray(double[] values);

  /** One name for each number, in the order of {@link #toArray}, all different. */
  List<String> labels();

  /**
   * The order of magnitude on which each number varies, used to choose steps of finite differences.
   * Unless an implementation knows better it is the absolute value of the number, or one where that
   * is zero.
   */
  default double[] typicalMagnitudes() {
    double[] magnitudes = toArray();
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = magnitudes[i] == 0 ? 1 : Math.abs(magnitudes[i]);
    }
    return magnitudes;
  }

  /**
   * Checks that arithmetic with another value makes sense: that it has as many numbers, unless an
   * implementation demands more.
   *
   * @throws IllegalArgumentException if not
   */
  default void requireSameShape(T other) {
    Require.length("other", other.size(), size(), "the shape of this value");
  }

  /** The sum of this value and another of the same shape. */
  default T plus(T other) {
    return plus(1, other);
  }

  /** This value plus {@code factor} times another of the same shape. */
  default T plus(double factor, T other) {
    requireSameShape(other);
    double[] sum = toArray();
    double[] added = other.toArray();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * added[i];
    }
    return withArray(sum);
  }

  /** The difference of this value and another of the same shape. */
  default T minus(T other) {
    return plus(-1, other);
  }

  /** This value with every number multiplied by {@code factor}. */
  default T times(double factor) {
    double[] product = toArray();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factor;
    }
    return withArray(product);
  }

  /** The sum of the products of corresponding numbers; pairs a cotangent with a tangent. */
  default double dot(T other) {
    requireSameShape(other);
    double[] left = toArray();
    double[] right = other.toArray();
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** The square root of the sum of the squares. */
  default double norm() {
    double[] values = toArray();
    double sum = 0;
    double largest = 0;
    for (double value : values) {
      sum += value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    boolean safe = largest == 0 || (sum > 0x1p-900 && sum < Double.POSITIVE_INFINITY);
    if (safe || !Double.isFinite(largest)) {
      return Math.sqrt(sum);
    }
    // The squares overflow or vanish: divide by the largest number first.
    sum = 0;
    for (double value : values) {
      sum += (value / largest) * (value / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /** The zero of the vector space: the same shape, every number zero. */
  default T zero() {
    return withArray(new double[size()]);
  }

  /**
   * The unit tangent along one number: one at the given label, zero elsewhere.
   *
   * @throws IllegalArgumentException if there is no such label
   */
  default T unit(String label) {
    return unit(indexOf(label));
  }

  /** The unit tangent along the number at {@code index}. */
  default T unit(int index) {
    double[] values = new double[size()];
    values[Require.index("index", index, values.length)] = 1;
    return withArray(values);
  }

  /**
   * The position of a label in {@link #toArray}.
   *
   * @throws IllegalArgumentException if there is no such label; the message lists those there are
   */
  default int indexOf(String label) {
    List<String> labels = labels();
    int index = labels.indexOf(label);
    if (index < 0) {
      throw Names.unknown("label", label, labels);
    }
    return index;
  }

  /** Whether every number is finite. */
  default boolean isFinite() {
    for (double value : toArray()) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
