// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Names of variables as LaTeX: Greek letters by name, what follows an underscore or stands as
 * digits at the end as a subscript, and the component of a dotted name as the last subscript:
 * {@code halo.r_s} is r with subscript s, halo.
 */
final class LatexNames {

  private static final Set<String> GREEK =
      Set.of(
          "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
          "lambda", "mu", "nu", "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
          "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Sigma", "Upsilon", "Phi", "Psi",
          "Omega");

  private LatexNames() {}

  static String of(String name) {
    int dot = name.lastIndexOf('.');
    List<String> subscripts = new ArrayList<>();
    String last = name.substring(dot + 1);
    int mark = last.indexOf('_', 1);
    String stem = mark > 0 ? last.substring(0, mark) : last;
    if (mark > 0) {
      for (String part : last.substring(mark + 1).split("_")) {
        if (!part.isEmpty()) {
          subscripts.add(word(part));
        }
      }
    }
    int digits = stem.length();
    while (digits > 1 && Character.isDigit(stem.charAt(digits - 1))) {
      digits--;
    }
    if (digits < stem.length()) {
      subscripts.add(0, stem.substring(digits));
    }
    if (dot > 0) {
      for (String part : name.substring(0, dot).split("\\.")) {
        subscripts.add("\\mathrm{" + escaped(part) + "}");
      }
    }
    String base = word(stem.substring(0, digits));
    return subscripts.isEmpty() ? base : base + "_{" + String.join(", ", subscripts) + "}";
  }

  private static String word(String word) {
    if (GREEK.contains(word)) {
      return "\\" + word;
    }
    boolean isPlain = word.length() == 1 || word.chars().allMatch(Character::isDigit);
    return isPlain ? escaped(word) : "\\mathrm{" + escaped(word) + "}";
  }

  private static String escaped(String word) {
    return word.replace("_", "\\_");
  }
}
