// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.List;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Names;

/** Looks up variables by name. */
final class Variables {

  private Variables() {}

  static Variable named(String name, List<Variable> known) {
    return known.stream()
        .filter(variable -> variable.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Names.unknown("variable", name, known.stream().map(Variable::name).toList()));
  }
}
