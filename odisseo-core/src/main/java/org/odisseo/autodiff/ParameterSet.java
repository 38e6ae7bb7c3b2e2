// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * Named real numbers in a fixed order: the parameters of a model, or a gradient with respect to
 * them.
 *
 * <pre>{@code
 * ParameterSet halo = ParameterSet.of("mass", 8e11, "scaleRadius", 16);
 * halo.value("mass");                     // 8e11
 * halo.with("mass", 9e11);                // the same names, one other value
 * halo.and("flattening", 0.9);            // one more name
 * }</pre>
 *
 * <p>Immutable. Two sets are equal if they have the same names in the same order with the same
 * values. Arithmetic demands the same names in the same order.
 */
public final class ParameterSet implements VectorValue<ParameterSet> {

  private static final ParameterSet EMPTY =
      new ParameterSet(new NameList("parameter", List.of()), new double[0]);

  private final NameList names;
  private final double[] values;

  /** Takes ownership of {@code values}. */
  private ParameterSet(NameList names, double[] values) {
    this.names = names;
    this.values = values;
  }

  /** The set without parameters. */
  public static ParameterSet of() {
    return EMPTY;
  }

  /** A set of one parameter. */
  public static ParameterSet of(String name, double value) {
    return of(List.of(name), value);
  }

  /** A set of two parameters. */
  public static ParameterSet of(String name1, double value1, String name2, double value2) {
    return of(List.of(name1, name2), value1, value2);
  }

  /** A set of three parameters. */
  public static ParameterSet of(
      String name1, double value1, String name2, double value2, String name3, double value3) {
    return of(List.of(name1, name2, name3), value1, value2, value3);
  }

  /** A set of four parameters; longer sets grow by {@link #and(String, double)}. */
  public static ParameterSet of(
      String name1,
      double value1,
      String name2,
      double value2,
      String name3,
      double value3,
      String name4,
      double value4) {
    return of(List.of(name1, name2, name3, name4), value1, value2, value3, value4);
  }

  /**
   * A set from names and as many values.
   *
   * @throws IllegalArgumentException if a name is blank or occurs twice or the lengths differ
   */
  public static ParameterSet of(Collection<String> names, double... values) {
    NameList list = new NameList("parameter", names);
    Require.length("values", values, list.size(), "one per name");
    return new ParameterSet(list, values.clone());
  }

  /** A set from a map, in the order in which the map iterates. */
  public static ParameterSet of(Map<String, Double> values) {
    double[] array = values.values().stream().mapToDouble(Double::doubleValue).toArray();
    return new ParameterSet(new NameList("parameter", values.keySet()), array);
  }

  /** The names in their order; the same as {@link #labels}. */
  public List<String> names() {
    return names.list();
  }

  /** Whether there is a parameter of this name. */
  public boolean has(String name) {
    return names.position(name) >= 0;
  }

  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException if there is no such name; the message lists those there are
   */
  public double value(String name) {
    return values[indexOf(name)];
  }

  /** The value at a position in the order of {@link #names}. */
  public double value(int index) {
    return values[Require.index("index", index, values.length)];
  }

  /**
   * This set with another value for one of its names.
   *
   * @throws IllegalArgumentException if there is no such name; use {@link #and} to add one
   */
  public ParameterSet with(String name, double value) {
    double[] changed = values.clone();
    changed[indexOf(name)] = value;
    return new ParameterSet(names, changed);
  }

  /** This set with the values of another, whose names must all be known here. */
  public ParameterSet with(ParameterSet others) {
    double[] changed = values.clone();
    for (int i = 0; i < others.values.length; i++) {
      changed[indexOf(others.names().get(i))] = others.values[i];
    }
    return new ParameterSet(names, changed);
  }

  /**
   * This set with one more parameter at its end.
   *
   * @throws IllegalArgumentException if the name is there already; use {@link #with} to change it
   */
  public ParameterSet and(String name, double value) {
    return and(of(name, value));
  }

  /** This set followed by another, which must not share a name with it. */
  public ParameterSet and(ParameterSet others) {
    List<String> joined = new ArrayList<>(names());
    joined.addAll(others.names());
    double[] all = Arrays.copyOf(values, joined.size());
    System.arraycopy(others.values, 0, all, values.length, others.values.length);
    return new ParameterSet(new NameList("parameter", joined), all);
  }

  /**
   * The parameters of the given names, in the given order.
   *
   * @throws IllegalArgumentException if a name is unknown
   */
  public ParameterSet select(Collection<String> selected) {
    return of(selected, selected.stream().mapToDouble(this::value).toArray());
  }

  /** The parameters of the given names, in the given order. */
  public ParameterSet select(String... selected) {
    return select(List.of(selected));
  }

  /** The same values, each name with a prefix: {@code mass} becomes {@code halo.mass}. */
  public ParameterSet prefixed(String prefix) {
    return of(names().stream().map(prefix::concat).toList(), values);
  }

  /** The parameters whose names begin with the prefix, under the rest of their names. */
  public ParameterSet withoutPrefix(String prefix) {
    List<String> found = names().stream().filter(name -> name.startsWith(prefix)).toList();
    ParameterSet part = select(found);
    return of(found.stream().map(name -> name.substring(prefix.length())).toList(), part.values);
  }

  /** Hands every name and value to {@code action}, in order. */
  public void forEach(BiConsumer<String, Double> action) {
    for (int i = 0; i < values.length; i++) {
      action.accept(names().get(i), values[i]);
    }
  }

  /** A new map with the same names, values and order. */
  public Map<String, Double> toMap() {
    Map<String, Double> map = new LinkedHashMap<>();
    forEach(map::put);
    return map;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public ParameterSet withArray(double[] newValues) {
    Require.length("values", newValues, values.length, "one per parameter: " + names);
    return new ParameterSet(names, newValues.clone());
  }

  @Override
  public List<String> labels() {
    return names.list();
  }

  @Override
  public int indexOf(String name) {
    int position = names.position(name);
    if (position < 0) {
      throw Names.unknown("parameter", name, names());
    }
    return position;
  }

  @Override
  public void requireSameShape(ParameterSet other) {
    requireSameNames(other);
  }

  /**
   * Checks that another set has the same names in the same order.
   *
   * @throws IllegalArgumentException if not, with both lists of names
   */
  public void requireSameNames(ParameterSet other) {
    requireSameNames("other", other);
  }

  /**
   * The same for an argument that the message calls by its name.
   *
   * @throws IllegalArgumentException if not, with both lists of names
   */
  public void requireSameNames(String argument, ParameterSet other) {
    if (!names.equals(other.names)) {
      throw new IllegalArgumentException(
          argument
              + " must have the parameters ("
              + names
              + ") in this order, got ("
              + other.names
              + ")");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterSet that
        && names.equals(that.names)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.hashCode(values);
  }

  /** The names and values, as in {@code {mass=1.0, scaleRadius=2.0}}. */
  @Override
  public String toString() {
    return toMap().toString();
  }
}
