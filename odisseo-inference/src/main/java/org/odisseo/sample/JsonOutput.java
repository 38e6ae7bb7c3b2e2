// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;

/** Chains in the layout that ArviZ reads. */
final class JsonOutput {

  private JsonOutput() {}

  static void write(Chains chains, Writer out) throws IOException {
    List<Draws> draws = chains.comparable();
    List<Draws> warmUps =
        chains.all().stream()
            .filter(chain -> chain.outcome().isCompleted())
            .map(Chain::warmUp)
            .filter(warmUp -> warmUp.count() > 0)
            .toList();
    out.write("{");
    group(out, "posterior", draws, chains.names());
    out.write(",\n");
    statistics(out, "sample_stats", draws);
    if (!warmUps.isEmpty()) {
      out.write(",\n");
      group(out, "warmup_posterior", warmUps, chains.names());
      out.write(",\n");
      statistics(out, "warmup_sample_stats", warmUps);
    }
    out.write(",\n\"attrs\": {\"inference_library\": \"odisseo\", \"outcomes\": [");
    for (int c = 0; c < chains.count(); c++) {
      out.write(c == 0 ? "" : ", ");
      out.write(quoted(chains.chain(c).outcome().advice()));
    }
    out.write("]}}\n");
  }

  private static void group(Writer out, String group, List<Draws> draws, List<String> names)
      throws IOException {
    out.write(quoted(group) + ": {");
    String separator = "";
    for (String name : names) {
      out.write(separator + "\n  " + quoted(name) + ": ");
      array(out, draws, part -> part.values(name), false);
      separator = ",";
    }
    out.write("}");
  }

  private static void statistics(Writer out, String group, List<Draws> draws) throws IOException {
    out.write(quoted(group) + ": {");
    String separator = "";
    List<Statistic> statistics =
        draws.isEmpty() ? List.of() : draws.get(0).statistics().stream().sorted().toList();
    for (Statistic statistic : statistics) {
      out.write(separator + "\n  " + quoted(statistic.key()) + ": ");
      array(out, draws, part -> part.statistic(statistic), statistic == Statistic.DIVERGING);
      separator = ",";
    }
    out.write("}");
  }

  private static void array(
      Writer out, List<Draws> draws, Function<Draws, double[]> values, boolean logical)
      throws IOException {
    out.write("[");
    String separator = "";
    for (Draws part : draws) {
      out.write(separator + "[");
      double[] row = values.apply(part);
      for (int i = 0; i < row.length; i++) {
        out.write(i == 0 ? "" : ", ");
        out.write(logical ? Boolean.toString(row[i] != 0) : number(row[i]));
      }
      out.write("]");
      separator = ", ";
    }
    out.write("]");
  }

  /** JSON has no NaN and no infinity. */
  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "null";
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
