// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;
import org.odisseo.validation.Require;

/** How a series depends on its own past. */
public final class Autocorrelation {

  /** Sokal's window: so many autocorrelation times balance the bias and the noise of the sum. */
  private static final double WINDOW = 5;

  private Autocorrelation() {}

  /**
   * The autocovariances of a series at the lags 0 to n - 1, \(c_t = \frac 1 n \sum_{i < n - t} (x_i
   * - \bar x)(x_{i + t} - \bar x)\), by fast Fourier transform.
   *
   * @param series at least one number, all finite
   */
  public static double[] covariances(double[] series) {
    int n = Require.atLeast("the length of series", series.length, 1);
    Require.allFinite("series", series);
    double mean = Arrays.stream(series).sum() / n;
    // Zeros behind the series keep its end apart from its beginning.
    int padded = Integer.highestOneBit(Math.max(1, n - 1)) * 4;
    double[] real = new double[padded];
    double[] imaginary = new double[padded];
    for (int i = 0; i < n; i++) {
      real[i] = series[i] - mean;
    }
    double[][] data = {real, imaginary};
    FastFourierTransformer.transformInPlace(data, DftNormalization.STANDARD, TransformType.FORWARD);
    for (int k = 0; k < padded; k++) {
      real[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
      imaginary[k] = 0;
    }
    FastFourierTransformer.transformInPlace(data, DftNormalization.STANDARD, TransformType.INVERSE);
    double[] covariances = Arrays.copyOf(real, n);
    for (int t = 0; t < n; t++) {
      covariances[t] /= n;
    }
    return covariances;
  }

  /**
   * The integrated autocorrelation time \(\tau = 1 + 2 \sum_t \rho_t\) of several series of one
   * process, such as the walkers of an ensemble. The sum ends at the first lag of at least \(5
   * \tau\) (Sokal 1996); \(\rho_t\) is the mean of the series' autocorrelations (as in emcee 3).
   * With fewer than \(50 \tau\) steps it is not to be trusted.
   *
   * @param series at least one, all of the same length; series that do not move are left out
   * @return the time in steps; NaN if no series moves
   */
  public static double time(List<double[]> series) {
    Require.atLeast("the number of series", series.size(), 1);
    int n = series.get(0).length;
    double[] mean = new double[n];
    int moving = 0;
    for (double[] one : series) {
      double[] covariances = covariances(Require.length("series", one, n, "as the first one"));
      if (covariances[0] > 0) {
        moving++;
        for (int t = 0; t < n; t++) {
          mean[t] += covariances[t] / covariances[0];
        }
      }
    }
    if (moving == 0) {
      return Double.NaN;
    }
    double time = -1;
    for (int t = 0; t < n; t++) {
      time += 2 * mean[t] / moving;
      if (t >= WINDOW * time) {
        break;
      }
    }
    return time;
  }
}
