// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import java.util.List;
import java.util.Map;

/** Replaces variables. */
final class Substitution {

  private Substitution() {}

  static List<Expr> apply(List<? extends Expr> roots, Map<Variable, ? extends Expr> replacements) {
    throw new UnsupportedOperationException("not yet " + roots + replacements);
  }
}
