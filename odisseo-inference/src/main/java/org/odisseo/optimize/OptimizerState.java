// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.validation.Require;

/**
 * All that a minimiser needs to go on: the point, the loss and its gradient there, and what the
 * method remembers, such as the moments of {@link Adam} or the steps of {@link LBfgs}.
 *
 * <p>The text form is a few lines of tab-separated values that any table reader understands; all
 * numbers come back from it with the same bits.
 *
 * @param method the kind of minimiser, as in {@code "LBfgs"}
 * @param iterations how many iterations were made
 * @param evaluations how many evaluations were made
 * @param value the loss at the point
 * @param labels the labels of the point
 * @param vectors columns with one row per label: {@code point}, {@code gradient}, {@code magnitude}
 *     for what the numbers are measured in, and those of the method
 */
public record OptimizerState(
    String method,
    int iterations,
    int evaluations,
    double value,
    List<String> labels,
    Columns vectors) {

  private static final String TITLE = "odisseo optimizer state 1";
  static final String POINT = "point";
  static final String GRADIENT = "gradient";
  static final String MAGNITUDE = "magnitude";

  /** Checks the sizes and that there are a point and a gradient. */
  public OptimizerState {
    Require.atLeast("iterations", iterations, 0);
    Require.atLeast("evaluations", evaluations, 0);
    labels = List.copyOf(labels);
    Require.length("vectors", vectors.count(), labels.size(), "one row per label");
    vectors.select(POINT, GRADIENT);
  }

  /** The state as text, to be written to a file. */
  public String toText() {
    StringBuilder text = new StringBuilder(TITLE).append('\n');
    text.append("method\t").append(method).append('\n');
    text.append("iterations\t").append(iterations).append('\n');
    text.append("evaluations\t").append(evaluations).append('\n');
    text.append("value\t").append(value).append('\n');
    // The label stands last, for it may be any text.
    text.append(String.join("\t", vectors.names())).append("\tlabel\n");
    double[][] columns = vectors.names().stream().map(vectors::column).toArray(double[][]::new);
    for (int i = 0; i < labels.size(); i++) {
      for (double[] column : columns) {
        text.append(column[i]).append('\t');
      }
      text.append(labels.get(i)).append('\n');
    }
    return text.toString();
  }

  /**
   * The state that {@link #toText} wrote.
   *
   * @throws IllegalArgumentException if the text is not such a one; with the line
   */
  public static OptimizerState parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 6 || !lines.get(0).equals(TITLE)) {
      throw new IllegalArgumentException(
          "the text of an optimizer state must begin with the line \""
              + TITLE
              + "\" and have five more, got "
              + (lines.isEmpty() ? "no line" : "\"" + lines.get(0) + "\" and " + lines.size()));
    }
    try {
      List<String> names = new ArrayList<>(Arrays.asList(lines.get(5).split("\t")));
      names.remove(names.size() - 1);
      double[][] columns = new double[names.size()][lines.size() - 6];
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < lines.size() - 6; i++) {
        String[] cells = lines.get(i + 6).split("\t", names.size() + 1);
        Require.length("line " + (i + 7), cells.length, names.size() + 1, "one cell per column");
        for (int k = 0; k < columns.length; k++) {
          columns[k][i] = Double.parseDouble(cells[k]);
        }
        labels.add(cells[names.size()]);
      }
      return new OptimizerState(
          entry(lines, 1, "method"),
          Integer.parseInt(entry(lines, 2, "iterations")),
          Integer.parseInt(entry(lines, 3, "evaluations")),
          Double.parseDouble(entry(lines, 4, "value")),
          labels,
          Columns.of(names, columns));
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "the text of an optimizer state must have numbers in its cells: " + wrong.getMessage(),
          wrong);
    }
  }

  private static String entry(List<String> lines, int line, String name) {
    String found = lines.get(line);
    if (!found.startsWith(name + "\t")) {
      throw new IllegalArgumentException(
          "line "
              + (line + 1)
              + " must begin with \""
              + name
              + "\" and a tab, got \""
              + found
              + "\"");
    }
    return found.substring(name.length() + 1);
  }
}
