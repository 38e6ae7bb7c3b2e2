// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Equality of expressions, which remember who they were found equal to. */
class InternerTest {

  /** Copies that do not know of each other yet, compared by many threads at the same time. */
  @Test
  void equalExpressionsAreEqualWhoeverElseCompares() {
    AtomicInteger different = new AtomicInteger();
    for (int round = 0; round < 2000; round++) {
      List<Expr> copies =
          IntStream.range(0, 8).mapToObj(i -> Expr.parse("sin(x)*y/(1+z^2)")).toList();
      IntStream.range(0, 64)
          .parallel()
          .filter(k -> !copies.get(k % 8).equals(copies.get(k / 8)))
          .forEach(k -> different.incrementAndGet());
    }
    assertEquals(0, different.get());
  }
}
