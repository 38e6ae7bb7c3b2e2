// SPDX-License-Identifier: Apache-2.0

package org.odisseo.nd4j;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.odisseo.particles.Particles;

/** Particles to and from arrays of ND4J, in float64. */
public final class ParticleArrays {

  /** Columns of {@link #table}: mass, softening, x, y, z, vx, vy, vz. */
  static final int COLUMNS = 8;

  private ParticleArrays() {}

  /**
   * All numbers of particles.
   *
   * @return (N, 8): a row for each particle with mass, softening, x, y, z, vx, vy, vz
   */
  public static INDArray table(Particles particles) {
    return columns(particles.count(), particles.toArray(), 0, COLUMNS);
  }

  /**
   * The masses.
   *
   * @return (N)
   */
  public static INDArray masses(Particles particles) {
    return Nd4j.createFromArray(particles.masses());
  }

  /**
   * The positions.
   *
   * @return (N, 3)
   */
  public static INDArray positions(Particles particles) {
    return columns(particles.count(), particles.toArray(), 2, 3);
  }

  /**
   * The velocities.
   *
   * @return (N, 3)
   */
  public static INDArray velocities(Particles particles) {
    return columns(particles.count(), particles.toArray(), 5, 3);
  }

  /** Blocks of N numbers, from the given one on, as columns. */
  private static INDArray columns(int rows, double[] blocks, int first, int count) {
    double[] values = new double[rows * count];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < count; k++) {
        values[i * count + k] = blocks[(first + k) * rows + i];
      }
    }
    return Nd4j.create(values, new long[] {rows, count}, 'c');
  }

  /**
   * Particles from a table.
   *
   * @param table (N, 8) as from {@link #table}, of any number type and order in memory
   * @throws IllegalArgumentException if the shape is another, or a value is not allowed: masses and
   *     softenings are finite and not negative, everything else is finite
   */
  public static Particles particles(INDArray table) {
    if (table.rank() != 2 || table.size(1) != COLUMNS || table.size(0) < 1) {
      throw new IllegalArgumentException(
          "table must have shape (N, 8) with N >= 1: mass, softening, x, y, z, vx, vy, vz; got "
              + shape(table));
    }
    int n = Math.toIntExact(table.size(0));
    double[] values = numbers(table);
    double[] blocks = new double[n * COLUMNS];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < COLUMNS; k++) {
        blocks[k * n + i] = values[i * COLUMNS + k];
      }
    }
    return Particles.zero(n).withArray(blocks).validated();
  }

  /**
   * Particles without softening.
   *
   * @param masses (N)
   * @param positions (N, 3)
   * @param velocities (N, 3)
   * @throws IllegalArgumentException if a shape is another or a value is not allowed
   */
  public static Particles particles(INDArray masses, INDArray positions, INDArray velocities) {
    long n = masses.length();
    requireShape("masses", masses, n);
    requireShape("positions", positions, n, 3);
    requireShape("velocities", velocities, n, 3);
    return Particles.of(numbers(masses), rows(positions), rows(velocities));
  }

  private static double[][] rows(INDArray array) {
    double[] values = numbers(array);
    double[][] rows = new double[values.length / 3][3];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, 3 * i, rows[i], 0, 3);
    }
    return rows;
  }

  /** The elements in row-major order, whatever the type, order and strides of the array. */
  static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  static void requireShape(String argument, INDArray array, long... expected) {
    if (!Arrays.equals(array.shape(), expected)) {
      throw new IllegalArgumentException(
          argument + " must have shape " + Arrays.toString(expected) + ", got " + shape(array));
    }
  }

  static String shape(INDArray array) {
    return Arrays.toString(array.shape());
  }
}
