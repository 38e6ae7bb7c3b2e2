// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * A stream as a few smooth numbers: how many of its stars are in each of some windows along it, and
 * their mean in every other coordinate. With the weight \( w_{bi} = (1 - d^2)^3 \) of star i in
 * window b, d its distance from the middle in units of the half width and the weight zero beyond,
 *
 * <p>\[ f_b = \frac{S_b}{T}, \quad m_{bc} = \frac{\sum_i w_{bi} y_{ic}}{S_b + \kappa T}, \quad S_b
 * = \sum_i w_{bi}, \quad T = \sum_b S_b. \]
 *
 * <p>Two streams of the same track and density have the same numbers however many stars they have,
 * and a star counts nothing in a window that it is not in, so what was not observed may be left out
 * by a choice of windows. The small number kappa lets the mean of an empty window be zero: let the
 * coordinates be offsets from a track, see {@link StraightenedTrack}.
 *
 * <pre>{@code
 * StreamProfile profile = StreamProfile.of(8, -60, -50, -40, -30, -20);
 * Columns observed = straight.then(profile).apply(stars);
 * Differentiable<StreamParameters, Columns> model = spray.then(sky).then(straight).then(profile);
 * }</pre>
 *
 * <p>In comparison with the likelihood of every star such numbers are smooth functions of the
 * parameters of a stream, close to linear in them, and blind to clumps within a window. The result
 * has a row for each window, and the columns {@code fraction} and the names of the coordinates.
 * Immutable.
 */
public final class StreamProfile implements Differentiable<Columns, Columns> {

  /** The column of the result with the fractions. */
  public static final String FRACTION = "fraction";

  private static final String ALONG = "phi1";

  /** Part of all stars that an empty window is taken to have at offset zero. */
  private static final double KAPPA = 0.002;

  private final double half;
  private final double[] centers;

  private StreamProfile(double half, double[] centers) {
    this.half = half;
    this.centers = centers;
  }

  /**
   * A profile.
   *
   * @param halfWidth where the weight of a star is zero, from the middle of a window [deg],
   *     positive
   * @param centers the middles of the windows in {@code phi1} [deg], at least one; finite
   */
  public static StreamProfile of(double halfWidth, double... centers) {
    Require.positive("halfWidth", halfWidth);
    Require.atLeast("the number of windows", centers.length, 1);
    return new StreamProfile(halfWidth, Require.allFinite("centers", centers).clone());
  }

  /** The middles of the windows [deg]. */
  public double[] centers() {
    return centers.clone();
  }

  /** The weights of the stars of one table in each window, and their slopes in phi1. */
  private final class Weights {
    final double[][] weight;
    final double[][] slope;
    final double[] sum = new double[centers.length];
    final double total;
    final Columns stars;
    final List<String> coordinates;

    /** The numbers of each coordinate. */
    final double[][] y;

    Weights(Columns stars) {
      if (!stars.has(ALONG)) {
        throw Names.unknown("column", ALONG, stars.names());
      }
      this.stars = stars;
      coordinates = stars.names().stream().filter(name -> !name.equals(ALONG)).toList();
      y = coordinates.stream().map(stars::column).toArray(double[][]::new);
      double[] phi1 = stars.column(ALONG);
      weight = new double[centers.length][phi1.length];
      slope = new double[centers.length][phi1.length];
      double all = 0;
      for (int b = 0; b < centers.length; b++) {
        for (int i = 0; i < phi1.length; i++) {
          double d = (phi1[i] - centers[b]) / half;
          // A place that is not a number is not beyond the window.
          double u = d * d >= 1 ? 0 : 1 - d * d;
          weight[b][i] = u * u * u;
          slope[b][i] = u == 0 ? 0 : -6 * d * u * u / half;
          sum[b] += weight[b][i];
        }
        all += sum[b];
      }
      total = all;
    }

    double norm(int b) {
      return sum[b] + KAPPA * total;
    }

    double mean(int b, int c) {
      return dot(weight[b], y[c]) / norm(b);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] == 0 ? 0 : a[i] * b[i];
    }
    return sum;
  }

  private Columns result(List<String> coordinates, double[][] columns) {
    List<String> names = new ArrayList<>();
    names.add(FRACTION);
    names.addAll(coordinates);
    return Columns.of(names, columns);
  }

  /**
   * The numbers of a table of stars.
   *
   * @param stars with a column {@code phi1}; of no stars in any window all numbers are NaN
   */
  @Override
  public Columns apply(Columns stars) {
    return value(new Weights(stars));
  }

  private Columns value(Weights w) {
    double[][] columns = new double[1 + w.coordinates.size()][centers.length];
    for (int b = 0; b < centers.length; b++) {
      columns[0][b] = w.sum[b] / w.total;
      for (int c = 0; c < w.coordinates.size(); c++) {
        columns[1 + c][b] = w.mean(b, c);
      }
    }
    return result(w.coordinates, columns);
  }

  @Override
  public WithTangent<Columns> jvp(Columns stars, Columns tangent) {
    Weights w = new Weights(stars);
    Columns value = value(w);
    double[] moved = tangent.column(ALONG);
    double[] dSum = new double[centers.length];
    for (int b = 0; b < centers.length; b++) {
      dSum[b] = dot(w.slope[b], moved);
    }
    double dTotal = Arrays.stream(dSum).sum();
    double[][] columns = new double[1 + w.coordinates.size()][centers.length];
    for (int b = 0; b < centers.length; b++) {
      columns[0][b] = (dSum[b] - value.value(FRACTION, b) * dTotal) / w.total;
    }
    for (int c = 0; c < w.coordinates.size(); c++) {
      String name = w.coordinates.get(c);
      double[] y = w.y[c];
      double[] dy = tangent.column(name);
      for (int b = 0; b < centers.length; b++) {
        double change = dot(w.weight[b], dy);
        for (int i = 0; i < y.length; i++) {
          change += w.slope[b][i] == 0 ? 0 : w.slope[b][i] * moved[i] * y[i];
        }
        double dNorm = dSum[b] + KAPPA * dTotal;
        columns[1 + c][b] = (change - value.value(name, b) * dNorm) / w.norm(b);
      }
    }
    return new WithTangent<>(value, result(w.coordinates, columns));
  }

  @Override
  public WithPullback<Columns, Columns> vjp(Columns stars) {
    Weights w = new Weights(stars);
    Columns value = value(w);
    return new WithPullback<>(value, cotangent -> pull(w, value, cotangent));
  }

  private Columns pull(Weights w, Columns value, Columns cotangent) {
    int n = w.stars.count();
    double[] sumBar = new double[centers.length];
    double totalBar = 0;
    double[][] pulled = new double[w.stars.names().size()][n];
    int along = w.stars.names().indexOf(ALONG);
    for (int b = 0; b < centers.length; b++) {
      double fractionBar = cotangent.value(FRACTION, b);
      sumBar[b] += fractionBar / w.total;
      totalBar -= fractionBar * value.value(FRACTION, b) / w.total;
      for (int c = 0; c < w.coordinates.size(); c++) {
        String name = w.coordinates.get(c);
        double part = cotangent.value(name, b) / w.norm(b);
        double normBar = -part * value.value(name, b);
        sumBar[b] += normBar;
        totalBar += KAPPA * normBar;
        double[] y = w.y[c];
        double[] yBar = pulled[w.stars.names().indexOf(name)];
        for (int i = 0; i < n; i++) {
          yBar[i] += part * w.weight[b][i];
          pulled[along][i] += part * w.slope[b][i] * y[i];
        }
      }
    }
    for (int b = 0; b < centers.length; b++) {
      for (int i = 0; i < n; i++) {
        pulled[along][i] += (sumBar[b] + totalBar) * w.slope[b][i];
      }
    }
    return Columns.of(w.stars.names(), pulled);
  }
}
