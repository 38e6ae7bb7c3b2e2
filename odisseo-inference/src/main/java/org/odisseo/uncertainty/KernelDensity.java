// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Erf;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Require;

/**
 * A smooth density through samples: a Gaussian at each of them, with the samples' covariance times
 * the square of a {@linkplain Bandwidth factor},
 *
 * <p>\[ p(x) = \sum_i w_i \, N(x;\, x_i,\, h^2 \Sigma), \qquad \sum_i w_i = 1, \qquad \Sigma =
 * \frac{\sum_i w_i (x_i - \bar x)(x_i - \bar x)^T}{1 - \sum_i w_i^2} . \]
 *
 * <p>The same as {@code scipy.stats.gaussian_kde}. A value costs time in proportion to the number
 * of samples. Immutable.
 */
public final class KernelDensity {

  private final Columns samples;
  private final double[] weights;
  private final double[] cumulative;
  private final double factor;

  /** The standard deviation of the kernel in each column. */
  private final double[] scale;

  /** The kernel's correlations, as a lower triangle. */
  private final double[][] lower;

  /** Each column over its scale, and L^-1 of all of that: one row for each sample. */
  private final double[][] white;

  private final double logNorm;

  private KernelDensity(Columns samples, double[] weights, Bandwidth bandwidth) {
    int d = samples.names().size();
    Require.atLeast("the number of columns", d, 1);
    Require.atLeast("the number of samples", samples.count(), 2);
    Require.allFinite("samples", samples.toArray());
    Require.length("weights", weights, samples.count(), "one for each sample");
    double total = Arrays.stream(Require.allNonNegative("weights", weights)).sum();
    Require.positive("the sum of weights", total);
    this.samples = samples;
    this.weights = Arrays.stream(weights).map(w -> w / total).toArray();
    this.cumulative = this.weights.clone();
    // In order, not by parallelPrefix: the rounding must not depend on the number of threads.
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
    double squares = Arrays.stream(this.weights).map(w -> w * w).sum();
    if (!(squares < 1)) {
      throw new IllegalArgumentException(
          "weights must be positive for at least two samples, got one that has all the weight");
    }
    this.factor = bandwidth.factor(1 / squares, d);
    Covariance covariance = covariance(samples, this.weights, squares);
    this.scale = covariance.sigmas().times(factor).toArray();
    this.lower = Matrices.cholesky("covariance of the samples", covariance.correlations());
    this.white = new double[samples.count()][];
    for (int i = 0; i < white.length; i++) {
      white[i] = whitened(samples.row(i).toArray());
    }
    double log = -0.5 * d * Math.log(2 * Math.PI);
    for (int k = 0; k < d; k++) {
      log -= Math.log(scale[k]) + Math.log(lower[k][k]);
    }
    this.logNorm = log;
  }

  /** The density of samples with Scott's factor, which is also scipy's choice. */
  public static KernelDensity of(Columns samples) {
    return of(samples, Bandwidth.scott());
  }

  /** The density of samples of equal weight: one column per dimension, at least two rows. */
  public static KernelDensity of(Columns samples, Bandwidth bandwidth) {
    double[] ones = new double[samples.count()];
    Arrays.fill(ones, 1);
    return new KernelDensity(samples, ones, bandwidth);
  }

  /** The density of samples in one dimension, called {@code x}. */
  public static KernelDensity of(double[] samples, Bandwidth bandwidth) {
    return of(Columns.of(List.of("x"), samples), bandwidth);
  }

  /**
   * The density of weighted samples.
   *
   * @param weights one for each sample, not negative; their sum does not matter
   */
  public static KernelDensity ofWeighted(Columns samples, double[] weights, Bandwidth bandwidth) {
    return new KernelDensity(samples, weights, bandwidth);
  }

  private static Covariance covariance(Columns samples, double[] weights, double squares) {
    int d = samples.names().size();
    double[][] deviation = new double[d][];
    for (int k = 0; k < d; k++) {
      double[] column = samples.column(samples.names().get(k));
      double mean = 0;
      for (int i = 0; i < column.length; i++) {
        mean += weights[i] * column[i];
      }
      for (int i = 0; i < column.length; i++) {
        column[i] -= mean;
      }
      deviation[k] = column;
    }
    double[][] matrix = new double[d][d];
    for (int k = 0; k < d; k++) {
      for (int l = 0; l <= k; l++) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
          sum += weights[i] * deviation[k][i] * deviation[l][i];
        }
        matrix[k][l] = sum / (1 - squares);
        matrix[l][k] = matrix[k][l];
      }
      Require.positive("the variance of " + samples.names().get(k), matrix[k][k]);
    }
    return Covariance.of(samples.names(), matrix);
  }

  private double[] whitened(double[] point) {
    for (int k = 0; k < point.length; k++) {
      point[k] /= scale[k];
    }
    Matrices.forward(lower, point);
    return point;
  }

  /** The names of the dimensions. */
  public List<String> names() {
    return samples.names();
  }

  /** The factor on the samples' standard deviations. */
  public double factor() {
    return factor;
  }

  /** The standard deviation of the kernel in each dimension. */
  public ParameterSet kernelSigmas() {
    return ParameterSet.of(names(), scale);
  }

  /** The natural logarithm of the density; finite wherever the density would underflow, too. */
  public double logDensity(ParameterSet point) {
    samples.row(0).requireSameNames(point);
    return logDensity(point.toArray());
  }

  /** The density at a point. */
  public double density(ParameterSet point) {
    return Math.exp(logDensity(point));
  }

  /**
   * The density at a point of one dimension.
   *
   * @throws IllegalArgumentException if there are more dimensions
   */
  public double density(double x) {
    requireOneDimension();
    return Math.exp(logDensity(new double[] {x}));
  }

  private double logDensity(double[] point) {
    double[] x = whitened(Require.allFinite("point", point));
    double[] exponent = new double[white.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < exponent.length; i++) {
      double square = 0;
      for (int k = 0; k < x.length; k++) {
        double u = x[k] - white[i][k];
        square += u * u;
      }
      exponent[i] = -square / 2;
      largest = weights[i] > 0 ? Math.max(largest, exponent[i]) : largest;
    }
    double sum = 0;
    for (int i = 0; i < exponent.length; i++) {
      sum += weights[i] > 0 ? weights[i] * Math.exp(exponent[i] - largest) : 0;
    }
    return logNorm + largest + Math.log(sum);
  }

  /**
   * The probability of an interval in one dimension.
   *
   * @throws IllegalArgumentException if there are more dimensions, or {@code low > high}
   */
  public double integrate(double low, double high) {
    requireOneDimension();
    if (!(low <= high)) {
      throw new IllegalArgumentException("high must be >= low = " + low + ", got " + high);
    }
    double root = Math.sqrt(2);
    double sum = 0;
    for (int i = 0; i < white.length; i++) {
      double a = (low / scale[0] - white[i][0]) / root;
      double b = (high / scale[0] - white[i][0]) / root;
      sum += weights[i] * Erf.erf(a, b) / 2;
    }
    return sum;
  }

  /** Points drawn from the density; the same generator gives the same points. */
  public Columns sample(RandomGenerator random, int count) {
    Require.atLeast("count", count, 0);
    double[][] columns = new double[scale.length][count];
    for (int n = 0; n < count; n++) {
      int i = pick(random.nextDouble());
      double[] normal = new double[scale.length];
      for (int k = 0; k < normal.length; k++) {
        normal[k] = random.nextGaussian();
        double step = 0;
        for (int l = 0; l <= k; l++) {
          step += lower[k][l] * normal[l];
        }
        columns[k][n] = samples.value(names().get(k), i) + scale[k] * step;
      }
    }
    return Columns.of(names(), columns);
  }

  /** The first sample whose cumulative weight is above a number, never one without weight. */
  private int pick(double uniform) {
    double wanted = uniform * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The interval outside of which there is next to nothing: nine kernels beyond all samples. */
  Interval support() {
    requireOneDimension();
    double[] sorted = Quantiles.sorted("samples", samples.column(names().get(0)));
    return new Interval(sorted[0] - 9 * scale[0], sorted[sorted.length - 1] + 9 * scale[0]);
  }

  void requireOneDimension() {
    if (scale.length != 1) {
      throw new IllegalArgumentException(
          "the density must be of one dimension, got " + scale.length + ": " + names());
    }
  }

  /** The dimensions and the width. */
  @Override
  public String toString() {
    return "KernelDensity[" + samples.count() + " samples, kernel " + kernelSigmas() + "]";
  }
}
