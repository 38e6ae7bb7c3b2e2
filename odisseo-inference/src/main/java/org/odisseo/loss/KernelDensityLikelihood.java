// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.Arrays;
import java.util.Optional;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.uncertainty.Bandwidth;

/**
 * Minus the logarithm of the likelihood of observed stars o in the density of the model stars x,
 * estimated with Gaussian kernels of a width h for each column c:
 *
 * <p>\[ -\ln L = -\sum_i \ln \frac{1}{N} \sum_j \prod_c \frac{1}{\sqrt{2 \pi} h_c}
 * \exp\left(-\frac{(o_{ic} - x_{jc})^2}{2 h_c^2}\right) \]
 *
 * <p>The widths are given, or the standard deviations of the model stars (divisor N - 1) times the
 * factor of a {@link Bandwidth}; the gradient then includes theirs. A number that is NaN in the
 * observed stars was not measured and is left out of its product. Value and gradient are finite
 * however far away all model stars are.
 *
 * <p>Time O(N M d), memory O((N + M) d).
 */
public final class KernelDensityLikelihood extends PointCloudLoss {

  private final double[][] observed;
  private final Optional<Bandwidth> bandwidth;

  /** Where there is no rule. */
  private final double[] given;

  private KernelDensityLikelihood(Columns observed, Optional<Bandwidth> bandwidth, double[] given) {
    super(observed.names());
    this.observed = Clouds.incompleteData("observed", observed);
    this.bandwidth = bandwidth;
    this.given = given;
  }

  /**
   * A likelihood whose kernels follow the spread of the model stars.
   *
   * @param observed the observed stars, finite, or NaN for what was not measured; at least one
   *     star, and one number for each
   * @param bandwidth the widths of the kernels in standard deviations of the model stars in each
   *     column; a model without spread in a column is refused with an {@link
   *     IllegalArgumentException}
   * @throws IllegalArgumentException if a number is not as said
   */
  public static KernelDensityLikelihood of(Columns observed, Bandwidth bandwidth) {
    return new KernelDensityLikelihood(observed, Optional.of(bandwidth), new double[0]);
  }

  /**
   * A likelihood with kernels of given widths.
   *
   * @param observed the observed stars, finite, or NaN for what was not measured; at least one
   *     star, and one number for each
   * @param widths one for each column, by name, positive
   * @throws IllegalArgumentException if a number is not as said, or the columns of the widths are
   *     not those of the observed stars
   */
  public static KernelDensityLikelihood ofWidths(Columns observed, ParameterSet widths) {
    double[] given = Clouds.positivePerColumn("widths", widths, observed.names());
    return new KernelDensityLikelihood(observed, Optional.empty(), given);
  }

  @Override
  double evaluate(double[][] stars, double[][] gradient) {
    int n = stars[0].length;
    double[] widths = widths(stars);
    double[] perWidth = new double[widths.length];
    double[] q = new double[n];
    double sum = 0;
    for (int i = 0; i < observed[0].length; i++) {
      int[] columns = Clouds.observed(observed, i);
      squares(columns, i, stars, widths, q);
      sum -= SoftMinimum.logMeanExp(q);
      for (int c : columns) {
        sum += Math.log(widths[c]) + 0.5 * Math.log(2 * Math.PI);
        if (gradient.length > 0) {
          perWidth[c] += pull(observed[c][i], stars[c], q, widths[c], gradient[c]);
        }
      }
    }
    if (gradient.length > 0 && bandwidth.isPresent()) {
      for (int c = 0; c < widths.length; c++) {
        widen(stars[c], widths[c], perWidth[c], gradient[c]);
      }
    }
    return sum;
  }

  /** The squared distances of the model stars from observed star i in units of the widths. */
  private void squares(int[] columns, int i, double[][] stars, double[] widths, double[] q) {
    Arrays.fill(q, 0);
    for (int c : columns) {
      double[] star = stars[c];
      double center = observed[c][i];
      double inverse = 1 / widths[c];
      for (int j = 0; j < q.length; j++) {
        double u = (center - star[j]) * inverse;
        q[j] += u * u;
      }
    }
  }

  /** Adds the derivatives with respect to one column; returns that with respect to its width. */
  private static double pull(
      double center, double[] star, double[] share, double width, double[] gradient) {
    double inverse = 1 / width;
    double squares = 0;
    for (int j = 0; j < star.length; j++) {
      double u = (center - star[j]) * inverse;
      gradient[j] -= share[j] * u * inverse;
      squares += share[j] * u * u;
    }
    return (1 - squares) * inverse;
  }

  private double[] widths(double[][] stars) {
    if (bandwidth.isEmpty()) {
      return given;
    }
    int n = stars[0].length;
    double[] widths = new double[stars.length];
    for (int c = 0; c < widths.length; c++) {
      double deviation = Spread.of(stars[c], n - 1).deviation();
      if (!(deviation > 0)) {
        throw new IllegalArgumentException(
            "stars.%s must have a spread to take the width of kernels from, got %s in all %d rows"
                .formatted(names().get(c), stars[c][0], n));
      }
      widths[c] = bandwidth.get().factor(n, widths.length) * deviation;
    }
    return widths;
  }

  /** Adds the derivatives by way of a width, which is the factor of the rule times the spread. */
  private static void widen(double[] star, double width, double perWidth, double[] gradient) {
    Spread spread = Spread.of(star, star.length - 1);
    double relative = perWidth * width / (spread.deviation() * spread.deviation());
    for (int j = 0; j < star.length; j++) {
      gradient[j] += relative * (star[j] - spread.mean()) / (star.length - 1);
    }
  }
}
