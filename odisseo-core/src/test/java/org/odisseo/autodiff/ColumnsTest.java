// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  private static final Columns SKY =
      Columns.of(List.of("ra", "dec"), new double[] {1, 2, 3}, new double[] {4, 5, 6});

  @Test
  void columnsRowsAndLabels() {
    assertEquals(3, SKY.count());
    assertEquals(List.of("ra", "dec"), SKY.names());
    assertArrayEquals(new double[] {4, 5, 6}, SKY.column("dec"));
    assertEquals(5, SKY.value("dec", 1));
    assertEquals(ParameterSet.of("ra", 2, "dec", 5), SKY.row(1));
    assertEquals(SKY, Columns.ofRows(List.of(SKY.row(0), SKY.row(1), SKY.row(2))));
    assertEquals(List.of("ra[0]", "ra[1]", "ra[2]", "dec[0]", "dec[1]", "dec[2]"), SKY.labels());
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, SKY.toArray());
    assertTrue(SKY.has("ra"));
    assertFalse(SKY.has("distance"));
  }

  @Test
  void columnsCanBeAddedAndChosen() {
    Columns more = SKY.and("sum", row -> row.value("ra") + row.value("dec"));
    assertArrayEquals(new double[] {5, 7, 9}, more.column("sum"));
    assertEquals(SKY, more.select("ra", "dec"));
    assertEquals(List.of("sum", "ra"), more.select("sum", "ra").names());
    assertEquals(SKY, SKY.withArray(SKY.toArray()));
    assertNotEquals(SKY, SKY.times(2));
    assertEquals("Columns[ra, dec; count=3]", SKY.toString());
    assertEquals(Math.sqrt(14 / 3.0), SKY.typicalMagnitudes()[0]);
  }

  @Test
  void mistakesAreExplained() {
    assertMessage(
        "unknown column \"Dec\"; did you mean \"dec\"?; known: ra, dec", () -> SKY.column("Dec"));
    assertMessage("row must be >= 0 and < 3, got 3", () -> SKY.row(3));
    assertMessage(
        "dec must have length 2 (as the first column), got 1",
        () -> Columns.of(List.of("ra", "dec"), new double[2], new double[1]));
    assertMessage(
        "columns must have length 2 (one per name), got 1",
        () -> Columns.of(List.of("ra", "dec"), new double[2]));
    assertMessage(
        "values must have length 6 (2 columns of 3 numbers), got 5",
        () -> SKY.withArray(new double[5]));
    assertMessage(
        "column names must differ, got \"ra\" twice",
        () -> Columns.of(List.of("ra", "ra"), new double[1], new double[1]));
    assertMessage(
        "others must have length 3 (as many points as here), got 1",
        () -> SKY.and(Columns.of(List.of("x"), new double[1])));
  }

  @Test
  void arithmeticDemandsTheSameColumns() {
    double[] numbers = {1, 2, 3};
    Columns sky = Columns.of(List.of("phi1", "phi2"), numbers, numbers);
    Columns swapped = sky.select("phi2", "phi1");
    Columns other = Columns.of(List.of("ra", "dec"), numbers, numbers);
    Columns shorter = Columns.of(List.of("phi1", "phi2"), new double[2], new double[2]);
    // As many numbers as the first, in another arrangement.
    Columns wide = Columns.of(List.of("a", "b", "c"), new double[2], new double[2], new double[2]);
    for (Columns wrong : List.of(swapped, other, shorter, wide)) {
      String message = "other must be " + sky + ", got " + wrong;
      assertMessage(message, () -> sky.plus(wrong));
      assertMessage(message, () -> sky.minus(wrong));
      assertMessage(message, () -> sky.plus(2, wrong));
      assertMessage(message, () -> sky.dot(wrong));
      assertMessage(message, () -> Maps.translate(wrong).apply(sky));
    }
    assertArrayEquals(new double[] {3, 6, 9, 3, 6, 9}, sky.plus(2, sky).toArray());
    assertArrayEquals(new double[6], sky.minus(sky).toArray());
    assertEquals(28, sky.dot(sky));
  }
}
