// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.particles.Particles;
import org.odisseo.validation.Require;

/**
 * How the numbers of a value are the six coordinates of one or many points: taken apart into one
 * array for each coordinate, and put together again.
 *
 * @param split the six arrays of a value
 * @param join a value from a number of points and its six arrays
 */
record Columns<T>(Function<T, double[][]> split, BiFunction<Integer, double[][], T> join) {

  static final Columns<GalactocentricCoordinates> GALACTOCENTRIC =
      ofPoint(new GalactocentricCoordinates(0, 0, 0, 0, 0, 0));

  static final Columns<SkyCoordinates> SKY = ofPoint(new SkyCoordinates(0, 0, 0, 0, 0, 0));

  static final Columns<StreamCoordinates> STREAM = ofPoint(new StreamCoordinates(0, 0, 0, 0, 0, 0));

  static final Columns<SkyTable> SKY_TABLE = new Columns<>(SkyTable::columns, Columns::skyTable);

  static final Columns<StreamTable> STREAM_TABLE =
      new Columns<>(StreamTable::columns, Columns::streamTable);

  static final Columns<Particles> PARTICLES =
      new Columns<>(
          p -> new double[][] {p.x(), p.y(), p.z(), p.vx(), p.vy(), p.vz()}, Columns::particles);

  double[][] of(T value) {
    return split.apply(value);
  }

  T from(double[][] columns) {
    return join.apply(columns[0].length, columns);
  }

  private static <T extends VectorValue<T>> Columns<T> ofPoint(T shape) {
    return new Columns<>(
        point -> {
          double[] numbers = point.toArray();
          double[][] columns = new double[numbers.length][];
          for (int i = 0; i < numbers.length; i++) {
            columns[i] = new double[] {numbers[i]};
          }
          return columns;
        },
        (count, columns) -> {
          double[] numbers = new double[columns.length];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = columns[i][0];
          }
          return shape.withArray(numbers);
        });
  }

  private static SkyTable skyTable(int count, double[][] columns) {
    return new SkyTable(columns);
  }

  private static StreamTable streamTable(int count, double[][] columns) {
    return new StreamTable(columns);
  }

  private static Particles particles(int count, double[][] c) {
    Require.length("columns", c.length, 6, "position and velocity");
    double[] none = new double[count];
    return Particles.displacement(none, none, c[0], c[1], c[2], c[3], c[4], c[5]);
  }
}
