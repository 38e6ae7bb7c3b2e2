// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterSetTest {

  private static final ParameterSet HALO = ParameterSet.of("mass", 8e11, "scaleRadius", 16);

  @Test
  void namesValuesAndOrderAreKept() {
    ParameterSet four = ParameterSet.of("d", 4, "c", 3, "b", 2, "a", 1);
    assertEquals(List.of("d", "c", "b", "a"), four.names());
    assertArrayEquals(new double[] {4, 3, 2, 1}, four.toArray());
    assertEquals(3, four.value("c"));
    assertEquals(3, four.value(1));
    assertEquals(four, ParameterSet.of(four.toMap()));
    Map<String, Double> map = new LinkedHashMap<>();
    four.forEach(map::put);
    assertEquals("{d=4.0, c=3.0, b=2.0, a=1.0}", map.toString());
    assertEquals(map.toString(), four.toString());
    assertEquals(0, ParameterSet.of().size());
  }

  @Test
  void equalityLooksAtNamesOrderAndValues() {
    assertEquals(HALO, ParameterSet.of("mass", 8e11, "scaleRadius", 16));
    assertEquals(HALO.hashCode(), ParameterSet.of("mass", 8e11, "scaleRadius", 16).hashCode());
    assertNotEquals(HALO, HALO.with("mass", 1));
    assertNotEquals(HALO, ParameterSet.of("scaleRadius", 16, "mass", 8e11));
    assertNotEquals(HALO, ParameterSet.of("mass", 8e11, "scale", 16));
  }

  @Test
  void changesMakeNewSets() {
    assertEquals(ParameterSet.of("mass", 1, "scaleRadius", 16), HALO.with("mass", 1));
    assertEquals(8e11, HALO.value("mass"));
    assertEquals(ParameterSet.of("mass", 8e11, "scaleRadius", 16, "q", 1), HALO.and("q", 1));
    assertEquals(HALO.with("scaleRadius", 2), HALO.with(ParameterSet.of("scaleRadius", 2)));
    assertEquals(
        ParameterSet.of("scaleRadius", 16, "mass", 8e11), HALO.select("scaleRadius", "mass"));
    double[] array = HALO.toArray();
    array[0] = 0;
    assertEquals(8e11, HALO.value("mass"));
  }

  @Test
  void prefixesComeAndGo() {
    ParameterSet both = HALO.prefixed("halo.").and(HALO.with("mass", 3).prefixed("disk."));
    assertEquals(3, both.value("disk.mass"));
    assertEquals(HALO, both.withoutPrefix("halo."));
    assertTrue(both.has("halo.mass"));
    assertFalse(both.has("mass"));
  }

  @Test
  void arithmeticIsThatOfAVectorSpace() {
    ParameterSet other = HALO.withArray(new double[] {2, 3});
    assertEquals(HALO.withArray(new double[] {8e11 + 2, 19}), HALO.plus(other));
    assertEquals(HALO.withArray(new double[] {8e11 - 2, 13}), HALO.minus(other));
    assertEquals(HALO.withArray(new double[] {6, 9}), other.times(3));
    assertEquals(13, other.dot(other));
    assertEquals(Math.sqrt(13), other.norm());
    assertEquals(HALO.withArray(new double[] {0, 1}), HALO.unit("scaleRadius"));
    assertEquals(HALO.withArray(new double[2]), HALO.zero());
    assertTrue(HALO.isFinite());
    assertFalse(HALO.with("mass", Double.NaN).isFinite());
  }

  @Test
  void normNeitherOverflowsNorHidesNotANumber() {
    assertEquals(5e200, HALO.withArray(new double[] {3e200, 4e200}).norm(), 1e186);
    assertTrue(Double.isNaN(HALO.withArray(new double[] {Double.NaN, 0}).norm()));
    assertEquals(
        Double.POSITIVE_INFINITY,
        HALO.withArray(new double[] {Double.NEGATIVE_INFINITY, 0}).norm());
  }

  @Test
  void mistakesAreExplained() {
    assertMessage(
        "unknown parameter \"mas\"; did you mean \"mass\"?; known: mass, scaleRadius",
        () -> HALO.value("mas"));
    assertMessage(
        "unknown parameter \"scaleradius\"; did you mean \"scaleRadius\"?; known: mass, scaleRadius",
        () -> HALO.with("scaleradius", 1));
    assertMessage(
        "unknown parameter \"mass\"; did you mean \"halo.mass\"?; known: halo.mass, halo.scaleRadius",
        () -> HALO.prefixed("halo.").value("mass"));
    assertMessage(
        "unknown parameter \"flattening\"; known: mass, scaleRadius",
        () -> HALO.select("flattening"));
    assertMessage("unknown parameter \"a\"; known: (none)", () -> ParameterSet.of().value("a"));
    assertMessage("index must be >= 0 and < 2, got 2", () -> HALO.value(2));
    assertMessage("parameter names must differ, got \"mass\" twice", () -> HALO.and("mass", 1));
    assertMessage("a parameter name must not be blank, got [ ]", () -> ParameterSet.of(" ", 1));
    assertMessage(
        "values must have length 2 (one per name), got 1",
        () -> ParameterSet.of(List.of("a", "b"), 1));
    assertMessage(
        "values must have length 2 (one per parameter: mass, scaleRadius), got 3",
        () -> HALO.withArray(new double[3]));
    assertMessage(
        "other must have the parameters (mass, scaleRadius) in this order, got (mass, scale)",
        () -> HALO.plus(ParameterSet.of("mass", 1, "scale", 2)));
  }
}
