// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import org.apache.commons.math3.special.Erf;
import org.odisseo.validation.Require;

/**
 * Where two parameters of a Gaussian distribution are likely to be, all others marginalized.
 *
 * @param xName name of the first parameter
 * @param yName name of the second parameter
 * @param x the first parameter at the center
 * @param y the second parameter at the center
 * @param xSigma standard deviation of the first, positive
 * @param ySigma standard deviation of the second, positive
 * @param correlation their correlation, between -1 and 1, both excluded
 */
public record ConfidenceEllipse(
    String xName,
    String yName,
    double x,
    double y,
    double xSigma,
    double ySigma,
    double correlation) {

  /** Checks the numbers. */
  public ConfidenceEllipse {
    Require.finite("x", x);
    Require.finite("y", y);
    Require.positive("xSigma", xSigma);
    Require.positive("ySigma", ySigma);
    if (!(Math.abs(correlation) < 1)) {
      throw new IllegalArgumentException("correlation must be > -1 and < 1, got " + correlation);
    }
  }

  /**
   * The \( \Delta\chi^2 \) of the ellipse that holds as much as {@code sigmas} standard deviations
   * do in one dimension: \( -2 \ln(1 - \mathrm{erf}(s/\sqrt 2)) \), which is 2.30, 6.18 and 11.83
   * for 1, 2 and 3.
   */
  public static double deltaChiSquared(double sigmas) {
    return -2 * Math.log(Erf.erfc(Require.positive("sigmas", sigmas) / Math.sqrt(2)));
  }

  /**
   * The closed curve that holds 68.3, 95.4 or 99.7 percent for 1, 2 or 3 sigmas.
   *
   * @param sigmas how many, positive; see {@link #deltaChiSquared(double)}
   * @param points how many points, at least 4; the last one is the first one again
   * @return the first and the second parameter at each point, two rows
   */
  public double[][] contour(double sigmas, int points) {
    return contourAt(deltaChiSquared(sigmas), points);
  }

  /**
   * The closed curve of a given \( \Delta\chi^2 \); one and four are the ellipses whose shadows are
   * the 1 and 2 sigma intervals of each parameter.
   *
   * @return the first and the second parameter at each point, two rows
   */
  public double[][] contourAt(double deltaChiSquared, int points) {
    double radius = Math.sqrt(Require.positive("deltaChiSquared", deltaChiSquared));
    Require.atLeast("points", points, 4);
    double across = Math.sqrt((1 - correlation) * (1 + correlation));
    double[][] curve = new double[2][points];
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * (i % (points - 1)) / (points - 1);
      double u = radius * Math.cos(angle);
      double v = radius * Math.sin(angle);
      curve[0][i] = x + xSigma * u;
      curve[1][i] = y + ySigma * (correlation * u + across * v);
    }
    return curve;
  }

  /** The \( \Delta\chi^2 \) of a point: the level of the contour through it. */
  public double deltaChiSquaredAt(double xValue, double yValue) {
    double u = (xValue - x) / xSigma;
    double v = (yValue - y) / ySigma;
    double across = (v - correlation * u) * (v - correlation * u);
    return u * u + across / ((1 - correlation) * (1 + correlation));
  }
}
