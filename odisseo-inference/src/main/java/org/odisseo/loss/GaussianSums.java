// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

/**
 * The weighted sums over pairs of Gaussian kernels of several bandwidths, \( \sum a_i b_j K_k \)
 * with \( K_k = \exp(-r_{ij}^2 / 2 \sigma_k^2) \), and of \( r_{ij}^2 K_k \), which give the
 * derivatives with respect to the bandwidths.
 */
final class GaussianSums implements PairSweep.Kernel {

  private final double[] rates;
  private final double[] slopeFactors;
  private final boolean derive;

  /** For each kernel the sum of its values. */
  final double[] totals;

  /** For each kernel the sum of its values times the squared distance. */
  final double[] moments;

  /**
   * Sums that are zero so far.
   *
   * @param kernelWeights what slopes of the kernels are multiplied by; the sums are not
   * @param derive whether slopes and moments are wanted
   */
  GaussianSums(double[] bandwidths, double[] kernelWeights, boolean derive) {
    this.derive = derive;
    rates = new double[bandwidths.length];
    slopeFactors = new double[bandwidths.length];
    for (int k = 0; k < rates.length; k++) {
      rates[k] = 0.5 / (bandwidths[k] * bandwidths[k]);
      slopeFactors[k] = -2 * rates[k] * kernelWeights[k];
    }
    totals = new double[bandwidths.length];
    moments = new double[bandwidths.length];
  }

  @Override
  public void row(double[] squares, int count, double[] weights, double weight, double[] slopes) {
    for (int k = 0; k < rates.length; k++) {
      if (derive) {
        withSlopes(k, squares, count, weights, weight, slopes);
      } else {
        double rate = rates[k];
        double total = 0;
        for (int i = 0; i < count; i++) {
          total += weights[i] * NegativeExponential.of(squares[i] * rate);
        }
        totals[k] += weight * total;
      }
    }
  }

  private void withSlopes(
      int k, double[] squares, int count, double[] weights, double weight, double[] slopes) {
    double rate = rates[k];
    double slopeFactor = slopeFactors[k] * weight;
    double keep = k == 0 ? 0 : 1;
    double total = 0;
    double moment = 0;
    for (int i = 0; i < count; i++) {
      double value = weights[i] * NegativeExponential.of(squares[i] * rate);
      total += value;
      moment += value * squares[i];
      slopes[i] = keep * slopes[i] + slopeFactor * value;
    }
    totals[k] += weight * total;
    moments[k] += weight * moment;
  }
}
