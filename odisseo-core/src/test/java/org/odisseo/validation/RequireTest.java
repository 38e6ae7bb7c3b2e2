// SPDX-License-Identifier: Apache-2.0

package org.odisseo.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequireTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void acceptedValuesAreReturned() {
    assertEquals(-1, Require.finite("a", -1));
    assertEquals(Double.MIN_VALUE, Require.positive("a", Double.MIN_VALUE));
    assertEquals(0, Require.nonNegative("a", 0));
    assertEquals(0.5, Require.inHalfOpenRange("a", 0.5, 0.5, 1));
    assertEquals(3, Require.atLeast("a", 3, 3));
    assertEquals(2, Require.index("a", 2, 3));
    double[] values = {0, 1};
    assertSame(values, Require.allNonNegative("a", values));
    assertSame(values, Require.allFinite("a", values));
    assertSame(values, Require.length("a", values, 2, "two"));
  }

  @Test
  void messagesNameArgumentRuleAndValue() {
    assertMessage("speed must be finite, got NaN", () -> Require.finite("speed", NAN));
    assertMessage("mass must be > 0 and finite, got 0.0", () -> Require.positive("mass", 0));
    assertMessage("mass must be > 0 and finite, got NaN", () -> Require.positive("mass", NAN));
    assertMessage(
        "mass must be > 0 and finite, got Infinity", () -> Require.positive("mass", INFINITY));
    assertMessage(
        "softening must be >= 0 and finite, got -1.0", () -> Require.nonNegative("softening", -1));
    assertMessage(
        "eccentricity must be >= 0.0 and < 1.0, got 1.0",
        () -> Require.inHalfOpenRange("eccentricity", 1, 0, 1));
    assertMessage("steps must be >= 1, got 0", () -> Require.atLeast("steps", 0, 1));
    assertMessage("i must be >= 0 and < 3, got 3", () -> Require.index("i", 3, 3));
    assertMessage("i must be >= 0 and < 3, got -1", () -> Require.index("i", -1, 3));
    assertMessage(
        "mass must be >= 0 and finite, got NaN at index 3",
        () -> Require.allNonNegative("mass", new double[] {0, 1, 2, NAN}));
    assertMessage(
        "x must be finite, got -Infinity at index 1",
        () -> Require.allFinite("x", new double[] {0, -INFINITY}));
    assertMessage(
        "mass must be > 0 and finite, got 0.0 at index 0",
        () -> Require.allPositive("mass", new double[] {0}));
    assertMessage(
        "x must have length 2 (one per particle), got 1",
        () -> Require.length("x", new double[1], 2, "one per particle"));
  }

  @Test
  void nearestNameForgivesSmallMistakesOnly() {
    List<String> known = List.of("mass", "scaleRadius", "scaleHeight", "halo.mass", "q");
    assertEquals("mass", Names.nearest("maas", known));
    assertEquals("mass", Names.nearest("MASS", known));
    assertEquals("scaleHeight", Names.nearest("scale_height", known));
    assertEquals("scaleRadius", Names.nearest("scaleRadisu", known));
    assertEquals("", Names.nearest("flattening", known));
    assertEquals("", Names.nearest("z", known));
    assertEquals("halo.mass", Names.nearest("hallo.mass", known));
    assertEquals("", Names.nearest("mass", List.of()));
  }

  @Test
  void longListsAreShortened() {
    List<String> many = IntStream.range(0, 23).mapToObj(i -> "m" + i).toList();
    assertEquals("m19 and 3 more", Names.list(many).substring(Names.list(many).indexOf("m19")));
  }
}
