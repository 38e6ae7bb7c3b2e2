// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class VectorRecordTest {

  record Sky(double phi1, double phi2) implements VectorRecord<Sky> {}

  record Mixed(String name, Sky sky, double[] track, int steps, ParameterSet field, double time)
      implements VectorRecord<Mixed> {}

  private static final Mixed MIXED =
      new Mixed(
          "run",
          new Sky(1, -2),
          new double[] {3, 4, 5},
          7,
          ParameterSet.of("mass", 6, "radius", 0),
          -8);

  @Test
  void componentsBecomeNumbersWithLabels() {
    assertEquals(8, MIXED.size());
    assertArrayEquals(new double[] {1, -2, 3, 4, 5, 6, 0, -8}, MIXED.toArray());
    assertEquals(
        List.of(
            "sky.phi1",
            "sky.phi2",
            "track[0]",
            "track[1]",
            "track[2]",
            "field.mass",
            "field.radius",
            "time"),
        MIXED.labels());
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 1, 8}, MIXED.typicalMagnitudes());
  }

  @Test
  void numbersBecomeComponentsAndConstantsStay() {
    Mixed doubled = MIXED.times(2);
    assertEquals("run", doubled.name());
    assertEquals(7, doubled.steps());
    assertEquals(new Sky(2, -4), doubled.sky());
    assertArrayEquals(new double[] {6, 8, 10}, doubled.track());
    assertEquals(ParameterSet.of("mass", 12, "radius", 0), doubled.field());
    assertEquals(-16, doubled.time());
    assertEquals(1, MIXED.unit("field.radius").field().value("radius"));
  }

  @Test
  void wrongLengthIsRefused() {
    assertEquals(
        "values must have length 2 (the numbers of record Sky), got 3",
        assertThrows(IllegalArgumentException.class, () -> new Sky(0, 0).withArray(new double[3]))
            .getMessage());
    assertEquals(
        "unknown label \"phi3\"; did you mean \"phi1\"?; known: phi1, phi2",
        assertThrows(IllegalArgumentException.class, () -> new Sky(0, 0).unit("phi3"))
            .getMessage());
  }

  record Strict(double mass) implements VectorRecord<Strict> {
    Strict {
      if (!(mass >= 0)) {
        throw new IllegalArgumentException("mass must be >= 0, got " + mass);
      }
    }
  }

  @Test
  void recordsThatRefuseDisplacementsAreTold() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> new Strict(1).times(-1));
    assertTrue(error.getMessage().contains("record Strict rejects the displacement [-1.0]"));
    assertEquals("mass must be >= 0, got -1.0", error.getCause().getMessage());
  }

  record Single(float value) implements VectorRecord<Single> {}

  static final class NotARecord implements VectorRecord<NotARecord> {}

  @Test
  void unsuitableTypesAreRefused() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> new Single(1).size())
            .getMessage()
            .endsWith("must be a double, got float"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> new NotARecord().size())
            .getMessage()
            .startsWith("a VectorRecord must be a record, got "));
  }

  @Test
  void localRecordsWork() {
    record Local(double a, double b) implements VectorRecord<Local> {}
    assertEquals(new Local(4, 6), new Local(1, 2).plus(new Local(3, 4)));
  }

  @Test
  void pairsNest() {
    Pair<Sky, Pair<Scalar, Sky>> pair =
        Pair.of(new Sky(1, 2), Pair.of(Scalar.of(3), new Sky(4, 5)));
    assertEquals(
        List.of(
            "first.phi1",
            "first.phi2",
            "second.first.value",
            "second.second.phi1",
            "second.second.phi2"),
        pair.labels());
    assertEquals(pair, pair.zero().plus(pair));
  }
}
