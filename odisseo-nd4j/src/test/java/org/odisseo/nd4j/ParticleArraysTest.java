// SPDX-License-Identifier: Apache-2.0

package org.odisseo.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.odisseo.particles.Particles;

class ParticleArraysTest {

  private static final Particles PARTICLES =
      Particles.of(
              new double[] {1, 2.5},
              new double[][] {{0.1, 0.2, 0.3}, {-4, -5, -6}},
              new double[][] {{7, 8, 9}, {0, 1e-300, 1 / 3.0}})
          .withSoftenings(0.01, 0.02);

  @Test
  void tableHasARowForEachParticle() {
    INDArray table = ParticleArrays.table(PARTICLES);
    assertEquals(DataType.DOUBLE, table.dataType());
    assertArrayEquals(new long[] {2, 8}, table.shape());
    assertEquals(2.5, table.getDouble(1, 0));
    assertEquals(0.02, table.getDouble(1, 1));
    assertEquals(-4, table.getDouble(1, 2));
    assertEquals(1 / 3.0, table.getDouble(1, 7));
    assertEquals(PARTICLES, ParticleArrays.particles(table));
  }

  @Test
  void partsOfParticles() {
    INDArray x = ParticleArrays.positions(PARTICLES);
    INDArray v = ParticleArrays.velocities(PARTICLES);
    assertArrayEquals(new double[] {0.1, 0.2, 0.3, -4, -5, -6}, x.data().asDouble());
    assertArrayEquals(new long[] {2, 3}, v.shape());
    assertEquals(8, v.getDouble(0, 1));
    assertEquals(
        PARTICLES.withSoftening(0),
        ParticleArrays.particles(ParticleArrays.masses(PARTICLES), x, v));
  }

  @Test
  void viewsOtherOrdersAndOtherTypes() {
    INDArray transposed = ParticleArrays.table(PARTICLES).transpose().dup('c').transpose();
    assertEquals(PARTICLES, ParticleArrays.particles(transposed));
    assertEquals(PARTICLES, ParticleArrays.particles(ParticleArrays.table(PARTICLES).dup('f')));
    INDArray single = ParticleArrays.table(PARTICLES).castTo(DataType.FLOAT);
    assertEquals((float) 0.1, ParticleArrays.particles(single).x(0));
  }

  @Test
  void saysWhatIsWrong() {
    IllegalArgumentException shape =
        assertThrows(
            IllegalArgumentException.class,
            () -> ParticleArrays.particles(Nd4j.zeros(DataType.DOUBLE, 3, 7)));
    assertTrue(shape.getMessage().contains("[3, 7]"), shape::getMessage);
    INDArray table = ParticleArrays.table(PARTICLES);
    table.putScalar(1, 0, -2.0);
    IllegalArgumentException mass =
        assertThrows(IllegalArgumentException.class, () -> ParticleArrays.particles(table));
    assertTrue(mass.getMessage().contains("mass"), mass::getMessage);
    assertTrue(mass.getMessage().contains("-2.0"), mass::getMessage);
    INDArray x = ParticleArrays.positions(PARTICLES);
    INDArray one = Nd4j.createFromArray(1.0);
    IllegalArgumentException positions =
        assertThrows(IllegalArgumentException.class, () -> ParticleArrays.particles(one, x, x));
    assertTrue(positions.getMessage().contains("positions"), positions::getMessage);
  }
}
