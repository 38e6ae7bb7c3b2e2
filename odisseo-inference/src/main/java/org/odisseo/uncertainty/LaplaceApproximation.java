// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.List;
import java.util.random.RandomGenerator;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Hessian;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.validation.Require;

/**
 * The Gaussian with the height and the curvature of a density at its mode.
 *
 * <p>For a density \( e^{-f} \) that need not be normalized, such as likelihood times prior, with
 * the second derivatives H of f at the mode \( \hat\theta \) of d parameters: the mean \(
 * \hat\theta \), the covariance \( H^{-1} \) and the evidence
 *
 * <p>\[ \ln Z = \ln \int e^{-f(\theta)} d\theta \approx -f(\hat\theta) + \frac{d}{2} \ln 2\pi -
 * \frac12 \ln\det H . \]
 *
 * <p>Exact for Gaussians. MacKay 2003, Information Theory, Inference, and Learning Algorithms,
 * chapter 27. Immutable.
 */
public final class LaplaceApproximation {

  private final ParameterSet mean;
  private final Covariance covariance;
  private final double[][] lower;
  private final double logDeterminant;
  private final double logHeight;
  private final double modeDistance;
  private final boolean exact;

  private LaplaceApproximation(
      ParameterSet mean,
      Covariance covariance,
      double logHeight,
      ParameterSet gradient,
      boolean exact) {
    this.mean = mean;
    this.covariance = covariance;
    this.logHeight = logHeight;
    this.exact = exact;
    this.lower = Matrices.cholesky("covariance at the mode", covariance.correlations());
    double half = 0;
    double distance = 0;
    for (int i = 0; i < lower.length; i++) {
      half += Math.log(covariance.sigmas().value(i)) + Math.log(lower[i][i]);
      double along = 0;
      for (int j = i; j < lower.length; j++) {
        along += lower[j][i] * covariance.sigmas().value(j) * gradient.value(j);
      }
      distance += along * along;
    }
    this.logDeterminant = 2 * half;
    this.modeDistance = Math.sqrt(distance);
  }

  /**
   * The Gaussian at a mode.
   *
   * @param negativeLogDensity the function f, such as the negative logarithm of likelihood times
   *     prior; of chi-squared it is one half
   * @param mode where it is least
   * @throws IllegalArgumentException if f is not finite there, or curves down or not at all along
   *     some direction; the message names it
   */
  public static LaplaceApproximation of(
      Differentiable<ParameterSet, Scalar> negativeLogDensity, ParameterSet mode) {
    double least = negativeLogDensity.apply(mode).value();
    Require.finite("negativeLogDensity at the mode", least);
    Hessian<ParameterSet> hessian = Hessian.of(negativeLogDensity, mode);
    FisherInformation fisher = FisherInformation.ofHessian(hessian, 1);
    List<Direction> directions = fisher.directions();
    if (directions.get(0).isDegenerate()) {
      throw new IllegalArgumentException(
          "negativeLogDensity must curve upward along every direction at the mode, got "
              + directions.get(0).combination()
              + ", along which it does not");
    }
    return new LaplaceApproximation(
        mode, fisher.covariance(), -least, hessian.gradient(), hessian.isExact());
  }

  /** The mode. */
  public ParameterSet mean() {
    return mean;
  }

  /** The inverse of the second derivatives. */
  public Covariance covariance() {
    return covariance;
  }

  /** Whether the second derivatives were exact, rather than differences of exact gradients. */
  public boolean isExact() {
    return exact;
  }

  /**
   * How far the gradient says that the true mode is away, in standard deviations: \( \sqrt{g^T
   * H^{-1} g} \). Much less than one if the minimization has converged.
   */
  public double modeDistance() {
    return modeDistance;
  }

  /** The natural logarithm of the integral of the density. */
  public double logEvidence() {
    return logHeight + 0.5 * mean.size() * Math.log(2 * Math.PI) + 0.5 * logDeterminant;
  }

  /** The natural logarithm of the Gaussian's density, normalized. */
  public double logDensity(ParameterSet at) {
    double[] u = at.minus(mean).toArray();
    for (int i = 0; i < u.length; i++) {
      u[i] /= covariance.sigmas().value(i);
    }
    Matrices.forward(lower, u);
    double square = 0;
    for (double component : u) {
      square += component * component;
    }
    return -0.5 * (square + mean.size() * Math.log(2 * Math.PI) + logDeterminant);
  }

  /** Points drawn from the Gaussian; the same generator gives the same points. */
  public Columns sample(RandomGenerator random, int count) {
    Require.atLeast("count", count, 0);
    double[][] columns = new double[lower.length][count];
    double[] normal = new double[lower.length];
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < lower.length; i++) {
        normal[i] = random.nextGaussian();
        double step = 0;
        for (int j = 0; j <= i; j++) {
          step += lower[i][j] * normal[j];
        }
        columns[i][n] = mean.value(i) + covariance.sigmas().value(i) * step;
      }
    }
    return Columns.of(mean.names(), columns);
  }

  /** The mean and the sigmas. */
  @Override
  public String toString() {
    return "LaplaceApproximation[mean " + mean + ", sigmas " + covariance.sigmas() + "]";
  }
}
