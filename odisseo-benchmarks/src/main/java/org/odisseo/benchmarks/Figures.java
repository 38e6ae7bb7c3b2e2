// SPDX-License-Identifier: Apache-2.0

package org.odisseo.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures by name, as programs print them: {@code name=number}, anywhere in their output. */
final class Figures {

  private static final Pattern FIGURE =
      Pattern.compile("([A-Za-z][A-Za-z0-9_.]*)=([-+0-9.eE]+)(?![0-9A-Za-z])");

  private final Map<String, Double> values = new LinkedHashMap<>();

  static Figures parse(String output) {
    Figures figures = new Figures();
    Matcher matcher = FIGURE.matcher(output);
    while (matcher.find()) {
      figures.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
    }
    return figures;
  }

  Figures put(String name, double value) {
    values.put(name, value);
    return this;
  }

  Optional<Double> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  double get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException("no figure " + name + " in " + values));
  }

  /** A line for each, to be parsed again. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) -> text.append(String.format(Locale.ROOT, "%s=%.9e%n", name, value)));
    return text.toString();
  }
}
