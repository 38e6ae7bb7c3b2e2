// SPDX-License-Identifier: Apache-2.0

package org.odisseo.particles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParticlesTest {

  private static final double NAN = Double.NaN;

  private static final Particles PAIR =
      Particles.of(
          new double[] {1, 3},
          new double[][] {{1, 2, 3}, {5, 6, 7}},
          new double[][] {{-1, -2, -3}, {-5, -6, -7}});

  @Test
  void rowsBecomeBlocks() {
    assertEquals(2, PAIR.count());
    assertArrayEquals(new double[] {1, 3}, PAIR.masses());
    assertArrayEquals(new double[] {0, 0}, PAIR.softenings());
    assertArrayEquals(new double[] {1, 5}, PAIR.x());
    assertArrayEquals(new double[] {2, 6}, PAIR.y());
    assertArrayEquals(new double[] {3, 7}, PAIR.z());
    assertArrayEquals(new double[] {-1, -5}, PAIR.vx());
    assertArrayEquals(new double[] {-2, -6}, PAIR.vy());
    assertArrayEquals(new double[] {-3, -7}, PAIR.vz());
    assertEquals(3, PAIR.mass(1));
    assertEquals(new PhasePoint(5, 6, 7, -5, -6, -7), PAIR.phasePoint(1));
    assertEquals(
        PAIR,
        Particles.ofArrays(
            PAIR.masses(),
            PAIR.softenings(),
            PAIR.x(),
            PAIR.y(),
            PAIR.z(),
            PAIR.vx(),
            PAIR.vy(),
            PAIR.vz()));
  }

  @Test
  void numbersHaveLabels() {
    assertEquals(16, PAIR.size());
    assertEquals(
        List.of("mass[0]", "mass[1]", "softening[0]", "softening[1]", "x[0]", "x[1]"),
        PAIR.labels().subList(0, 6));
    assertEquals(-7, PAIR.toArray()[PAIR.indexOf("vz[1]")]);
    assertEquals(1, PAIR.unit("y[1]").y(1));
    assertEquals(PAIR, PAIR.withArray(PAIR.toArray()));
  }

  @Test
  void arraysAreCopiedInAndOut() {
    double[] mass = {1};
    Particles one = Particles.of(mass, new double[][] {{0, 0, 0}}, new double[][] {{0, 0, 0}});
    mass[0] = 9;
    one.masses()[0] = 9;
    one.toArray()[0] = 9;
    assertEquals(1, one.mass(0));
  }

  @Test
  void centerOfMassIsTheWeightedMean() {
    assertEquals(new PhasePoint(4, 5, 6, -4, -5, -6), PAIR.centerOfMass());
    assertEquals(4, PAIR.totalMass());
    assertEquals(PhasePoint.ORIGIN, PAIR.centered().centerOfMass().plus(PhasePoint.ORIGIN));
    assertEquals(-3, PAIR.centered().x(0));
  }

  @Test
  void changesMakeNewParticles() {
    assertArrayEquals(new double[] {0.1, 0.1}, PAIR.withSoftening(0.1).softenings());
    assertArrayEquals(new double[] {0.1, 0.2}, PAIR.withSoftenings(0.1, 0.2).softenings());
    assertArrayEquals(new double[] {7, 0}, PAIR.withMasses(7, 0).masses());
    assertEquals(
        new PhasePoint(11, 2, 3, -1, -2, 97),
        PAIR.shifted(PhasePoint.of(10, 0, 0, 0, 0, 100)).phasePoint(0));
    assertEquals(0, PAIR.softening(0));
  }

  @Test
  void partsAndJoinsKeepEveryQuantity() {
    Particles three = PAIR.concat(Particles.single(2, PhasePoint.of(9, 8, 7, 6, 5, 4)));
    assertEquals(3, three.count());
    assertEquals(PAIR, three.range(0, 2));
    assertEquals(PAIR, three.subset(0, 1));
    assertEquals(three.phasePoint(2), three.subset(2, 0).phasePoint(0));
    assertEquals(2, three.subset(2).mass(0));
    assertEquals(0, three.range(1, 1).count());
  }

  @Test
  void displacementsMayBeAnything() {
    Particles negative = PAIR.times(-1);
    assertEquals(-3, negative.mass(1));
    assertEquals(PAIR.zero(), PAIR.plus(negative));
    assertEquals(PAIR.zero(), Particles.zero(2));
    double[] one = {NAN};
    assertEquals(NAN, Particles.displacement(one, one, one, one, one, one, one, one).vz(0));
  }

  @Test
  void typicalMagnitudesAreThoseOfEachKind() {
    double[] magnitudes = PAIR.typicalMagnitudes();
    assertEquals(Math.sqrt((1 + 9) / 2.0), magnitudes[0]);
    assertEquals(1, magnitudes[2]);
    // The two bodies are two units from their mean along every axis.
    assertEquals(2, magnitudes[PAIR.indexOf("x[0]")]);
    assertEquals(2, magnitudes[PAIR.indexOf("z[1]")]);
    assertEquals(2, magnitudes[PAIR.indexOf("vy[1]")]);
    double[] moved = PAIR.shifted(PhasePoint.of(1000, 0, 0, 0, 0, 0)).typicalMagnitudes();
    assertEquals(2, moved[PAIR.indexOf("y[0]")]);
    double[] single = PAIR.subset(0).typicalMagnitudes();
    assertEquals(Math.sqrt((1 + 4 + 9) / 3.0), single[2]);
    assertEquals(1, PAIR.zero().typicalMagnitudes()[4]);
  }

  @Test
  void equalityLooksAtAllNumbers() {
    assertEquals(PAIR.hashCode(), PAIR.withArray(PAIR.toArray()).hashCode());
    assertNotEquals(PAIR, PAIR.withSoftening(1));
    assertEquals("Particles[count=2, total mass=4.0]", PAIR.toString());
    assertEquals(
        "Particles[mass=3.0, softening=0.0, PhasePoint[x=5.0, y=6.0, z=7.0, vx=-5.0, vy=-6.0,"
            + " vz=-7.0]]",
        PAIR.subset(1).toString());
  }

  @Test
  void physicalValuesAreChecked() {
    double[][] origin = {{0, 0, 0}, {1, 0, 0}};
    assertMessage(
        "mass must be >= 0 and finite, got -1.0 at index 1",
        () -> Particles.of(new double[] {1, -1}, origin, origin));
    assertMessage(
        "mass must be >= 0 and finite, got NaN at index 0",
        () -> Particles.of(new double[] {NAN, 1}, origin, origin));
    assertMessage(
        "y must be finite, got NaN at index 1",
        () -> Particles.of(new double[2], new double[][] {{0, 0, 0}, {1, NAN, 0}}, origin));
    assertMessage(
        "vz must be finite, got Infinity at index 0",
        () ->
            Particles.of(
                new double[2],
                origin,
                new double[][] {{0, 0, Double.POSITIVE_INFINITY}, {0, 0, 0}}));
    assertMessage("softening must be >= 0 and finite, got -0.1", () -> PAIR.withSoftening(-0.1));
    assertMessage(
        "softening must be >= 0 and finite, got NaN at index 1", () -> PAIR.withSoftenings(0, NAN));
    assertMessage(
        "mass must be >= 0 and finite, got -2.0 at index 1", () -> PAIR.withMasses(1, -2));
    assertMessage(
        "mass must be >= 0 and finite, got -1.0 at index 0", () -> PAIR.times(-1).validated());
    assertSame(PAIR, PAIR.validated());
  }

  @Test
  void shapesAreChecked() {
    double[][] origin = {{0, 0, 0}, {1, 0, 0}};
    assertMessage(
        "the number of particles must be >= 1, got 0",
        () -> Particles.of(new double[0], new double[0][], new double[0][]));
    assertMessage(
        "position must have length 3 (one row per particle, as for mass), got 2",
        () -> Particles.of(new double[3], origin, origin));
    assertMessage(
        "velocity[1] must have length 3 (three coordinates), got 2",
        () -> Particles.of(new double[2], origin, new double[][] {{0, 0, 0}, {0, 0}}));
    double[] one = new double[1];
    assertMessage(
        "vy must have length 1 (one per particle, as for mass), got 2",
        () -> Particles.ofArrays(one, one, one, one, one, one, new double[2], one));
    assertMessage(
        "values must have length 16 (8 numbers for each of 2 particles), got 1",
        () -> PAIR.withArray(one));
    assertMessage("particle index must be >= 0 and < 2, got 2", () -> PAIR.x(2));
    assertMessage("indices[1] must be >= 0 and < 2, got -1", () -> PAIR.subset(0, -1));
    assertMessage("to must be >= 1, got 0", () -> PAIR.range(1, 0));
    assertMessage(
        "other must have length 16 (the shape of this value), got 8",
        () -> PAIR.plus(PAIR.subset(0)));
    assertMessage(
        "the total mass must be > 0 and finite, got 0.0",
        () -> PAIR.withMasses(0, 0).centerOfMass());
    assertMessage("masses must have length 2 (one per particle), got 1", () -> PAIR.withMasses(1));
    assertMessage("vx must be finite, got NaN", () -> PhasePoint.of(0, 0, 0, NAN, 0, 0));
  }
}
