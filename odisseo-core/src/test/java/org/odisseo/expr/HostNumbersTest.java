// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostNumbersTest {

  private static final HostNumbers NUMBERS =
      new HostNumbers(
          List.of(Expr.variable("p"), Expr.variable("a")),
          List.of(Expr.parse("p - a"), Expr.parse("2*p")));

  @Test
  void valuesGoInTheOrderOfTheVariables() {
    assertArrayEquals(new double[] {4, 14}, NUMBERS.at(7, 3));
    assertArrayEquals(new double[] {4, 14}, NUMBERS.at(7, 3, 99));
  }

  @Test
  void saysHowManyAreMissing() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> NUMBERS.at(7));
    assertTrue(e.getMessage().contains("at least 2, got 1"), e::getMessage);
  }
}
