// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.sky.SkyTable;
import org.odisseo.sky.StreamTable;
import org.odisseo.validation.Require;

/**
 * Maps from tables of stars to the columns that a loss compares, and errors to add to them.
 *
 * <p>Angles are numbers like any other: losses do not know that 359 and -1 degrees are neighbors.
 * Let the cloud be away from where an angle starts again: phi1 does so at 180, ra at 360 degrees.
 */
public final class PointColumns {

  private PointColumns() {}

  /**
   * The chosen columns of a table in the frame of a stream; linear.
   *
   * @param names names of the accessors of {@link StreamTable}, such as {@code "phi1"}; all six in
   *     their order if there are none
   */
  public static TwiceDifferentiable<StreamTable, Columns> ofStream(String... names) {
    return new Choice<>(StreamTable::columns, List.of(names));
  }

  /**
   * The chosen columns of a table on the sky; linear.
   *
   * @param names names of the accessors of {@link SkyTable}, such as {@code "ra"}; all six in their
   *     order if there are none
   */
  public static TwiceDifferentiable<SkyTable, Columns> ofSky(String... names) {
    return new Choice<>(SkyTable::columns, List.of(names));
  }

  /** The chosen ones of some columns; linear. All of them if no name is given. */
  public static TwiceDifferentiable<Columns, Columns> select(String... names) {
    return new Choice<>(Function.identity(), List.of(names));
  }

  /**
   * The addition of fixed errors, so that a model is as blurred as the data: normal errors that are
   * drawn once, when this is called, and are the same for every model.
   *
   * @param deviations the standard deviation of the errors in every column, finite and not negative
   * @param count the number of stars
   * @param random gives the errors, row by row
   */
  public static TwiceDifferentiable<Columns, Columns> blur(
      ParameterSet deviations, int count, RandomGenerator random) {
    deviations.forEach((name, value) -> Require.nonNegative("deviations." + name, value));
    Require.atLeast("count", count, 1);
    double[][] errors = new double[deviations.size()][count];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < errors.length; c++) {
        errors[c][i] = deviations.value(c) * random.nextGaussian();
      }
    }
    Columns drawn = Columns.of(deviations.names(), errors);
    TwiceDifferentiable<Columns, Columns> check =
        Maps.linear(stars -> sameShape(drawn, stars), stars -> sameShape(drawn, stars));
    return check.then(Maps.translate(drawn));
  }

  private static Columns sameShape(Columns expected, Columns actual) {
    expected.requireSameShape("stars", actual);
    return actual;
  }

  /**
   * Some columns of a table whose numbers are its columns one after another.
   *
   * @param columns all columns of a table
   * @param names the chosen ones; all if empty
   */
  private record Choice<T extends VectorValue<T>>(Function<T, Columns> columns, List<String> names)
      implements TwiceDifferentiable<T, Columns> {

    @Override
    public Columns apply(T at) {
      Columns all = columns.apply(at);
      return names.isEmpty() ? all : all.select(names.toArray(String[]::new));
    }

    @Override
    public WithPullback<T, Columns> vjp(T at) {
      return new WithPullback<>(apply(at), cotangent -> pull(at, cotangent));
    }

    @Override
    public WithTangent<Columns> jvp(T at, T tangent) {
      return new WithTangent<>(apply(at), apply(tangent));
    }

    @Override
    public WithDualPullback<T, Columns> vjpAlong(T at, T direction) {
      return new WithDualPullback<>(
          jvp(at, direction),
          cotangent ->
              new WithTangent<>(pull(at, cotangent.value()), pull(at, cotangent.tangent())));
    }

    private T pull(T at, Columns cotangent) {
      Columns all = columns.apply(at);
      double[][] numbers = new double[all.names().size()][all.count()];
      for (int c = 0; c < numbers.length; c++) {
        String name = all.names().get(c);
        if (cotangent.has(name)) {
          numbers[c] = cotangent.column(name);
        }
      }
      return at.withArray(Columns.of(all.names(), numbers).toArray());
    }
  }
}
