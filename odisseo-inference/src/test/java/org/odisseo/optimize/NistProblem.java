// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;

/** One problem in NIST's format. */
record NistProblem(
    String name,
    List<ParameterSet> starts,
    ParameterSet certified,
    ParameterSet deviations,
    double sumOfSquares,
    double standardDeviation,
    int degreesOfFreedom,
    Columns data) {

  /** Values begin in this line of every file, counted from zero. */
  private static final int VALUES = 40;

  private static final int DATA = 60;

  static NistProblem read(String name) {
    List<String> lines = lines("/reference/nist/" + name + ".dat");
    List<String[]> values =
        lines.stream()
            .skip(VALUES)
            .takeWhile(line -> !line.isBlank())
            .map(line -> line.replace("=", " ").strip().split("\\s+"))
            .toList();
    List<String> names = values.stream().map(cells -> cells[0]).toList();
    ParameterSet[] columns = new ParameterSet[4];
    Arrays.setAll(
        columns, k -> ParameterSet.of(names, numbers(values, cells -> parse(cells[k + 1]))));
    List<String[]> rows =
        lines.stream().skip(DATA).map(line -> line.strip().split("\\s+")).toList();
    return new NistProblem(
        name,
        List.of(columns[0], columns[1]),
        columns[2],
        columns[3],
        after(lines, "Residual Sum of Squares:"),
        after(lines, "Residual Standard Deviation:"),
        (int) after(lines, "Degrees of Freedom:"),
        Columns.of(
            List.of("y", "x"),
            numbers(rows, cells -> parse(cells[0])),
            numbers(rows, cells -> parse(cells[1]))));
  }

  private static double[] numbers(List<String[]> rows, ToDoubleFunction<String[]> cell) {
    return rows.stream().mapToDouble(cell).toArray();
  }

  private static double parse(String cell) {
    return Double.parseDouble(cell);
  }

  private static double after(List<String> lines, String title) {
    String line = lines.stream().filter(l -> l.startsWith(title)).findFirst().orElseThrow();
    return parse(line.substring(title.length()).strip());
  }

  private static List<String> lines(String resource) {
    try (InputStream stream = NistProblem.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
