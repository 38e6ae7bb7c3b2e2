// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import org.odisseo.validation.Require;

/** A smooth, growing map from the whole real line to the range of one free number. */
sealed interface Transform {

  /** The number that belongs to a coordinate. */
  double value(double u);

  /** The first derivative of {@link #value}. */
  double slope(double u);

  /** The second derivative of {@link #value}. */
  double curvature(double u);

  /** The coordinate of a number; not finite if the number is not inside the range. */
  double coordinate(double x);

  /** What a number must be, as in {@code "> 0 and finite"}. */
  String rule();

  /** The log of the derivative of the number, or of its log for scale parameters. */
  double logJacobian(double u);

  /** The first derivative of {@link #logJacobian}. */
  double logJacobianSlope(double u);

  /** The second derivative of {@link #logJacobian}. */
  double logJacobianCurvature(double u);

  /** x = reference + scale u. */
  record Real(double reference, double scale) implements Transform {
    public Real {
      Require.finite("reference", reference);
      Require.positive("scale", scale);
    }

    @Override
    public double value(double u) {
      return reference + scale * u;
    }

    @Override
    public double slope(double u) {
      return scale;
    }

    @Override
    public double curvature(double u) {
      return 0;
    }

    @Override
    public double coordinate(double x) {
      return (x - reference) / scale;
    }

    @Override
    public String rule() {
      return "finite";
    }

    @Override
    public double logJacobian(double u) {
      return Math.log(scale);
    }

    @Override
    public double logJacobianSlope(double u) {
      return 0;
    }

    @Override
    public double logJacobianCurvature(double u) {
      return 0;
    }
  }

  /** x = reference exp(u). */
  record Positive(double reference) implements Transform {
    public Positive {
      Require.positive("reference", reference);
    }

    @Override
    public double value(double u) {
      return reference * Math.exp(u);
    }

    @Override
    public double slope(double u) {
      return value(u);
    }

    @Override
    public double curvature(double u) {
      return value(u);
    }

    @Override
    public double coordinate(double x) {
      return Math.log(x / reference);
    }

    @Override
    public String rule() {
      return "> 0 and finite";
    }

    @Override
    public double logJacobian(double u) {
      return 0;
    }

    @Override
    public double logJacobianSlope(double u) {
      return 0;
    }

    @Override
    public double logJacobianCurvature(double u) {
      return 0;
    }
  }

  /** x = low + (high - low) / (1 + exp(-u)). */
  record Bounded(double low, double high) implements Transform {
    public Bounded {
      Require.finite("low", low);
      requireGreater(low, high);
      Require.positive("high - low", high - low);
    }

    @Override
    public double value(double u) {
      // From the nearer end, so that a number close to its bound keeps its digits.
      double width = high - low;
      double x = u < 0 ? low + width * logistic(u) : high - width * logistic(-u);
      return Math.min(Math.max(x, low), high);
    }

    @Override
    public double slope(double u) {
      return (high - low) * logisticSlope(u);
    }

    @Override
    public double curvature(double u) {
      return -(high - low) * logisticSlope(u) * Math.tanh(0.5 * u);
    }

    @Override
    public double coordinate(double x) {
      return Math.log((x - low) / (high - x));
    }

    @Override
    public String rule() {
      return "> " + low + " and < " + high;
    }

    @Override
    public double logJacobian(double u) {
      return Math.log(high - low) + logLogisticSlope(u);
    }

    @Override
    public double logJacobianSlope(double u) {
      return -Math.tanh(0.5 * u);
    }

    @Override
    public double logJacobianCurvature(double u) {
      return -2 * logisticSlope(u);
    }
  }

  /** ln x = ln low + ln(high / low) / (1 + exp(-u)). */
  record LogBounded(double low, double high) implements Transform {
    public LogBounded {
      Require.positive("low", low);
      requireGreater(low, high);
      Require.positive("log(high / low)", Math.log(high / low));
    }

    private double width() {
      return Math.log(high / low);
    }

    @Override
    public double value(double u) {
      double x =
          u < 0 ? low * Math.exp(width() * logistic(u)) : high * Math.exp(-width() * logistic(-u));
      return Math.min(Math.max(x, low), high);
    }

    @Override
    public double slope(double u) {
      return value(u) * width() * logisticSlope(u);
    }

    @Override
    public double curvature(double u) {
      // With l = ln x: x'' = x (l'^2 + l'').
      double first = width() * logisticSlope(u);
      return value(u) * first * (first - Math.tanh(0.5 * u));
    }

    @Override
    public double coordinate(double x) {
      return Math.log(Math.log(x / low) / Math.log(high / x));
    }

    @Override
    public String rule() {
      return "> " + low + " and < " + high;
    }

    @Override
    public double logJacobian(double u) {
      return Math.log(width()) + logLogisticSlope(u);
    }

    @Override
    public double logJacobianSlope(double u) {
      return -Math.tanh(0.5 * u);
    }

    @Override
    public double logJacobianCurvature(double u) {
      return -2 * logisticSlope(u);
    }
  }

  private static void requireGreater(double low, double high) {
    if (!(high > low && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "high must be > low = " + low + " and finite, got " + high);
    }
  }

  private static double logistic(double u) {
    return 1 / (1 + Math.exp(-u));
  }

  /** The derivative of the logistic function, the same for u and -u. */
  private static double logisticSlope(double u) {
    double e = Math.exp(-Math.abs(u));
    return e / ((1 + e) * (1 + e));
  }

  private static double logLogisticSlope(double u) {
    return -Math.abs(u) - 2 * Math.log1p(Math.exp(-Math.abs(u)));
  }
}
