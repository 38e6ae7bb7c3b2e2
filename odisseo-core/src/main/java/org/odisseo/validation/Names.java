// SPDX-License-Identifier: Apache-2.0

package org.odisseo.validation;

import java.util.Collection;
import java.util.Locale;

/** Errors about names: what was asked for, what there is, and which of those was probably meant. */
public final class Names {

  private static final int LISTED = 20;

  private Names() {}

  /**
   * The error for a name that is not among the known ones. The message lists the known names and,
   * if one of them is close in spelling, suggests it.
   *
   * @param what what the name should have named, for example {@code "parameter"}
   * @return the exception, for the caller to throw
   */
  public static IllegalArgumentException unknown(
      String what, String name, Collection<String> known) {
    StringBuilder message = new StringBuilder("unknown " + what + " \"" + name + "\"");
    String nearest = nearest(name, known);
    if (!nearest.isEmpty()) {
      message.append("; did you mean \"").append(nearest).append("\"?");
    }
    return new IllegalArgumentException(message.append("; known: ").append(list(known)).toString());
  }

  /** The names separated by commas, shortened when there are many. */
  public static String list(Collection<String> names) {
    if (names.isEmpty()) {
      return "(none)";
    }
    String listed = String.join(", ", names.stream().limit(LISTED).toList());
    int rest = names.size() - LISTED;
    return rest > 0 ? listed + " and " + rest + " more" : listed;
  }

  /**
   * The known name whose spelling is nearest to {@code name}, or the empty string if none is near:
   * the edit distance, letter case aside, may be at most a third of the longer length, and at least
   * one edit is always allowed. A name that contains the other after a dot ({@code halo.mass} for
   * {@code mass}) counts as near too.
   */
  public static String nearest(String name, Collection<String> known) {
    String best = "";
    double bestScore = Double.POSITIVE_INFINITY;
    String wanted = name.toLowerCase(Locale.ROOT);
    for (String candidate : known) {
      String lower = candidate.toLowerCase(Locale.ROOT);
      int allowed = Math.max(1, Math.max(wanted.length(), lower.length()) / 3);
      double distance = distance(wanted, lower);
      if (distance > allowed && lower.endsWith("." + wanted)) {
        distance = allowed;
      }
      if (distance <= allowed && distance < bestScore) {
        best = candidate;
        bestScore = distance;
      }
    }
    return best;
  }

  /** Levenshtein's edit distance, row by row. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
