// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/** Checks of point clouds, and their numbers as arrays. */
final class Clouds {

  private Clouds() {}

  /** The columns of model stars, at least one star, checked for their names. */
  static double[][] model(Columns stars, List<String> names) {
    if (!stars.names().equals(names)) {
      throw new IllegalArgumentException(
          "stars must have the columns "
              + Names.list(names)
              + ", as the data have, got "
              + Names.list(stars.names()));
    }
    Require.atLeast("the number of stars", stars.count(), 1);
    return arrays(stars);
  }

  /** The columns of observed stars, all finite, at least one star and one column. */
  static double[][] data(String argument, Columns stars) {
    double[][] columns = some(argument, stars);
    for (int c = 0; c < columns.length; c++) {
      Require.allFinite(argument + "." + stars.names().get(c), columns[c]);
    }
    return columns;
  }

  /**
   * The columns of observed stars in which NaN stands for what was not measured; at least one star,
   * and one number for each.
   */
  static double[][] incompleteData(String argument, Columns stars) {
    double[][] columns = some(argument, stars);
    for (int c = 0; c < columns.length; c++) {
      check(
          argument + "." + stars.names().get(c),
          columns[c],
          x -> Double.isFinite(x) || Double.isNaN(x),
          "finite, or NaN for what was not measured");
    }
    for (int i = 0; i < stars.count(); i++) {
      if (observed(columns, i).length == 0) {
        throw new IllegalArgumentException(
            argument + " must have a number in every row, got none in row " + i);
      }
    }
    return columns;
  }

  /** The positions of the columns in which star i has a number. */
  static int[] observed(double[][] columns, int i) {
    int[] found = new int[columns.length];
    int count = 0;
    for (int c = 0; c < columns.length; c++) {
      if (!Double.isNaN(columns[c][i])) {
        found[count++] = c;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Checks that every element is accepted. */
  static void check(String argument, double[] values, DoublePredicate accepted, String rule) {
    for (int i = 0; i < values.length; i++) {
      if (!accepted.test(values[i])) {
        throw new IllegalArgumentException(
            argument + " must be " + rule + ", got " + values[i] + " at index " + i);
      }
    }
  }

  /** One number for each column, in the order of the names. */
  static double[] perColumn(String argument, ParameterSet values, List<String> names) {
    if (values.size() != names.size() || !values.names().containsAll(names)) {
      throw new IllegalArgumentException(
          argument
              + " must have one number for each column ("
              + Names.list(names)
              + "), got ("
              + Names.list(values.names())
              + ")");
    }
    return names.stream().mapToDouble(values::value).toArray();
  }

  /** One positive number for each column, in the order of the names. */
  static double[] positivePerColumn(String argument, ParameterSet values, List<String> names) {
    double[] numbers = perColumn(argument, values, names);
    for (int c = 0; c < numbers.length; c++) {
      Require.positive(argument + "." + names.get(c), numbers[c]);
    }
    return numbers;
  }

  /** The columns, each divided by its scale. */
  static double[][] scaled(double[][] columns, double[] scales) {
    double[][] scaled = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      scaled[c] = columns[c].clone();
      divide(scaled[c], scales[c]);
    }
    return scaled;
  }

  /** Turns derivatives with respect to scaled columns into those with respect to the columns. */
  static void unscale(double[][] gradient, double[] scales) {
    for (int c = 0; c < gradient.length; c++) {
      divide(gradient[c], scales[c]);
    }
  }

  /** The array of {@code length} equal numbers with the sum one. */
  static double[] equalWeights(int length) {
    return filled(length, 1.0 / length);
  }

  static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  private static void divide(double[] values, double divisor) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= divisor;
    }
  }

  private static double[][] some(String argument, Columns stars) {
    Require.atLeast("the number of stars of " + argument, stars.count(), 1);
    return arrays(stars);
  }

  private static double[][] arrays(Columns stars) {
    return stars.names().stream().map(stars::column).toArray(double[][]::new);
  }
}
