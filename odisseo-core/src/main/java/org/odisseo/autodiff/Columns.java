// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * Named columns of numbers, all of one length: many points at once, such as the stars of a stream
 * on the sky.
 *
 * <p>Immutable. The numbers are ordered column by column, and their labels are {@code phi1[0]},
 * {@code phi1[1]} and so on. Arithmetic demands the same names in the same order and the same
 * length.
 */
public final class Columns implements VectorValue<Columns> {

  private final NameList names;
  private final int count;

  /** The columns one after another. */
  private final double[] data;

  /** Takes ownership of {@code data}. */
  private Columns(NameList names, int count, double[] data) {
    this.names = names;
    this.count = count;
    this.data = data;
  }

  /**
   * Columns with the given names.
   *
   * @param columns one array per name, all of one length; copied
   * @throws IllegalArgumentException if a name is blank or occurs twice or the lengths differ
   */
  public static Columns of(Collection<String> names, double[]... columns) {
    NameList list = new NameList("column", names);
    Require.length("columns", columns.length, list.size(), "one per name");
    int count = columns.length == 0 ? 0 : columns[0].length;
    double[] data = new double[columns.length * count];
    for (int k = 0; k < columns.length; k++) {
      Require.length(list.list().get(k), columns[k], count, "as the first column");
      System.arraycopy(columns[k], 0, data, k * count, count);
    }
    return new Columns(list, count, data);
  }

  /** Columns from rows that all have the same names. */
  public static Columns ofRows(List<ParameterSet> rows) {
    Require.atLeast("the number of rows", rows.size(), 1);
    ParameterSet first = rows.get(0);
    double[][] columns = new double[first.size()][rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      first.requireSameNames("rows[" + i + "]", rows.get(i));
      for (int k = 0; k < columns.length; k++) {
        columns[k][i] = rows.get(i).value(k);
      }
    }
    return of(first.names(), columns);
  }

  /** The names of the columns in their order. */
  public List<String> names() {
    return names.list();
  }

  /** The number of points, which is the length of every column. */
  public int count() {
    return count;
  }

  /** Whether there is a column of this name. */
  public boolean has(String name) {
    return names.position(name) >= 0;
  }

  /**
   * A new array with the numbers of a column.
   *
   * @throws IllegalArgumentException if there is no such name; the message lists those there are
   */
  public double[] column(String name) {
    int k = position(name);
    return Arrays.copyOfRange(data, k * count, (k + 1) * count);
  }

  /** One number of a column. */
  public double value(String name, int i) {
    return data[position(name) * count + Require.index("row", i, count)];
  }

  /** One point. */
  public ParameterSet row(int i) {
    Require.index("row", i, count);
    double[] row = new double[names.size()];
    for (int k = 0; k < row.length; k++) {
      row[k] = data[k * count + i];
    }
    return ParameterSet.of(names(), row);
  }

  /** The columns of the given names, in the given order. */
  public Columns select(String... selected) {
    double[][] columns = new double[selected.length][];
    for (int k = 0; k < selected.length; k++) {
      columns[k] = column(selected[k]);
    }
    return of(List.of(selected), columns);
  }

  /** These columns and one more, computed row by row. */
  public Columns and(String name, ToDoubleFunction<ParameterSet> formula) {
    double[] column = new double[count];
    for (int i = 0; i < count; i++) {
      column[i] = formula.applyAsDouble(row(i));
    }
    return and(of(List.of(name), column));
  }

  /** These columns followed by others of the same length. */
  public Columns and(Columns others) {
    Require.length("others", others.count, count, "as many points as here");
    List<String> joined = new ArrayList<>(names());
    joined.addAll(others.names());
    double[] all = Arrays.copyOf(data, data.length + others.data.length);
    System.arraycopy(others.data, 0, all, data.length, others.data.length);
    return new Columns(new NameList("column", joined), count, all);
  }

  @Override
  public int size() {
    return data.length;
  }

  @Override
  public double[] toArray() {
    return data.clone();
  }

  @Override
  public Columns withArray(double[] values) {
    Require.length(
        "values", values, data.length, names.size() + " columns of " + count + " numbers");
    return new Columns(names, count, values.clone());
  }

  @Override
  public List<String> labels() {
    List<String> labels = new ArrayList<>(data.length);
    for (String name : names()) {
      for (int i = 0; i < count; i++) {
        labels.add(name + "[" + i + "]");
      }
    }
    return List.copyOf(labels);
  }

  /** For every number the root mean square of its column. */
  @Override
  public double[] typicalMagnitudes() {
    double[] magnitudes = new double[data.length];
    for (int k = 0; k < names.size(); k++) {
      double sum = 0;
      for (int i = k * count; i < (k + 1) * count; i++) {
        sum += data[i] * data[i];
      }
      double size = sum == 0 ? 1 : Math.sqrt(sum / count);
      Arrays.fill(magnitudes, k * count, (k + 1) * count, size);
    }
    return magnitudes;
  }

  /**
   * Checks that others have the same names in the same order and the same length.
   *
   * @throws IllegalArgumentException if not
   */
  @Override
  public void requireSameShape(Columns other) {
    requireSameShape("other", other);
  }

  /**
   * The same for an argument that the message calls by its name.
   *
   * @throws IllegalArgumentException if not, with both lists of names and both lengths
   */
  public void requireSameShape(String argument, Columns other) {
    if (!names.equals(other.names) || count != other.count) {
      throw new IllegalArgumentException(argument + " must be " + this + ", got " + other);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Columns that
        && names.equals(that.names)
        && count == that.count
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.hashCode(data);
  }

  /** The names and the length. */
  @Override
  public String toString() {
    return "Columns[" + names + "; count=" + count + "]";
  }

  private int position(String name) {
    int position = names.position(name);
    if (position < 0) {
      throw Names.unknown("column", name, names());
    }
    return position;
  }
}
