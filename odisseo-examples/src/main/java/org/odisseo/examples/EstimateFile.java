// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.ParameterSet;

/**
 * Estimates in a file to which each is added as soon as it is there, so that a run that was stopped
 * goes on where it was. The first line holds the settings of the run; a file of other settings is
 * not gone on with.
 */
final class EstimateFile {

  private final Path file;
  private final List<Estimate> estimates = new ArrayList<>();

  /**
   * Opens a file, or begins it.
   *
   * @throws IllegalStateException if it is of a run with other settings
   */
  EstimateFile(Path file, String settings) throws IOException {
    this.file = file;
    String first = "# " + settings;
    if (!Files.exists(file)) {
      Files.writeString(
          file,
          first
              + "\nmethod,set,"
              + String.join(",", RecoveryProblem.TRUE_VALUES.names())
              + ",simulations,seconds\n");
      return;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(first)) {
      throw new IllegalStateException(
          file + " is of a run with other settings; name another --output or remove it");
    }
    lines.stream().skip(2).filter(line -> !line.isBlank()).forEach(this::parse);
  }

  private void parse(String line) {
    String[] parts = line.split(",", -1);
    int p = RecoveryProblem.TRUE_VALUES.size();
    if (parts.length != p + 4) {
      // The last line of a run that was killed while it wrote.
      return;
    }
    double[] values = new double[p];
    for (int k = 0; k < p; k++) {
      values[k] = Double.parseDouble(parts[k + 2]);
    }
    estimates.add(
        new Estimate(
            parts[0],
            Integer.parseInt(parts[1]),
            RecoveryProblem.TRUE_VALUES.withArray(values),
            Double.parseDouble(parts[p + 2]),
            Double.parseDouble(parts[p + 3])));
  }

  boolean has(String method, int set) {
    return estimates.stream().anyMatch(e -> e.method().equals(method) && e.set() == set);
  }

  void add(Estimate estimate) throws IOException {
    estimates.add(estimate);
    ParameterSet values = estimate.values();
    StringBuilder line = new StringBuilder(estimate.method() + "," + estimate.set());
    values.forEach((name, value) -> line.append(',').append(value));
    line.append(',').append(estimate.simulations()).append(',').append(estimate.seconds());
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
  }

  List<Estimate> all() {
    return estimates;
  }

  /** The values of one method, [parameter][set]. */
  double[][] values(String method) {
    List<Estimate> own = estimates.stream().filter(e -> e.method().equals(method)).toList();
    double[][] values = new double[RecoveryProblem.TRUE_VALUES.size()][own.size()];
    for (int i = 0; i < own.size(); i++) {
      for (int k = 0; k < values.length; k++) {
        values[k][i] = own.get(i).values().value(k);
      }
    }
    return values;
  }
}
