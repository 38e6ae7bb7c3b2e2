// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EveryFunctionTest {

  /** Those who write functions anew take most names as they are. */
  @Test
  void noneIsMissing() {
    Set<Fn> found =
        EveryFunction.expressions()
            .flatMap(text -> Dag.order(Expr.parse(text)).stream())
            .filter(Call.class::isInstance)
            .map(node -> ((Call) node).fn())
            .collect(Collectors.toSet());
    assertEquals(EnumSet.allOf(Fn.class), found);
  }
}
