// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.QRDecomposition;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * Stars of a stream as offsets from a fixed smooth track: \( y_c - f_c(\phi_1) \) for every column
 * but {@code phi1}, which stays. Along the straightened stream a kernel may be wide in phi1 without
 * smearing the stream across.
 *
 * <pre>{@code
 * StraightenedTrack straight = StraightenedTrack.through(observed, 6);
 * Differentiable<Columns, Scalar> loss =
 *     straight.then(GaussianMixtureLikelihood.of(straight.apply(observed), errors));
 * }</pre>
 *
 * <p>The track f is a polynomial in phi1 over the range of the stars that it was fitted to, and
 * goes on as a straight line beyond. It is part of the coordinates, not of the data: any track
 * close to the stream will do. Immutable.
 */
public final class StraightenedTrack implements Differentiable<Columns, Columns> {

  private static final String ALONG = "phi1";

  private final Columns shape;
  private final double middle;
  private final double half;

  /** [column][power of (phi1 - middle)/half]; zeros for phi1 itself. */
  private final double[][] coefficients;

  private StraightenedTrack(Columns shape, double middle, double half, double[][] coefficients) {
    this.shape = shape;
    this.middle = middle;
    this.half = half;
    this.coefficients = coefficients;
  }

  /**
   * The polynomial track through stars, by least squares.
   *
   * @param stars with a column {@code phi1} [deg]; all numbers finite
   * @param degree of the polynomials, not negative
   * @throws IllegalArgumentException if there is no column phi1, a number is not finite, or phi1
   *     has no more different values than the degree
   */
  public static StraightenedTrack through(Columns stars, int degree) {
    Require.atLeast("degree", degree, 0);
    double[] phi1 = Require.allFinite(ALONG, stars.column(ALONG));
    long different = Arrays.stream(phi1).distinct().count();
    if (different <= degree || different < 2) {
      throw new IllegalArgumentException(
          "stars must have more different phi1 than the degree "
              + degree
              + ", and at least two, got "
              + different);
    }
    double low = Arrays.stream(phi1).min().orElseThrow();
    double high = Arrays.stream(phi1).max().orElseThrow();
    double middle = 0.5 * (low + high);
    double half = 0.5 * (high - low);
    double[][] powers = new double[phi1.length][degree + 1];
    for (int i = 0; i < phi1.length; i++) {
      powers[i][0] = 1;
      for (int k = 1; k <= degree; k++) {
        powers[i][k] = powers[i][k - 1] * (phi1[i] - middle) / half;
      }
    }
    DecompositionSolver solver =
        new QRDecomposition(new Array2DRowRealMatrix(powers, false)).getSolver();
    double[][] coefficients = new double[stars.names().size()][degree + 1];
    for (int c = 0; c < coefficients.length; c++) {
      String name = stars.names().get(c);
      double[] values = Require.allFinite(name, stars.column(name));
      if (!name.equals(ALONG)) {
        coefficients[c] = solver.solve(new ArrayRealVector(values, false)).toArray();
      }
    }
    return new StraightenedTrack(
        Columns.of(stars.names(), new double[coefficients.length][0]), middle, half, coefficients);
  }

  /** The track at phi1 [deg] in a column, which is zero for phi1 itself. */
  public double track(String column, double phi1) {
    return value(coefficients[shape.names().indexOf(requireKnown(column))], (phi1 - middle) / half);
  }

  private String requireKnown(String column) {
    if (!shape.has(column)) {
      throw Names.unknown("column", column, shape.names());
    }
    return column;
  }

  @Override
  public Columns apply(Columns stars) {
    double[] t = places(stars);
    double[] offsets = stars.toArray();
    for (int c = 0; c < coefficients.length; c++) {
      for (int i = 0; i < t.length; i++) {
        offsets[c * t.length + i] -= value(coefficients[c], t[i]);
      }
    }
    return stars.withArray(offsets);
  }

  @Override
  public WithPullback<Columns, Columns> vjp(Columns stars) {
    double[] t = places(stars);
    return new WithPullback<>(
        apply(stars),
        cotangent -> {
          double[] pulled = cotangent.toArray();
          int along = stars.names().indexOf(ALONG) * t.length;
          for (int c = 0; c < coefficients.length; c++) {
            for (int i = 0; i < t.length; i++) {
              pulled[along + i] -=
                  cotangent.value(stars.names().get(c), i) * slope(coefficients[c], t[i]);
            }
          }
          return stars.withArray(pulled);
        });
  }

  @Override
  public WithTangent<Columns> jvp(Columns stars, Columns tangent) {
    double[] t = places(stars);
    double[] moved = tangent.column(ALONG);
    double[] image = tangent.toArray();
    for (int c = 0; c < coefficients.length; c++) {
      for (int i = 0; i < t.length; i++) {
        image[c * t.length + i] -= slope(coefficients[c], t[i]) * moved[i];
      }
    }
    return new WithTangent<>(apply(stars), stars.withArray(image));
  }

  /** phi1 in units of half the range, from its middle. */
  private double[] places(Columns stars) {
    if (!stars.names().equals(shape.names())) {
      throw new IllegalArgumentException(
          "stars must have the columns " + shape.names() + " of the track, got " + stars.names());
    }
    return Arrays.stream(stars.column(ALONG)).map(phi1 -> (phi1 - middle) / half).toArray();
  }

  private static double value(double[] c, double t) {
    double inside = Math.max(-1, Math.min(1, t));
    double sum = 0;
    for (int k = c.length - 1; k >= 0; k--) {
      sum = sum * inside + c[k];
    }
    return sum + (t - inside) * derivative(c, inside);
  }

  /** The derivative with respect to phi1. */
  private double slope(double[] c, double t) {
    return derivative(c, Math.max(-1, Math.min(1, t))) / half;
  }

  private static double derivative(double[] c, double t) {
    double sum = 0;
    for (int k = c.length - 1; k >= 1; k--) {
      sum = sum * t + k * c[k];
    }
    return sum;
  }
}
