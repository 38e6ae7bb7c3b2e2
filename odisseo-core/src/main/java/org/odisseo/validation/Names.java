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
   * the edit distance, letter case aside, may be at most a third of the longer length, or one edit
   * where that leaves anything in common. A name that contains the other after a dot ({@code
   * halo.mass} for {@code mass}) counts as near too.
   */
  public static String nearest(String name, Collection<String> known) {
    String best = "";
    double bestScore = Double.POSITIVE_INFINITY;
    String wanted = name.toLowerCase(Locale.ROOT);
    for (String candidate : known) {
      String lower = candidate.toLowerCase(Locale.ROOT);
      int longer = Math.max(wanted.length(), lower.length());
      int allowed = Math.min(Math.max(1, longer / 3), longer - 1);
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

  /** The least number of insertions, deletions, replacements and swaps of neighbors. */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(int[][] edits, String a, String b, int i, int j) {
    char last = a.charAt(i - 1);
    int best = edits[i - 1][j - 1] + (last == b.charAt(j - 1) ? 0 : 1);
    best = Math.min(best, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && last == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, 1 + edits[i - 2][j - 2]) : best;
  }
}
