// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/** Draws of one chain, in order, with what the sampler says about each. Immutable. */
public final class Draws {

  private final ParameterSet shape;
  private final double[][] columns;
  private final Map<Statistic, double[]> statistics;
  private final int count;

  /** Takes ownership of the arrays. */
  private Draws(ParameterSet shape, double[][] columns, Map<Statistic, double[]> statistics) {
    this.shape = shape;
    this.columns = columns;
    this.statistics = statistics;
    this.count = columns[0].length;
  }

  /**
   * Draws from elsewhere.
   *
   * @param names the names of the parameters, at least one
   * @param columns the values of each parameter, all of one length; copied
   * @param statistics numbers of the same length, if there are any; copied
   */
  public static Draws of(
      List<String> names, List<double[]> columns, Map<Statistic, double[]> statistics) {
    Require.atLeast("the number of parameters", names.size(), 1);
    Require.length("columns", columns.size(), names.size(), "one per parameter");
    int count = columns.get(0).length;
    double[][] copies = new double[columns.size()][];
    for (int j = 0; j < copies.length; j++) {
      copies[j] = copy("columns[" + j + "]", columns.get(j), count);
    }
    Map<Statistic, double[]> kept = new EnumMap<>(Statistic.class);
    statistics.forEach((key, values) -> kept.put(key, copy(key.key(), values, count)));
    return new Draws(ParameterSet.of(names, new double[copies.length]), copies, kept);
  }

  private static double[] copy(String what, double[] values, int count) {
    return Require.length(what, values, count, "one per draw").clone();
  }

  /** The names of the parameters. */
  public List<String> names() {
    return shape.names();
  }

  /** The number of draws. */
  public int count() {
    return count;
  }

  /** The values of a parameter, in a new array. */
  public double[] values(String name) {
    return columns[shape.indexOf(name)].clone();
  }

  /** The value of a parameter in one draw. */
  public double value(String name, int draw) {
    return columns[shape.indexOf(name)][Require.index("draw", draw, count)];
  }

  /** One draw. */
  public ParameterSet draw(int draw) {
    Require.index("draw", draw, count);
    double[] row = new double[columns.length];
    for (int j = 0; j < row.length; j++) {
      row[j] = columns[j][draw];
    }
    return shape.withArray(row);
  }

  /** The statistics that the sampler keeps. */
  public Set<Statistic> statistics() {
    return Set.copyOf(statistics.keySet());
  }

  /** Whether the sampler keeps a statistic. */
  public boolean has(Statistic statistic) {
    return statistics.containsKey(statistic);
  }

  /**
   * A statistic of every draw, in a new array.
   *
   * @throws IllegalArgumentException if the sampler does not keep it
   */
  public double[] statistic(Statistic statistic) {
    double[] values = statistics.get(statistic);
    if (values == null) {
      throw Names.unknown(
          "statistic", statistic.key(), statistics.keySet().stream().map(Statistic::key).toList());
    }
    return values.clone();
  }

  /** The draws from {@code from} to before {@code to}. */
  public Draws range(int from, int to) {
    if (from < 0 || to < from || to > count) {
      throw new IllegalArgumentException(
          "from and to must be 0 <= from <= to <= " + count + ", got " + from + " and " + to);
    }
    double[][] parts = new double[columns.length][];
    for (int j = 0; j < parts.length; j++) {
      parts[j] = Arrays.copyOfRange(columns[j], from, to);
    }
    Map<Statistic, double[]> kept = new EnumMap<>(Statistic.class);
    statistics.forEach((key, values) -> kept.put(key, Arrays.copyOfRange(values, from, to)));
    return new Draws(shape, parts, kept);
  }

  /** The draws as columns named as the parameters; there must be at least one draw. */
  public Columns toColumns() {
    return Columns.of(names(), columns);
  }
}
