// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Closed curves around what is above a level on a regular grid, by marching squares. The rim of the
 * grid counts as below every level, so that the curves close.
 */
final class ContourLines {

  private final double[] x;
  private final double[] y;
  private final double[][] values;

  /**
   * Values on a grid.
   *
   * @param values at [i][j] that of x[i], y[j]; not negative
   */
  ContourLines(double[] x, double[] y, double[][] values) {
    this.x = x;
    this.y = y;
    this.values = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      this.values[i] = values[i].clone();
      if (i == 0 || i == x.length - 1) {
        Arrays.fill(this.values[i], 0);
      }
      this.values[i][0] = 0;
      this.values[i][y.length - 1] = 0;
    }
  }

  /** The level above which there is a given part of the sum of all values. */
  double levelOf(double part) {
    double[] sorted = Arrays.stream(values).flatMapToDouble(Arrays::stream).sorted().toArray();
    double wanted = part * Arrays.stream(sorted).sum();
    double sum = 0;
    for (int k = sorted.length - 1; k >= 0; k--) {
      sum += sorted[k];
      if (sum >= wanted) {
        return sorted[k];
      }
    }
    return 0;
  }

  /** The curves of a level, greater than zero, on a canvas. */
  Path2D at(double level, DoubleUnaryOperator toX, DoubleUnaryOperator toY) {
    Map<Integer, int[]> neighbors = new LinkedHashMap<>();
    for (int i = 0; i + 1 < x.length; i++) {
      for (int j = 0; j + 1 < y.length; j++) {
        cell(i, j, level, neighbors);
      }
    }
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    while (!neighbors.isEmpty()) {
      int edge = neighbors.keySet().iterator().next();
      boolean first = true;
      int previous = -1;
      while (neighbors.containsKey(edge)) {
        int[] next = neighbors.remove(edge);
        double px = toX.applyAsDouble(crossing(edge, level, true));
        double py = toY.applyAsDouble(crossing(edge, level, false));
        if (first) {
          path.moveTo(px, py);
        } else {
          path.lineTo(px, py);
        }
        first = false;
        int from = previous;
        previous = edge;
        edge = next[0] == from || !neighbors.containsKey(next[0]) ? next[1] : next[0];
      }
      path.closePath();
    }
    return path;
  }

  /** Edges by the number of their lower left corner: even ones to the right, odd ones upward. */
  private int edge(int i, int j, boolean upward) {
    return 2 * (i * y.length + j) + (upward ? 1 : 0);
  }

  private void cell(int i, int j, double level, Map<Integer, int[]> neighbors) {
    boolean a = values[i][j] > level;
    boolean b = values[i + 1][j] > level;
    boolean c = values[i + 1][j + 1] > level;
    boolean d = values[i][j + 1] > level;
    int bottom = a != b ? edge(i, j, false) : -1;
    int right = b != c ? edge(i + 1, j, true) : -1;
    int top = d != c ? edge(i, j + 1, false) : -1;
    int left = a != d ? edge(i, j, true) : -1;
    int[] crossed =
        Arrays.stream(new int[] {bottom, right, top, left}).filter(e -> e >= 0).toArray();
    if (crossed.length == 2) {
      join(crossed[0], crossed[1], neighbors);
    } else if (crossed.length == 4) {
      // Two opposite corners are above: the middle says whether they belong together.
      double middle =
          (values[i][j] + values[i + 1][j] + values[i][j + 1] + values[i + 1][j + 1]) / 4;
      if (middle > level == a) {
        join(bottom, right, neighbors);
        join(top, left, neighbors);
      } else {
        join(bottom, left, neighbors);
        join(top, right, neighbors);
      }
    }
  }

  private static void join(int first, int second, Map<Integer, int[]> neighbors) {
    add(first, second, neighbors);
    add(second, first, neighbors);
  }

  private static void add(int edge, int neighbor, Map<Integer, int[]> neighbors) {
    int[] known = neighbors.computeIfAbsent(edge, e -> new int[] {-1, -1});
    known[known[0] < 0 ? 0 : 1] = neighbor;
  }

  private double crossing(int edge, double level, boolean ofX) {
    int i = edge / 2 / y.length;
    int j = edge / 2 % y.length;
    boolean upward = edge % 2 == 1;
    double here = values[i][j];
    double there = upward ? values[i][j + 1] : values[i + 1][j];
    double part = (level - here) / (there - here);
    if (ofX) {
      return upward ? x[i] : x[i] + part * (x[i + 1] - x[i]);
    }
    return upward ? y[j] + part * (y[j + 1] - y[j]) : y[j];
  }
}
