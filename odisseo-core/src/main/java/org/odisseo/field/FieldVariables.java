// SPDX-License-Identifier: Apache-2.0

package org.odisseo.field;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Names;

/** Checks that the variables of a field's expression and its parameters belong together. */
final class FieldVariables {

  private static final Set<String> RESERVED = new LinkedHashSet<>(List.of("x", "y", "z", "t", "G"));

  private FieldVariables() {}

  static void requireMatching(Expr potential, ParameterSet parameters) {
    Set<String> used = new LinkedHashSet<>();
    for (Variable variable : potential.variables()) {
      used.add(variable.name());
    }
    List<String> known = new ArrayList<>(RESERVED);
    known.addAll(parameters.names());
    for (String name : used) {
      if (!known.contains(name)) {
        throw Names.unknown("variable of the potential", name, known);
      }
    }
    for (String name : parameters.names()) {
      if (RESERVED.contains(name)) {
        throw new IllegalArgumentException(
            "parameter must not be named like a variable of every field (x, y, z, t, G), got \""
                + name
                + "\"");
      }
      if (!used.contains(name)) {
        throw new IllegalArgumentException(
            "parameter must occur in the potential, got \""
                + name
                + "\", which does not; the potential holds "
                + Names.list(used));
      }
    }
  }
}
