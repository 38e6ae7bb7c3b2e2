// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Require;

/**
 * The sliced Wasserstein distance of the model stars and a target (Bonneel et al. 2015, J. Math.
 * Imaging Vis. 51, 22): the mean over fixed directions of \( W_p^p \), the least cost of carrying
 * one cloud into the other seen along that direction,
 *
 * <p>\[ W_p^p = \int_0^1 |F^{-1}(q) - G^{-1}(q)|^p \, dq \]
 *
 * <p>with the quantile functions of the two projected clouds, which are steps; so the integral is
 * an exact sum over sorted stars, also for clouds of different sizes. The value is a mean of p-th
 * powers, not its root. Columns are divided by their scales before they are projected. In one
 * dimension every direction gives the same and one is enough.
 *
 * <p>For p = 1 the derivative of |x - y| at zero is taken as zero. For both the derivative follows
 * the order of the stars; p = 2 is smooth where stars change places, p = 1 has corners. Time O((N
 * log N + M) K) for K directions, memory O(N + M K).
 */
public final class SlicedWasserstein extends PointCloudLoss {

  private final Columns data;
  private final int power;
  private final double[] scales;
  private final double[][] directions;

  /** The sorted projections of the target, one row for each direction. */
  private final double[][] sorted;

  private SlicedWasserstein(Columns data, int power, double[] scales, double[][] directions) {
    super(data.names());
    this.data = data;
    this.power = power;
    this.scales = scales;
    this.directions = directions;
    double[][] target = Clouds.scaled(Clouds.data("target", data), scales);
    sorted = new double[directions.length][];
    for (int k = 0; k < directions.length; k++) {
      sorted[k] = project(target, directions[k]);
      Arrays.sort(sorted[k]);
    }
  }

  /**
   * A loss with all scales one.
   *
   * @param target the observed stars, finite, at least one
   * @param power the power p of the distance, 1 or 2
   * @param directions the number of directions, at least 1; 50 to 100 are common
   * @param random gives the directions, uniform on the sphere, when this is called
   * @throws IllegalArgumentException if an argument is not as said
   */
  public static SlicedWasserstein of(
      Columns target, int power, int directions, RandomGenerator random) {
    if (power != 1 && power != 2) {
      throw new IllegalArgumentException("power must be 1 or 2, got " + power);
    }
    Require.atLeast("directions", directions, 1);
    int dimension = Require.atLeast("the number of columns", target.names().size(), 1);
    double[][] drawn = new double[directions][];
    for (int k = 0; k < directions; k++) {
      drawn[k] = direction(dimension, random);
    }
    return new SlicedWasserstein(target, power, Clouds.filled(dimension, 1), drawn);
  }

  /**
   * The same, in the same directions, with columns divided by scales.
   *
   * @param newScales one for each column, by name, positive
   */
  public SlicedWasserstein withScales(ParameterSet newScales) {
    double[] numbers = Clouds.positivePerColumn("scales", newScales, names());
    return new SlicedWasserstein(data, power, numbers, directions);
  }

  @Override
  double evaluate(double[][] stars, double[][] gradient) {
    double[][] model = Clouds.scaled(stars, scales);
    int n = stars[0].length;
    double[] slopes = new double[n];
    double sum = 0;
    for (int k = 0; k < directions.length; k++) {
      double[] projected = project(model, directions[k]);
      int[] order = Order.of(projected);
      Arrays.fill(slopes, 0);
      sum += cost(projected, order, sorted[k], slopes);
      for (int c = 0; c < gradient.length; c++) {
        double factor = directions[k][c] / directions.length;
        for (int i = 0; i < n; i++) {
          gradient[c][i] += factor * slopes[i];
        }
      }
    }
    Clouds.unscale(gradient, scales);
    return sum / directions.length;
  }

  /**
   * The cost in one dimension. The quantile steps of both clouds end at multiples of 1/N and 1/M;
   * counted in units of 1/(N M) they are whole numbers.
   */
  private double cost(double[] model, int[] order, double[] target, double[] slopes) {
    long n = model.length;
    long m = target.length;
    double unit = 1.0 / ((double) n * m);
    double sum = 0;
    int i = 0;
    int j = 0;
    long done = 0;
    while (i < n && j < m) {
      long next = Math.min((i + 1) * m, (j + 1) * n);
      double share = (next - done) * unit;
      double difference = model[order[i]] - target[j];
      sum += share * (power == 1 ? Math.abs(difference) : difference * difference);
      slopes[order[i]] += share * (power == 1 ? Math.signum(difference) : 2 * difference);
      done = next;
      if (next == (i + 1) * m) {
        i++;
      }
      if (next == (j + 1) * n) {
        j++;
      }
    }
    return sum;
  }

  private static double[] project(double[][] columns, double[] direction) {
    double[] projected = new double[columns[0].length];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < projected.length; i++) {
        projected[i] += direction[c] * columns[c][i];
      }
    }
    return projected;
  }

  private static double[] direction(int dimension, RandomGenerator random) {
    double[] direction = new double[dimension];
    double square = 0;
    while (!(square > 0)) {
      square = 0;
      for (int c = 0; c < dimension; c++) {
        direction[c] = random.nextGaussian();
        square += direction[c] * direction[c];
      }
    }
    double length = Math.sqrt(square);
    for (int c = 0; c < dimension; c++) {
      direction[c] /= length;
    }
    return direction;
  }
}
