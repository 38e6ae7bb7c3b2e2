// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.List;
import java.util.function.Function;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.particles.Particles;

/**
 * How the numbers of a value are the six coordinates of one or many points.
 *
 * @param split the six arrays of a value, one element for each point
 * @param join a value from its six arrays
 */
record Layout<T extends VectorValue<T>>(
    Function<T, double[][]> split, Function<double[][], T> join) {

  static final Layout<GalactocentricCoordinates> GALACTOCENTRIC =
      ofPoint(new GalactocentricCoordinates(0, 0, 0, 0, 0, 0));

  static final Layout<SkyCoordinates> SKY = ofPoint(new SkyCoordinates(0, 0, 0, 0, 0, 0));

  static final Layout<StreamCoordinates> STREAM = ofPoint(new StreamCoordinates(0, 0, 0, 0, 0, 0));

  static final Layout<SkyTable> SKY_TABLE =
      new Layout<>(table -> arrays(table.columns()), SkyTable::ofArrays);

  static final Layout<StreamTable> STREAM_TABLE =
      new Layout<>(table -> arrays(table.columns()), StreamTable::ofArrays);

  static final Layout<Particles> PARTICLES =
      new Layout<>(
          p -> new double[][] {p.x(), p.y(), p.z(), p.vx(), p.vy(), p.vz()}, Layout::particles);

  /** The coordinates as columns of the given names. */
  TwiceDifferentiable<T, Columns> toColumns(List<String> names) {
    return Maps.linear(
        value -> Columns.of(names, split.apply(value)), columns -> join.apply(arrays(columns)));
  }

  /** The value from columns of the given names. */
  TwiceDifferentiable<Columns, T> fromColumns(List<String> names) {
    return Maps.linear(
        columns -> join.apply(arrays(columns)), value -> Columns.of(names, split.apply(value)));
  }

  /** The columns as arrays, in their order. */
  static double[][] arrays(Columns columns) {
    return columns.names().stream().map(columns::column).toArray(double[][]::new);
  }

  private static <T extends VectorValue<T>> Layout<T> ofPoint(T shape) {
    return new Layout<>(
        point -> {
          double[] numbers = point.toArray();
          double[][] arrays = new double[numbers.length][];
          for (int i = 0; i < numbers.length; i++) {
            arrays[i] = new double[] {numbers[i]};
          }
          return arrays;
        },
        arrays -> {
          double[] numbers = new double[arrays.length];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = arrays[i][0];
          }
          return shape.withArray(numbers);
        });
  }

  /** Particles, or displacements of them, without mass and softening. */
  private static Particles particles(double[][] a) {
    double[] none = new double[a[0].length];
    return Particles.displacement(none, none, a[0], a[1], a[2], a[3], a[4], a[5]);
  }
}
