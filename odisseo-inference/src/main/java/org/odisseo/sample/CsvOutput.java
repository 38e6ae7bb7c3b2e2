// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Chains as comma-separated values. */
final class CsvOutput {

  private CsvOutput() {}

  static void write(Chains chains, Writer out) throws IOException {
    List<Statistic> statistics = chains.chain(0).draws().statistics().stream().sorted().toList();
    List<String> header = new ArrayList<>(List.of("chain", "draw"));
    chains.names().forEach(name -> header.add(quoted(name)));
    statistics.forEach(statistic -> header.add(statistic.key()));
    out.write(String.join(",", header));
    out.write('\n');
    for (int c = 0; c < chains.count(); c++) {
      Draws draws = chains.chain(c).draws();
      List<double[]> columns = new ArrayList<>();
      draws.names().forEach(name -> columns.add(draws.values(name)));
      statistics.forEach(statistic -> columns.add(draws.statistic(statistic)));
      for (int i = 0; i < draws.count(); i++) {
        out.write(c + "," + i);
        for (double[] column : columns) {
          out.write(',');
          out.write(Double.toString(column[i]));
        }
        out.write('\n');
      }
    }
  }

  private static String quoted(String name) {
    boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
