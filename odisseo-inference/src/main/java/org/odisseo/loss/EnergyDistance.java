// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;

/**
 * The energy distance of the model stars X and a target Y (Szekely and Rizzo 2013, J. Stat. Plan.
 * Inference 143, 1249),
 *
 * <p>\[ 2 E|X - Y| - E|X - X'| - E|Y - Y'| \]
 *
 * <p>with means over all pairs, those of a star with itself included, and |.| the distance after
 * every column was divided by its scale. It is never negative, zero for equal clouds, and has no
 * bandwidth to choose. (It is the square of what some libraries call by this name.)
 *
 * <p>A distance has no derivative where two stars coincide; there it is taken as zero, the mean of
 * those from all sides. Time O((N + M) N d), memory O((N + M) d).
 */
public final class EnergyDistance extends PointCloudLoss {

  /** Divides in place of smaller distances, whose squares are no longer exact. */
  private static final double LEAST_DISTANCE = 1e-150;

  private final Columns data;
  private final double[] scales;
  private final double[][] target;
  private final double withinTarget;

  private EnergyDistance(Columns data, double[] scales) {
    super(data.names());
    this.data = data;
    this.scales = scales;
    target = Clouds.scaled(Clouds.data("target", data), scales);
    Distances sum = new Distances();
    PairSweep.self(target, Clouds.equalWeights(data.count()), sum, 0, NO_GRADIENT);
    withinTarget = 2 * sum.total;
  }

  /**
   * A loss with all scales one.
   *
   * @param target the observed stars, finite, at least one
   * @throws IllegalArgumentException if a number is not finite
   */
  public static EnergyDistance of(Columns target) {
    return new EnergyDistance(target, Clouds.filled(target.names().size(), 1));
  }

  /**
   * The same with columns divided by scales, such as the errors or the spread of the target.
   *
   * @param newScales one for each column, by name, positive
   */
  public EnergyDistance withScales(ParameterSet newScales) {
    return new EnergyDistance(data, Clouds.positivePerColumn("scales", newScales, names()));
  }

  @Override
  double evaluate(double[][] stars, double[][] gradient) {
    double[][] model = Clouds.scaled(stars, scales);
    double[] weights = Clouds.equalWeights(stars[0].length);
    Distances own = new Distances();
    Distances mixed = new Distances();
    PairSweep.self(model, weights, own, -2, gradient);
    PairSweep.cross(
        model, weights, target, Clouds.equalWeights(target[0].length), mixed, 2, gradient);
    Clouds.unscale(gradient, scales);
    return 2 * mixed.total - 2 * own.total - withinTarget;
  }

  /** The weighted sum of distances. */
  private static final class Distances implements PairSweep.Kernel {
    private double total;

    @Override
    public void row(double[] squares, int count, double[] weights, double weight, double[] slopes) {
      for (int i = 0; i < count; i++) {
        squares[i] = Math.sqrt(squares[i]);
        slopes[i] = weight * weights[i] / Math.max(squares[i], LEAST_DISTANCE);
      }
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += weights[i] * squares[i];
      }
      total += weight * sum;
    }
  }
}
