// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.List;
import java.util.Locale;
import org.odisseo.validation.Require;

/**
 * The matrix of partial derivatives of a map at a point: one row per number of the value, one
 * column per number of the point, both known by their labels.
 *
 * <pre>{@code
 * Jacobian<ParameterSet, ParameterSet> jacobian = Jacobian.of(track, parameters);
 * jacobian.entry("phi1", "mass");          // d phi1 / d mass
 * jacobian.row("phi1").value("mass");      // the same, through the gradient of phi1
 * }</pre>
 *
 * @param <A> type of the point
 * @param <B> type of the value
 */
public final class Jacobian<A extends VectorValue<A>, B extends VectorValue<B>> {

  private final A at;
  private final B value;
  private final double[][] entries;

  /** Takes ownership of {@code entries}. */
  Jacobian(A at, B value, double[][] entries) {
    this.at = at;
    this.value = value;
    this.entries = entries;
  }

  /**
   * The Jacobian of {@code map} at a point, in the cheaper mode: forward when the point has at most
   * as many numbers as the value, reverse otherwise.
   */
  public static <A extends VectorValue<A>, B extends VectorValue<B>> Jacobian<A, B> of(
      Differentiable<A, B> map, A at) {
    WithPullback<A, B> reverse = map.vjp(at);
    return Mode.cheaper(at.size(), reverse.value().size()) == Mode.FORWARD
        ? forward(map, at, reverse.value())
        : reverse(at, reverse);
  }

  /** The Jacobian in a chosen mode. */
  public static <A extends VectorValue<A>, B extends VectorValue<B>> Jacobian<A, B> of(
      Differentiable<A, B> map, A at, Mode mode) {
    return mode == Mode.FORWARD ? forward(map, at, map.apply(at)) : reverse(at, map.vjp(at));
  }

  private static <A extends VectorValue<A>, B extends VectorValue<B>> Jacobian<A, B> forward(
      Differentiable<A, B> map, A at, B value) {
    double[][] entries = new double[value.size()][at.size()];
    new UnitTangents<>(map, at)
        .forEach(
            (j, tangent) -> {
              double[] column = tangent.toArray();
              for (int i = 0; i < column.length; i++) {
                entries[i][j] = column[i];
              }
            });
    return new Jacobian<>(at, value, entries);
  }

  private static <A extends VectorValue<A>, B extends VectorValue<B>> Jacobian<A, B> reverse(
      A at, WithPullback<A, B> reverse) {
    B value = reverse.value();
    double[][] entries = new double[value.size()][];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = reverse.pull(value.unit(i)).toArray();
    }
    return new Jacobian<>(at, value, entries);
  }

  /** The point at which the derivatives were taken. */
  public A at() {
    return at;
  }

  /** The value of the map there. */
  public B value() {
    return value;
  }

  /** The names of the rows, which are those of the value. */
  public List<String> rowLabels() {
    return value.labels();
  }

  /** The names of the columns, which are those of the point. */
  public List<String> columnLabels() {
    return at.labels();
  }

  /**
   * The derivative of one number of the value with respect to one number of the point.
   *
   * @throws IllegalArgumentException if a label is unknown; the message lists those there are
   */
  public double entry(String row, String column) {
    return entries[value.indexOf(row)][at.indexOf(column)];
  }

  /** The derivative of number {@code row} of the value with respect to number {@code column}. */
  public double entry(int row, int column) {
    Require.index("row", row, entries.length);
    return entries[row][Require.index("column", column, at.size())];
  }

  /** The gradient of one number of the value. */
  public A row(String label) {
    return at.withArray(entries[value.indexOf(label)]);
  }

  /** The derivative of the whole value with respect to one number of the point. */
  public B column(String label) {
    int j = at.indexOf(label);
    double[] column = new double[entries.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = entries[i][j];
    }
    return value.withArray(column);
  }

  /** The product with a tangent. */
  public B times(A tangent) {
    double[] factors = tangent.toArray();
    Require.length("tangent", factors, at.size(), "the numbers of the point");
    double[] product = new double[entries.length];
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j < factors.length; j++) {
        product[i] += entries[i][j] * factors[j];
      }
    }
    return value.withArray(product);
  }

  /** The product of the transpose with a cotangent. */
  public A transposeTimes(B cotangent) {
    double[] factors = cotangent.toArray();
    Require.length("cotangent", factors, entries.length, "the numbers of the value");
    double[] product = new double[at.size()];
    for (int i = 0; i < factors.length; i++) {
      for (int j = 0; j < product.length; j++) {
        product[j] += entries[i][j] * factors[i];
      }
    }
    return at.withArray(product);
  }

  /** The entries in a new array, rows first. */
  public double[][] toArray() {
    double[][] copy = new double[entries.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = entries[i].clone();
    }
    return copy;
  }

  /** A table with labels. */
  @Override
  public String toString() {
    return table("Jacobian", rowLabels(), columnLabels(), entries);
  }

  static String table(String title, List<String> rows, List<String> columns, double[][] entries) {
    int first = rows.stream().mapToInt(String::length).max().orElse(0);
    String newLine = System.lineSeparator();
    StringBuilder text = new StringBuilder(title + newLine + " ".repeat(first));
    columns.forEach(column -> text.append(String.format(Locale.ROOT, " %14s", column)));
    for (int i = 0; i < entries.length; i++) {
      String row = rows.get(i);
      text.append(newLine).append(row).append(" ".repeat(first - row.length()));
      for (double entry : entries[i]) {
        text.append(String.format(Locale.ROOT, " %14.6e", entry));
      }
    }
    return text.toString();
  }
}
