// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects draws. */
final class DrawsBuilder {

  private final List<String> names;
  private final List<Statistic> statistics;
  // The parameters, then the statistics.
  private final double[][] columns;
  private int count;

  DrawsBuilder(List<String> names, List<Statistic> statistics, int capacity) {
    this.names = names;
    this.statistics = statistics;
    this.columns = new double[names.size() + statistics.size()][capacity];
  }

  int count() {
    return count;
  }

  /** Adds a draw; the statistics are in the order given to the constructor. */
  void add(double[] position, double... numbers) {
    for (int j = 0; j < position.length; j++) {
      columns[j][count] = position[j];
    }
    for (int k = 0; k < numbers.length; k++) {
      columns[position.length + k][count] = numbers[k];
    }
    count++;
  }

  /** Sets {@code position} to the last draw. */
  void last(double[] position) {
    for (int j = 0; j < position.length; j++) {
      position[j] = columns[j][count - 1];
    }
  }

  /** The values of a parameter from one draw to before another. */
  double[] values(int parameter, int from, int to) {
    return Arrays.copyOfRange(columns[parameter], from, to);
  }

  /** All there is, column by column, for a checkpoint. */
  List<double[]> save() {
    List<double[]> all = new ArrayList<>();
    for (double[] column : columns) {
      all.add(Arrays.copyOf(column, count));
    }
    return all;
  }

  /** Takes back what was saved. */
  void restore(List<double[]> saved) {
    for (int j = 0; j < columns.length; j++) {
      count = saved.get(j).length;
      System.arraycopy(saved.get(j), 0, columns[j], 0, count);
    }
  }

  int columns() {
    return columns.length;
  }

  Draws build() {
    List<double[]> all = save();
    Map<Statistic, double[]> named = new EnumMap<>(Statistic.class);
    for (int k = 0; k < statistics.size(); k++) {
      named.put(statistics.get(k), all.get(names.size() + k));
    }
    return Draws.of(names, all.subList(0, names.size()), named);
  }
}
