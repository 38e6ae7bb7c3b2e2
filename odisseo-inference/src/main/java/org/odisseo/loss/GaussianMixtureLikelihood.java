// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Require;

/**
 * Minus the logarithm of the likelihood of observed stars, each of which is one of the N model
 * stars seen with errors:
 *
 * <p>\[ -\ln L = -\sum_i \ln\left[ (1 - f) \frac{1}{N} \sum_j \mathcal{N}(o_i \,|\, x_j, C_i + H) +
 * f B(o_i) \right] \]
 *
 * <p>with the covariance C of the errors of every observed star o, a diagonal H of squared {@link
 * #withKernelWidths kernel widths} that fill the gaps between the model stars (zero unless given),
 * and a {@link #withBackground background} B that holds the fraction f of the stars (zero unless
 * given).
 *
 * <p>A number that is NaN in the observed stars was not measured: the likelihood is that of the
 * others, and the row and column of the covariance are not looked at.
 *
 * <p>Sums of exponentials are taken relative to the largest, so that the value is finite and the
 * gradient points to the observed star however far away all model stars are. With a background it
 * fades out there, which is what a background is for.
 *
 * <p>Immutable; the {@code with} methods return another one. Time O(N M d) for errors without
 * correlations and O(N M d^2) with, memory O(N d + M d^2).
 */
public final class GaussianMixtureLikelihood extends PointCloudLoss {

  private final Columns observed;

  /** For each star the whole covariance; what belongs to missing numbers is not looked at. */
  private final double[][][] covariances;

  private final double[] widths;
  private final double fraction;
  private final List<Background> backgrounds;

  private final List<ErrorEllipsoid> ellipsoids = new ArrayList<>();
  private final double[] logBackground;

  /**
   * @param backgrounds one or none
   */
  private GaussianMixtureLikelihood(
      Columns observed,
      double[][][] covariances,
      double[] widths,
      double fraction,
      List<Background> backgrounds) {
    super(observed.names());
    this.observed = observed;
    this.covariances = covariances;
    this.widths = widths;
    this.fraction = fraction;
    this.backgrounds = backgrounds;
    double[][] numbers = Clouds.incompleteData("observed", observed);
    logBackground = Clouds.filled(observed.count(), Double.NEGATIVE_INFINITY);
    for (int i = 0; i < observed.count(); i++) {
      int[] columns = Clouds.observed(numbers, i);
      double[] center = new double[columns.length];
      for (int a = 0; a < columns.length; a++) {
        center[a] = numbers[columns[a]][i];
      }
      ellipsoids.add(ellipsoid(i, columns, center, widths));
      for (Background background : backgrounds) {
        logBackground[i] = Math.log(fraction) + logDensity(background, i, columns, center);
      }
    }
  }

  /**
   * A likelihood with errors that are not correlated.
   *
   * @param observed the observed stars, finite, or NaN for what was not measured; at least one
   *     star, and one number for each
   * @param errors the standard deviation of every number, positive; where the number is NaN, the
   *     error does not matter
   * @throws IllegalArgumentException if the shapes differ or a number is not as said
   */
  public static GaussianMixtureLikelihood of(Columns observed, Columns errors) {
    observed.requireSameShape("errors", errors);
    int d = observed.names().size();
    double[][][] covariances = new double[observed.count()][d][d];
    for (int c = 0; c < d; c++) {
      String name = observed.names().get(c);
      for (int i = 0; i < observed.count(); i++) {
        if (!Double.isNaN(observed.value(name, i))) {
          double error = Require.positive("errors." + name + "[" + i + "]", errors.value(name, i));
          covariances[i][c][c] = error * error;
        }
      }
    }
    return new GaussianMixtureLikelihood(observed, covariances, new double[d], 0, List.of());
  }

  /**
   * A likelihood with correlated errors.
   *
   * @param observed the observed stars, finite, or NaN for what was not measured; at least one
   *     star, and one number for each
   * @param covariances for each star the covariance of its errors, rows and columns in the order of
   *     the columns of {@code observed}; symmetric and positive definite among the measured ones
   * @throws IllegalArgumentException if the shapes differ or a number is not as said
   */
  public static GaussianMixtureLikelihood of(Columns observed, List<double[][]> covariances) {
    int d = observed.names().size();
    Require.length("covariances", covariances.size(), observed.count(), "one for each star");
    double[][][] copies = new double[observed.count()][d][];
    for (int i = 0; i < copies.length; i++) {
      String what = "covariances[" + i + "]";
      Require.length(what, covariances.get(i).length, d, "one row for each column");
      for (int a = 0; a < d; a++) {
        copies[i][a] =
            Require.length(what, covariances.get(i)[a], d, "one number for each column").clone();
      }
    }
    return new GaussianMixtureLikelihood(observed, copies, new double[d], 0, List.of());
  }

  /**
   * The same with every model star smeared out: the squares of the widths are added to the diagonal
   * of every covariance.
   *
   * @param kernelWidths one for each column, by name, finite and not negative
   */
  public GaussianMixtureLikelihood withKernelWidths(ParameterSet kernelWidths) {
    double[] numbers = Clouds.perColumn("kernelWidths", kernelWidths, names());
    Require.allNonNegative("kernelWidths", numbers);
    return new GaussianMixtureLikelihood(observed, covariances, numbers, fraction, backgrounds);
  }

  /**
   * The same with stars that do not belong to the model.
   *
   * @param newFraction the fraction f of observed stars that are background, above 0 and below 1
   * @param background how they are distributed, with the same columns as the observed stars
   */
  public GaussianMixtureLikelihood withBackground(double newFraction, Background background) {
    if (!(newFraction > 0 && newFraction < 1)) {
      throw new IllegalArgumentException("fraction must be > 0 and < 1, got " + newFraction);
    }
    return new GaussianMixtureLikelihood(
        observed, covariances, widths, newFraction, List.of(background));
  }

  /**
   * What each observed star adds, \( -\ln L_i \), in one column {@code negativeLogLikelihood}: for
   * methods that need each star's own derivatives, such as {@code FisherScoring}.
   */
  public Differentiable<Columns, Columns> terms() {
    return new MixtureTerms(this);
  }

  /** The number of observed stars. */
  int count() {
    return logBackground.length;
  }

  @Override
  double evaluate(double[][] stars, double[][] gradient) {
    Scratch scratch = new Scratch(stars);
    double sum = 0;
    for (int i = 0; i < logBackground.length; i++) {
      sum += term(i, stars, scratch, 1, gradient);
    }
    return sum;
  }

  /** Squares and whitened distances of all model stars from an observed one. */
  static final class Scratch {
    private final double[] q;
    private final double[][] whitened;

    Scratch(double[][] stars) {
      q = new double[stars[0].length];
      whitened = new double[stars.length][stars[0].length];
    }
  }

  /**
   * What observed star i adds to the value; adds a multiple of its derivatives to the gradient
   * unless that has no rows.
   */
  double term(int i, double[][] stars, Scratch scratch, double factor, double[][] gradient) {
    double[] q = scratch.q;
    ErrorEllipsoid ellipsoid = ellipsoids.get(i);
    ellipsoid.squares(stars, scratch.whitened, q);
    double logModel = Math.log1p(-fraction) + SoftMinimum.logMeanExp(q) - ellipsoid.logNorm();
    double logTotal = SoftMinimum.logSum(logModel, logBackground[i]);
    if (gradient.length > 0) {
      double share = factor * Math.exp(logModel - logTotal);
      for (int j = 0; j < q.length; j++) {
        q[j] *= share;
      }
      ellipsoid.addGradient(scratch.whitened, q, gradient);
    }
    return -logTotal;
  }

  private ErrorEllipsoid ellipsoid(int i, int[] columns, double[] center, double[] added) {
    double[][] covariance = new double[columns.length][columns.length];
    for (int a = 0; a < columns.length; a++) {
      for (int b = 0; b < columns.length; b++) {
        covariance[a][b] =
            Require.finite("covariances[" + i + "]", covariances[i][columns[a]][columns[b]]);
      }
      covariance[a][a] += added[columns[a]] * added[columns[a]];
    }
    return new ErrorEllipsoid("covariances[" + i + "]", columns, center, covariance);
  }

  private double logDensity(Background background, int i, int[] columns, double[] center) {
    if (background instanceof Background.Uniform uniform) {
      Clouds.perColumn("background", uniform.low(), names());
      return uniform.logDensity(names(), columns, center);
    }
    Background.Gaussian gaussian = (Background.Gaussian) background;
    double[] mean = Clouds.perColumn("background", gaussian.mean(), names());
    double[] deviation = Clouds.perColumn("background", gaussian.deviation(), names());
    return ellipsoid(i, columns, center, deviation).logDensity(mean);
  }
}
