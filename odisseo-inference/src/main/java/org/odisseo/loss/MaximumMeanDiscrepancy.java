// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.Arrays;
import java.util.Optional;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Require;

/**
 * The maximum mean discrepancy of the model stars S and a target T (Gretton et al. 2012, JMLR 13,
 * 723), a squared distance of two clouds of points through a sum of Gaussian kernels:
 *
 * <p>\[ \sum_k w_k \left[ \sum_{ij} a_i a_j K_k(s_i, s_j) + \sum_{ij} b_i b_j K_k(t_i, t_j) - 2
 * \sum_{ij} a_i b_j K_k(s_i, t_j) \right], \quad K_k(x, y) = \exp\left(-\frac{|x - y|^2}{2
 * \sigma_k^2}\right) \]
 *
 * <p>where a and b are the weights of the stars divided by their sums, so 1/N and 1/M unless given,
 * and |x - y| is the distance after every column was divided by its scale.
 *
 * <p>This is the biased estimate (V-statistic), which keeps i = j, is never negative, and zero for
 * equal clouds. {@link #unbiased} leaves i = j out and divides by the sum of the remaining weights
 * (U-statistic), and may be negative. With bandwidths and scales that do not come from the samples,
 * as Gretton et al. assume, its mean is the squared distance of the two distributions: zero for two
 * samples of one.
 *
 * <p>Immutable; the {@code with} methods return another one. Time O((N + M) N d) with an
 * exponential for each pair and kernel, and O(M^2 d) when a bandwidth is new; memory O((N + M) d).
 */
public final class MaximumMeanDiscrepancy extends PointCloudLoss {

  private static final double[] PERCENTS = {10, 25, 50, 75, 90};
  private static final double[] PERCENTILE_WEIGHTS = {
    0.1 / 5, 0.1 / 5, 0.3 / 5, 0.25 / 5, 0.25 / 5
  };

  /** Least bandwidth: where more than its share of pairs coincide, a percentile is zero. */
  private static final double LEAST_BANDWIDTH = 1e-100;

  private final Settings settings;
  private final double[][] target;
  private final Norm targetNorm;

  /** The sums of the kernels over pairs in the target. */
  private final GaussianSeries targetSums;

  /** What was chosen; never changed once it is in a loss. */
  private static final class Settings {
    Columns target;
    KernelBandwidths bandwidths;

    /** One for each bandwidth. */
    double[] kernelWeights;

    /** One for each column. */
    double[] scales;

    /** One for each star of the target, of sum one. */
    double[] targetWeights;

    /** One for each star of the model, of sum one; empty if all are equal. */
    double[] modelWeights = {};

    boolean unbiased;

    Settings(Columns target, KernelBandwidths bandwidths, double[] kernelWeights, double[] scales) {
      this.target = target;
      this.bandwidths = bandwidths;
      this.kernelWeights = kernelWeights;
      this.scales = scales;
      targetWeights = Clouds.equalWeights(target.count());
    }

    Settings copy() {
      Settings copy = new Settings(target, bandwidths, kernelWeights, scales);
      copy.targetWeights = targetWeights;
      copy.modelWeights = modelWeights;
      copy.unbiased = unbiased;
      return copy;
    }
  }

  private MaximumMeanDiscrepancy(Settings settings) {
    super(settings.target.names());
    this.settings = settings;
    target = Clouds.scaled(Clouds.data("target", settings.target), settings.scales);
    targetNorm = norm("target", settings.targetWeights);
    targetSums = new GaussianSeries(target, settings.targetWeights);
  }

  /**
   * A loss with given bandwidths, whose kernels all have the weight one divided by their number.
   *
   * @param target the observed stars, finite, at least one
   * @param bandwidths the bandwidths \( \sigma_k \), positive, in units of the scaled columns; at
   *     least one
   * @throws IllegalArgumentException if a number is not as said
   */
  public static MaximumMeanDiscrepancy of(Columns target, double... bandwidths) {
    Require.atLeast("the number of bandwidths", bandwidths.length, 1);
    return new MaximumMeanDiscrepancy(
        new Settings(
            target,
            new KernelBandwidths.Fixed(Require.allPositive("bandwidths", bandwidths.clone())),
            Clouds.equalWeights(bandwidths.length),
            Clouds.filled(target.names().size(), 1)));
  }

  /**
   * The loss of the ODISSEO paper: columns in units of the target's standard deviations (those with
   * divisor M), and five kernels of weights (0.1, 0.1, 0.3, 0.25, 0.25)/5, whose bandwidths are the
   * percentiles 10, 25, 50, 75 and 90 of all distances between a star of the model and one of the
   * target, found anew for every model.
   *
   * <p>The gradient includes that of the bandwidths. A percentile lies linearly between two order
   * statistics, and its derivative is that of these two distances: the value is continuous, and its
   * derivative jumps where distances change places. {@link #frozenPercentiles} is smooth. Where
   * more than its share of pairs coincide a bandwidth is zero, and its kernel is one for coinciding
   * stars and zero for others.
   *
   * <p>Scales and bandwidths come from the samples, so the {@link #unbiased} estimate has a bias
   * here: for two samples of one distribution its mean is not zero.
   *
   * @param target the observed stars, finite, at least two, with a spread in every column
   * @throws IllegalArgumentException if a number is not finite or all of a column are equal
   */
  public static MaximumMeanDiscrepancy percentiles(Columns target) {
    return standardized(target, new KernelBandwidths.Percentiles(PERCENTS));
  }

  /**
   * The same as {@link #percentiles} with bandwidths that do not depend on the model: percentiles
   * 10, 25, 50, 75 and 90 of the distances between two different stars of the target. Smooth.
   *
   * <p>Scales and bandwidths still come from a sample, the target, so the {@link #unbiased}
   * estimate has a bias over samples of the target: for two samples of one distribution its mean is
   * not zero.
   *
   * @param target the observed stars, finite, at least two, with a spread in every column
   * @throws IllegalArgumentException if a number is not finite, all of a column are equal, or so
   *     many stars coincide that a percentile is zero
   */
  public static MaximumMeanDiscrepancy frozenPercentiles(Columns target) {
    double[][] scaled = Clouds.scaled(Clouds.data("target", target), deviations(target));
    double[] widths = DistancePercentiles.within(scaled, PERCENTS).values();
    for (int k = 0; k < widths.length; k++) {
      Require.positive("percentile " + PERCENTS[k] + " of the distances in target", widths[k]);
    }
    return standardized(target, new KernelBandwidths.Fixed(widths));
  }

  private static MaximumMeanDiscrepancy standardized(Columns target, KernelBandwidths bandwidths) {
    return new MaximumMeanDiscrepancy(
        new Settings(target, bandwidths, PERCENTILE_WEIGHTS, deviations(target)));
  }

  /** The standard deviation of every column, divisor M. */
  private static double[] deviations(Columns target) {
    double[][] columns = Clouds.data("target", target);
    double[] deviations = new double[columns.length];
    for (int c = 0; c < columns.length; c++) {
      deviations[c] = Spread.of(columns[c], columns[c].length).deviation();
      if (!(deviations[c] > 0)) {
        throw new IllegalArgumentException(
            "target.%s must have a spread, in which it is measured, got %s in all %d rows"
                .formatted(target.names().get(c), columns[c][0], columns[c].length));
      }
    }
    return deviations;
  }

  /**
   * The same with other weights \( w_k \) of the kernels, which are taken as they are.
   *
   * @param weights one for each bandwidth, finite and not negative
   */
  public MaximumMeanDiscrepancy withKernelWeights(double... weights) {
    Require.length("weights", weights, settings.bandwidths.count(), "one for each bandwidth");
    Settings changed = settings.copy();
    changed.kernelWeights = Require.allNonNegative("weights", weights.clone());
    return new MaximumMeanDiscrepancy(changed);
  }

  /**
   * The same with columns divided by other scales; bandwidths that were given stay as they are.
   *
   * @param scales one for each column, by name, positive
   */
  public MaximumMeanDiscrepancy withScales(ParameterSet scales) {
    Settings changed = settings.copy();
    changed.scales = Clouds.positivePerColumn("scales", scales, names());
    return new MaximumMeanDiscrepancy(changed);
  }

  /**
   * The same with a weight for each star of the target, such as the probability that it is a
   * member. Percentiles of distances do not know weights.
   *
   * @param weights one for each star, finite and not negative, not all zero
   */
  public MaximumMeanDiscrepancy withTargetWeights(double... weights) {
    Require.length("weights", weights, settings.target.count(), "one for each star of the target");
    Settings changed = settings.copy();
    changed.targetWeights = normalized(weights);
    return new MaximumMeanDiscrepancy(changed);
  }

  /**
   * The same with a weight for each star of the model; models must then have as many stars as there
   * are weights. Percentiles of distances do not know weights.
   *
   * @param weights one for each star, finite and not negative, not all zero
   */
  public MaximumMeanDiscrepancy withModelWeights(double... weights) {
    Settings changed = settings.copy();
    changed.modelWeights = normalized(weights);
    return new MaximumMeanDiscrepancy(changed);
  }

  /**
   * The same without the pairs of a star with itself; both clouds then need two stars. Unbiased
   * over samples if the bandwidths and scales were {@linkplain #of given} and do not come from the
   * samples; those of {@link #percentiles} and {@link #frozenPercentiles} do.
   */
  public MaximumMeanDiscrepancy unbiased() {
    Settings changed = settings.copy();
    changed.unbiased = true;
    return new MaximumMeanDiscrepancy(changed);
  }

  /**
   * The bandwidths that compare a model with the target, in units of the scaled columns.
   *
   * @param stars the model's stars, finite
   */
  public double[] bandwidths(Columns stars) {
    double[][] columns = Clouds.data("stars", stars.select(names().toArray(String[]::new)));
    return bandwidths(percentilesOf(Clouds.scaled(columns, settings.scales)));
  }

  @Override
  double evaluate(double[][] stars, double[][] gradient) {
    boolean derive = gradient.length > 0;
    double[][] model = Clouds.scaled(stars, settings.scales);
    double[] a = modelWeights(stars[0].length);
    double[] b = settings.targetWeights;
    Optional<DistancePercentiles> percentiles = percentilesOf(model);
    double[] widths = bandwidths(percentiles);

    GaussianSums own = new GaussianSums(widths, settings.kernelWeights, derive);
    GaussianSums mixed = new GaussianSums(widths, settings.kernelWeights, derive);
    GaussianSums others = new GaussianSums(widths, settings.kernelWeights, derive);
    targetSums.fill(widths, others);
    Norm ownNorm = norm("stars", a);
    PairSweep.self(model, a, own, ownNorm.perPair, gradient);
    PairSweep.cross(model, a, target, b, mixed, -2, gradient);

    double sum = 0;
    for (int k = 0; k < widths.length; k++) {
      double within = ownNorm.mean(own.totals[k]) + targetNorm.mean(others.totals[k]);
      sum += settings.kernelWeights[k] * (within - 2 * mixed.totals[k]);
      if (derive && percentiles.isPresent() && widths[k] > LEAST_BANDWIDTH) {
        double moment =
            ownNorm.perPair * own.moments[k]
                + targetNorm.perPair * others.moments[k]
                - 2 * mixed.moments[k];
        double slope = settings.kernelWeights[k] * moment / Math.pow(widths[k], 3);
        percentiles.get().addGradient(k, slope, gradient);
      }
    }
    Clouds.unscale(gradient, settings.scales);
    return sum;
  }

  private Optional<DistancePercentiles> percentilesOf(double[][] model) {
    return settings.bandwidths instanceof KernelBandwidths.Percentiles rule
        ? Optional.of(DistancePercentiles.between(model, target, rule.percents()))
        : Optional.empty();
  }

  private double[] bandwidths(Optional<DistancePercentiles> percentiles) {
    if (settings.bandwidths instanceof KernelBandwidths.Fixed fixed) {
      return fixed.widths().clone();
    }
    double[] widths = percentiles.orElseThrow().values();
    for (int k = 0; k < widths.length; k++) {
      widths[k] = Math.max(widths[k], LEAST_BANDWIDTH);
    }
    return widths;
  }

  private double[] modelWeights(int count) {
    return settings.modelWeights.length == 0
        ? Clouds.equalWeights(count)
        : Require.length("stars", settings.modelWeights, count, "one for each weight");
  }

  /**
   * How the sum over pairs of a cloud becomes a mean.
   *
   * @param perPair the factor of a pair, counted once
   * @param diagonal the contribution of the stars with themselves
   */
  private record Norm(double perPair, double diagonal) {
    double mean(double total) {
      return perPair * total + diagonal;
    }
  }

  private Norm norm(String argument, double[] weights) {
    double pairs = 0;
    double squares = 0;
    double sum = 0;
    for (double weight : weights) {
      pairs += weight * sum;
      squares += weight * weight;
      sum += weight;
    }
    if (!settings.unbiased) {
      return new Norm(2, squares);
    }
    if (!(pairs > 0)) {
      throw new IllegalArgumentException(
          argument
              + " must have at least 2 stars with a weight for an unbiased estimate, got "
              + Arrays.stream(weights).filter(weight -> weight > 0).count());
    }
    return new Norm(1 / pairs, 0);
  }

  private static double[] normalized(double[] weights) {
    double sum = Arrays.stream(Require.allNonNegative("weights", weights)).sum();
    Require.positive("the sum of weights", sum);
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }
}
