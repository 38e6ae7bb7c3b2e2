// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.odisseo.autodiff.ParameterSet;

/** How well each method does: bias, spread and root mean square error over the data sets. */
final class RecoveryTable {

  /**
   * The spread of the published estimates, grid and ten steps, over 974 data sets: 0.42 Gyr, 6.1e3,
   * 8.5e10 and 1.96e10 solar masses.
   */
  static final ParameterSet PUBLISHED_SPREAD =
      ParameterSet.of(RecoveryProblem.TRUE_VALUES.names(), 419.9, 6099.1, 8.5027e10, 1.9643e10);

  /** One line. */
  record Line(
      String method,
      String parameter,
      double bias,
      double spread,
      double rmse,
      double simulations,
      double seconds) {}

  private final List<Line> lines = new ArrayList<>();

  RecoveryTable(List<Estimate> estimates) {
    Map<String, List<Estimate>> byMethod = new LinkedHashMap<>();
    estimates.forEach(
        e -> byMethod.computeIfAbsent(e.method(), method -> new ArrayList<>()).add(e));
    byMethod.forEach(this::add);
  }

  private void add(String method, List<Estimate> estimates) {
    int n = estimates.size();
    double simulations = estimates.stream().mapToDouble(Estimate::simulations).average().orElse(0);
    double seconds = estimates.stream().mapToDouble(Estimate::seconds).average().orElse(0);
    for (String name : RecoveryProblem.TRUE_VALUES.names()) {
      double truth = RecoveryProblem.TRUE_VALUES.value(name);
      double[] errors =
          estimates.stream().mapToDouble(e -> e.values().value(name) - truth).toArray();
      double bias = 0;
      double square = 0;
      for (double error : errors) {
        bias += error / n;
        square += error * error / n;
      }
      double variance = n > 1 ? Math.max(0, square - bias * bias) * n / (n - 1) : Double.NaN;
      lines.add(
          new Line(
              method, name, bias, Math.sqrt(variance), Math.sqrt(square), simulations, seconds));
    }
  }

  List<Line> lines() {
    return lines;
  }

  /** The table as Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        "| method | parameter | truth | bias | spread | rms error | published spread / rms |");
    text.append(" simulations | seconds |\n|---|---|---|---|---|---|---|---|---|\n");
    for (Line line : lines) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.4g | %+.3g | %s | %.3g | %.2f | %.0f | %.0f |%n",
              line.method(),
              line.parameter(),
              RecoveryProblem.TRUE_VALUES.value(line.parameter()),
              line.bias(),
              Double.isNaN(line.spread()) ? "-" : String.format(Locale.ROOT, "%.3g", line.spread()),
              line.rmse(),
              PUBLISHED_SPREAD.value(line.parameter()) / line.rmse(),
              line.simulations(),
              line.seconds()));
    }
    return text.toString();
  }

  /** The table as method to parameter to numbers, for a file. */
  Map<String, Object> summary() {
    Map<String, Object> methods = new LinkedHashMap<>();
    for (Line line : lines) {
      @SuppressWarnings("unchecked")
      Map<String, Object> method =
          (Map<String, Object>)
              methods.computeIfAbsent(line.method(), m -> new LinkedHashMap<String, Object>());
      method.put("simulations", line.simulations());
      method.put("seconds", line.seconds());
      Map<String, Double> numbers = new LinkedHashMap<>();
      numbers.put("truth", RecoveryProblem.TRUE_VALUES.value(line.parameter()));
      numbers.put("bias", line.bias());
      numbers.put("spread", line.spread());
      numbers.put("rmse", line.rmse());
      method.put(line.parameter(), numbers);
    }
    return methods;
  }
}
