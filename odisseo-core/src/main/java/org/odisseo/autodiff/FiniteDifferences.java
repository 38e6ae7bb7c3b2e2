// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.Arrays;
import java.util.function.Function;
import org.odisseo.validation.Require;

/**
 * Derivatives by differences of values: to check exact ones, and for functions that have none.
 *
 * <p>{@link #derivative} needs no step: it halves the step several times, extrapolates to zero
 * (Ridders 1982, Adv. Eng. Software 4, 75; Numerical Recipes, section 5.7) and says how well the
 * extrapolations agree.
 */
public final class FiniteDifferences {

  /** Largest step of the extrapolation, relative to the typical magnitudes of the point. */
  private static final double FIRST_STEP = 0.02;

  private static final int LEVELS = 8;

  /** Step of the plain five-point formula: about the fifth root of the rounding error. */
  private static final double RELATIVE_STEP = 1e-3;

  private FiniteDifferences() {}

  /**
   * A derivative with an estimate of its error.
   *
   * @param value the derivative
   * @param error for each number an estimate of its absolute error
   */
  public record Estimate<B extends VectorValue<B>>(B value, B error) {}

  /** The derivative of a function along a direction, with an estimate of the error. */
  public static <A extends VectorValue<A>, B extends VectorValue<B>> Estimate<B> derivative(
      Function<A, B> function, A at, A direction) {
    double step = step(at, direction) * (FIRST_STEP / RELATIVE_STEP);
    B shape = function.apply(at);
    double[] best = new double[shape.size()];
    double[] error = new double[shape.size()];
    Arrays.fill(error, Double.POSITIVE_INFINITY);
    double[][] previous = new double[0][];
    for (int level = 0; level < LEVELS; level++) {
      double[][] row = new double[level + 1][];
      row[0] = difference(function, at, direction, step);
      double[] rounding = rounding(shape, step);
      step /= 2;
      double weight = 1;
      for (int k = 1; k <= level; k++) {
        weight *= 4;
        row[k] = extrapolate(row[k - 1], previous[k - 1], weight);
        keepBetter(row[k], row[k - 1], previous[k - 1], rounding, best, error);
      }
      previous = row;
    }
    return new Estimate<>(shape.withArray(best), shape.withArray(error));
  }

  /**
   * The derivative of a function along a direction by the five-point formula, from the values at
   * {@code at +- step direction} and {@code at +- 2 step direction}; its error falls with the
   * fourth power of the step.
   */
  public static <A extends VectorValue<A>, B extends VectorValue<B>> B central(
      Function<A, B> function, A at, A direction, double step) {
    Require.positive("step", step);
    B near = function.apply(at.plus(step, direction));
    double[] narrow = near.minus(function.apply(at.plus(-step, direction))).toArray();
    double[] wide = difference(function, at, direction, 2 * step);
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (4 * (narrow[i] / (2 * step)) - wide[i]) / 3;
    }
    return near.withArray(narrow);
  }

  /** The gradient of a function, number by number. */
  public static <A extends VectorValue<A>> A gradient(Function<A, Scalar> function, A at) {
    return jacobian(function, at).row("value");
  }

  /** The Jacobian of a function, column by column. */
  public static <A extends VectorValue<A>, B extends VectorValue<B>> Jacobian<A, B> jacobian(
      Function<A, B> function, A at) {
    B value = function.apply(at);
    double[][] entries = new double[value.size()][at.size()];
    for (int j = 0; j < at.size(); j++) {
      double[] column = derivative(function, at, at.unit(j)).value().toArray();
      for (int i = 0; i < column.length; i++) {
        entries[i][j] = column[i];
      }
    }
    return new Jacobian<>(at, value, entries);
  }

  /** A step for {@link #central}: small against the typical magnitudes, large against rounding. */
  public static <A extends VectorValue<A>> double step(A at, A direction) {
    double[] magnitudes = at.typicalMagnitudes();
    double[] along = direction.toArray();
    Require.length("direction", along, magnitudes.length, "the numbers of the point");
    double largest = 0;
    for (int i = 0; i < along.length; i++) {
      largest = Math.max(largest, Math.abs(along[i]) / magnitudes[i]);
    }
    return largest > 0 ? RELATIVE_STEP / largest : RELATIVE_STEP;
  }

  private static <A extends VectorValue<A>, B extends VectorValue<B>> double[] difference(
      Function<A, B> function, A at, A direction, double step) {
    double[] above = function.apply(at.plus(step, direction)).toArray();
    double[] below = function.apply(at.plus(-step, direction)).toArray();
    for (int i = 0; i < above.length; i++) {
      above[i] = (above[i] - below[i]) / (2 * step);
    }
    return above;
  }

  private static double[] extrapolate(double[] fine, double[] coarse, double weight) {
    double[] limit = new double[fine.length];
    for (int i = 0; i < limit.length; i++) {
      limit[i] = fine[i] + (fine[i] - coarse[i]) / (weight - 1);
    }
    return limit;
  }

  /**
   * The least error that rounding of the values leaves, so that no chance agreement is believed.
   */
  private static <B extends VectorValue<B>> double[] rounding(B value, double step) {
    double[] errors = value.toArray();
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.ulp(errors[i]) / step;
    }
    return errors;
  }

  private static void keepBetter(
      double[] candidate,
      double[] fine,
      double[] coarse,
      double[] rounding,
      double[] best,
      double[] error) {
    for (int i = 0; i < best.length; i++) {
      double spread =
          Math.max(Math.abs(candidate[i] - fine[i]), Math.abs(candidate[i] - coarse[i]));
      spread = Math.max(spread, rounding[i]);
      if (spread < error[i]) {
        best[i] = candidate[i];
        error[i] = spread;
      }
    }
  }
}
