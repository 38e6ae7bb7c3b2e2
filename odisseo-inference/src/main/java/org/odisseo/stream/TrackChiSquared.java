// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamTable;
import org.odisseo.validation.Require;

/**
 * How far the track of a model stream is from an observed one, as a smooth function of the model
 * stars.
 *
 * <p>Each star i deviates from the observed track, a natural cubic spline \( T_c(\phi_1) \) through
 * the observed points continued in straight lines, by \( \delta_{ic} = (y_{ic} - T_c(\phi_{1,i})) /
 * \sigma_c \) in the coordinates c = phi2, distance, the two proper motions and the radial
 * velocity. At each observed point k the model track is off by the mean of its neighbours, \(
 * r_{kc} = \sum_i w_{ik} \delta_{ic} / n_k \) with \( w_{ik} = \exp(-(\phi_{1,i} - \phi_{1,k})^2 /
 * 2 h^2) \) and \( n_k = \sum_i w_{ik} \), and
 *
 * <p>\[ \chi^2 = \sum_k \frac{n_k}{n_k + 1} \sum_c r_{kc}^2 . \]
 *
 * <p>The factor lets a point without model stars fade out in place of switching off, which keeps
 * the function smooth; {@link #points} says how many points counted. Time O(N K), memory O(N + K).
 */
public final class TrackChiSquared implements Differentiable<StreamTable, Scalar> {

  /** The coordinates besides phi1, in the order of {@link StreamTable}. */
  private static final int COORDINATES = 5;

  /** Below this weight a point has no model stars at all, and weights would underflow. */
  private static final double NO_STARS = 1e-200;

  private final ObservedTrack track;
  private final double width;
  private final double[] phi1;
  private final TrackCurve[] curves = new TrackCurve[COORDINATES];
  private final double[] scatter;
  private final double[] weights;

  private TrackChiSquared(ObservedTrack track, double width, double[] scatter, double[] weights) {
    this.track = track;
    this.width = width;
    this.scatter = scatter;
    this.weights = weights;
    phi1 = track.column(StreamCoordinates::phi1);
    double[][] observed = {
      track.column(StreamCoordinates::phi2),
      track.column(StreamCoordinates::distance),
      track.column(StreamCoordinates::pmPhi1CosPhi2),
      track.column(StreamCoordinates::pmPhi2),
      track.column(StreamCoordinates::radialVelocity)
    };
    for (int c = 0; c < COORDINATES; c++) {
      curves[c] = new TrackCurve(new SplineInterpolator().interpolate(phi1, observed[c]));
    }
  }

  /**
   * A loss with a kernel of 2.5 degrees and the errors 0.15 deg in phi2, 0.25 kpc in distance, 0.1
   * mas/yr in both proper motions and 5 km/s in radial velocity.
   */
  public static TrackChiSquared of(ObservedTrack track) {
    return of(track, 2.5, new StreamCoordinates(0, 0.15, 0.25, 0.1, 0.1, 5));
  }

  /**
   * A loss.
   *
   * @param track the observed track
   * @param width the width h of the kernel along phi1 [deg], positive
   * @param errors the error of each coordinate, in the unit of the coordinate, positive; that of
   *     phi1 is not used
   * @throws IllegalArgumentException if the width or an error is not positive and finite
   */
  public static TrackChiSquared of(ObservedTrack track, double width, StreamCoordinates errors) {
    Require.positive("width", width);
    return new TrackChiSquared(
        track,
        width,
        new double[] {
          Require.positive("errors.phi2", errors.phi2()),
          Require.positive("errors.distance", errors.distance()),
          Require.positive("errors.pmPhi1CosPhi2", errors.pmPhi1CosPhi2()),
          Require.positive("errors.pmPhi2", errors.pmPhi2()),
          Require.positive("errors.radialVelocity", errors.radialVelocity())
        },
        new double[0]);
  }

  /**
   * The same with a weight for each star, such as the probability that it belongs to the stream; a
   * star of weight zero does not count.
   *
   * @param newWeights one for each star, finite and not negative
   */
  public TrackChiSquared withWeights(double... newWeights) {
    return new TrackChiSquared(
        track, width, scatter, Require.allNonNegative("weights", newWeights.clone()));
  }

  /** How many observed points the model stars cover, \( \sum_k n_k / (n_k + 1) \). */
  public double points(StreamTable stars) {
    Sums sums = new Sums(stars);
    double points = 0;
    for (double n : sums.weight) {
      points += n / (n + 1);
    }
    return points;
  }

  @Override
  public Scalar apply(StreamTable stars) {
    return new Scalar(new Sums(stars).value());
  }

  @Override
  public WithPullback<StreamTable, Scalar> vjp(StreamTable stars) {
    Sums sums = new Sums(stars);
    return new WithPullback<>(
        new Scalar(sums.value()), cotangent -> stars.withArray(sums.gradient(cotangent.value())));
  }

  @Override
  public WithTangent<Scalar> jvp(StreamTable stars, StreamTable tangent) {
    Sums sums = new Sums(stars);
    return new WithTangent<>(
        new Scalar(sums.value()), new Scalar(sums.derivative(tangent.toArray())));
  }

  /** The weighted sums of one stream, from which value and derivatives follow. */
  private final class Sums {
    final int n;
    final double[] star;

    /**
     * Deviations of star i in coordinate c, at [c][i], and the slope of the track there over sigma.
     */
    final double[][] deviation = new double[COORDINATES][];

    final double[][] slope = new double[COORDINATES][];
    final double[] weight = new double[phi1.length];
    final double[][] mean = new double[phi1.length][COORDINATES];

    Sums(StreamTable stars) {
      n = stars.count();
      if (weights.length > 0) {
        Require.length("weights", weights.length, n, "one for each star");
      }
      star = stars.phi1();
      double[] numbers = stars.toArray();
      for (int c = 0; c < COORDINATES; c++) {
        deviation[c] = new double[n];
        slope[c] = new double[n];
        for (int i = 0; i < n; i++) {
          deviation[c][i] = (numbers[(c + 1) * n + i] - curves[c].value(star[i])) / scatter[c];
          slope[c][i] = curves[c].slope(star[i]) / scatter[c];
        }
      }
      for (int k = 0; k < phi1.length; k++) {
        for (int i = 0; i < n; i++) {
          double w = kernel(i, k);
          weight[k] += w;
          for (int c = 0; c < COORDINATES; c++) {
            mean[k][c] += w * deviation[c][i];
          }
        }
        for (int c = 0; c < COORDINATES; c++) {
          mean[k][c] = weight[k] > NO_STARS ? mean[k][c] / weight[k] : 0;
        }
      }
    }

    double kernel(int i, int k) {
      double u = (star[i] - phi1[k]) / width;
      double w = Math.exp(-0.5 * u * u);
      return weights.length > 0 ? weights[i] * w : w;
    }

    double square(int k) {
      double sum = 0;
      for (double r : mean[k]) {
        sum += r * r;
      }
      return sum;
    }

    double value() {
      double sum = 0;
      for (int k = 0; k < phi1.length; k++) {
        sum += weight[k] / (weight[k] + 1) * square(k);
      }
      return sum;
    }

    /** Derivatives of the value times {@code factor}, in the order of the table's numbers. */
    double[] gradient(double factor) {
      double[] gradient = new double[(COORDINATES + 1) * n];
      for (int k = 0; k < phi1.length; k++) {
        double nk = weight[k];
        if (!(nk > NO_STARS)) {
          continue;
        }
        double shrink = 1 / ((nk + 1) * (nk + 1)) * square(k);
        double perMean = 2 / (nk + 1);
        for (int i = 0; i < n; i++) {
          double w = kernel(i, k);
          double perWeight = shrink;
          for (int c = 0; c < COORDINATES; c++) {
            double perDeviation = perMean * mean[k][c];
            perWeight += perDeviation * (deviation[c][i] - mean[k][c]);
            gradient[(c + 1) * n + i] += factor * perDeviation * w / scatter[c];
            gradient[i] -= factor * perDeviation * w * slope[c][i];
          }
          gradient[i] -= factor * perWeight * w * (star[i] - phi1[k]) / (width * width);
        }
      }
      return gradient;
    }

    /** The derivative of the value along a tangent of the table's numbers. */
    double derivative(double[] tangent) {
      double sum = 0;
      for (int k = 0; k < phi1.length; k++) {
        double nk = weight[k];
        if (!(nk > NO_STARS)) {
          continue;
        }
        double weightTangent = 0;
        double[] meanTangent = new double[COORDINATES];
        for (int i = 0; i < n; i++) {
          double w = kernel(i, k);
          double dw = -w * (star[i] - phi1[k]) / (width * width) * tangent[i];
          weightTangent += dw;
          for (int c = 0; c < COORDINATES; c++) {
            double deviationTangent =
                tangent[(c + 1) * n + i] / scatter[c] - slope[c][i] * tangent[i];
            meanTangent[c] += dw * (deviation[c][i] - mean[k][c]) + w * deviationTangent;
          }
        }
        sum += weightTangent / ((nk + 1) * (nk + 1)) * square(k);
        for (int c = 0; c < COORDINATES; c++) {
          sum += 2 / (nk + 1) * mean[k][c] * meanTangent[c];
        }
      }
      return sum;
    }
  }
}
