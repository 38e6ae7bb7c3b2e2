// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.StringJoiner;

/** A potential as lines of text. */
final class Description {

  private Description() {}

  static String of(Potential potential) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add("Phi(x, y, z) = " + potential.potential());
    potential.parameters().forEach((name, value) -> lines.add("  " + name + " = " + value));
    lines.add("  in " + potential.units());
    return lines.toString();
  }
}
