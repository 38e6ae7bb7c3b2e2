// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label with subscripts and superscripts, written <code>M_{NFW}</code> and <code>10^{11}</code>;
 * braces may be left out around a single letter at the end of a word, as in {@code r_s}.
 *
 * @param parts its pieces in their order
 */
record RichText(List<Part> parts) {

  /** The size of raised and lowered pieces. */
  static final double SMALL = 0.7;

  private static final Pattern SCRIPT =
      Pattern.compile("([_^])(?:\\{([^}]*)}|(\\S)(?![\\p{L}\\p{N}]))");

  /**
   * A piece.
   *
   * @param text its letters
   * @param rise 1 raised, -1 lowered, 0 on the line
   */
  record Part(String text, int rise) {
    /** How far up it is, in sizes of the font. */
    double shift() {
      return rise > 0 ? 0.38 : rise < 0 ? -0.22 : 0;
    }

    double scale() {
      return rise == 0 ? 1 : SMALL;
    }
  }

  static RichText of(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = SCRIPT.matcher(text);
    int end = 0;
    while (matcher.find()) {
      add(parts, text.substring(end, matcher.start()), 0);
      String script = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      add(parts, script, matcher.group(1).equals("^") ? 1 : -1);
      end = matcher.end();
    }
    add(parts, text.substring(end), 0);
    return new RichText(List.copyOf(parts));
  }

  /** How many letters of full size would be as long. */
  double length() {
    return parts.stream().mapToDouble(part -> part.scale() * part.text().length()).sum();
  }

  private static void add(List<Part> parts, String text, int rise) {
    if (!text.isEmpty()) {
      parts.add(new Part(text, rise));
    }
  }
}
