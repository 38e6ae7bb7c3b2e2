// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.List;
import org.odisseo.validation.Require;

/**
 * The matrix of second derivatives of a loss at a point, rows and columns known by their labels.
 *
 * <p>It is made of one {@link HessianVector} per number of the point and then symmetrized; {@link
 * #asymmetry} tells how far the two halves were apart, which measures the error of the entries when
 * {@link #isExact} is false.
 *
 * @param <A> type of the point
 */
public final class Hessian<A extends VectorValue<A>> {

  private final A at;
  private final A gradient;
  private final double[][] entries;
  private final double asymmetry;
  private final boolean exact;

  private Hessian(A at, A gradient, double[][] raw, boolean exact) {
    this.at = at;
    this.gradient = gradient;
    this.exact = exact;
    this.asymmetry = asymmetry(raw);
    this.entries = symmetrized(raw);
  }

  /** The Hessian at a point, exact if the map allows it and by differences of gradients if not. */
  public static <A extends VectorValue<A>> Hessian<A> of(Differentiable<A, Scalar> map, A at) {
    Require.atLeast("the size of the point", at.size(), 1);
    double[][] rows = new double[at.size()][];
    HessianVector<A> product = HessianVector.of(map, at, at.unit(0));
    for (int i = 0; i < rows.length; i++) {
      product = i == 0 ? product : HessianVector.of(map, at, at.unit(i));
      rows[i] = product.product().toArray();
    }
    return new Hessian<>(at, product.gradient(), rows, product.isExact());
  }

  /** Whether the entries are exact derivatives rather than differences of exact gradients. */
  public boolean isExact() {
    return exact;
  }

  /** The point at which the derivatives were taken. */
  public A at() {
    return at;
  }

  /** The gradient there. */
  public A gradient() {
    return gradient;
  }

  /** The names of rows and columns. */
  public List<String> labels() {
    return at.labels();
  }

  /**
   * The second derivative with respect to two numbers of the point.
   *
   * @throws IllegalArgumentException if a label is unknown; the message lists those there are
   */
  public double entry(String first, String second) {
    return entries[at.indexOf(first)][at.indexOf(second)];
  }

  /** The second derivative with respect to the numbers at two positions. */
  public double entry(int first, int second) {
    Require.index("first", first, entries.length);
    return entries[first][Require.index("second", second, entries.length)];
  }

  /** The derivatives of the gradient with respect to one number of the point. */
  public A row(String label) {
    return at.withArray(entries[at.indexOf(label)]);
  }

  /** The product with a direction. */
  public A times(A direction) {
    return new Jacobian<>(at, gradient, entries).times(direction);
  }

  /**
   * The largest difference between the two halves before they were averaged, relative to the
   * geometric mean of the diagonal entries of the same row and column, or to the entry itself where
   * that is larger.
   */
  public double asymmetry() {
    return asymmetry;
  }

  /** The entries in a new array. */
  public double[][] toArray() {
    return new Jacobian<>(at, gradient, entries).toArray();
  }

  /** A table with labels. */
  @Override
  public String toString() {
    String title = exact ? "Hessian (exact)" : "Hessian (from differences of gradients)";
    return Jacobian.table(title, labels(), labels(), entries);
  }

  private static double[][] symmetrized(double[][] raw) {
    double[][] even = new double[raw.length][raw.length];
    for (int i = 0; i < raw.length; i++) {
      for (int j = 0; j < raw.length; j++) {
        even[i][j] = raw[i][j] / 2 + raw[j][i] / 2;
      }
    }
    return even;
  }

  private static double asymmetry(double[][] raw) {
    double largest = 0;
    for (int i = 0; i < raw.length; i++) {
      for (int j = 0; j < i; j++) {
        double difference = Math.abs(raw[i][j] - raw[j][i]);
        double scale =
            Math.max(
                Math.sqrt(Math.abs(raw[i][i])) * Math.sqrt(Math.abs(raw[j][j])),
                Math.max(Math.abs(raw[i][j]), Math.abs(raw[j][i])));
        largest = Math.max(largest, difference == 0 ? 0 : difference / scale);
      }
    }
    return largest;
  }
}
