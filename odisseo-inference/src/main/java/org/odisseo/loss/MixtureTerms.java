// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;

/** What each observed star adds to a {@link GaussianMixtureLikelihood}, in one column. */
final class MixtureTerms implements Differentiable<Columns, Columns> {

  private static final double[][] NO_GRADIENT = {};

  private final GaussianMixtureLikelihood likelihood;

  MixtureTerms(GaussianMixtureLikelihood likelihood) {
    this.likelihood = likelihood;
  }

  private static Columns column(double[] numbers) {
    return Columns.of(List.of("negativeLogLikelihood"), numbers);
  }

  @Override
  public Columns apply(Columns stars) {
    double[][] rows = Clouds.model(stars, likelihood.names());
    double[] values = new double[likelihood.count()];
    GaussianMixtureLikelihood.Scratch scratch = new GaussianMixtureLikelihood.Scratch(rows);
    boolean finite = stars.isFinite();
    Arrays.setAll(
        values, i -> finite ? likelihood.term(i, rows, scratch, 1, NO_GRADIENT) : Double.NaN);
    return column(values);
  }

  @Override
  public WithPullback<Columns, Columns> vjp(Columns stars) {
    Columns values = apply(stars);
    return new WithPullback<>(
        values,
        cotangent -> {
          values.requireSameShape("cotangent", cotangent);
          double[][] rows = Clouds.model(stars, likelihood.names());
          double[][] gradient = new double[rows.length][stars.count()];
          GaussianMixtureLikelihood.Scratch scratch = new GaussianMixtureLikelihood.Scratch(rows);
          double[] factors = cotangent.toArray();
          for (int i = 0; i < factors.length; i++) {
            likelihood.term(i, rows, scratch, factors[i], gradient);
          }
          return Columns.of(stars.names(), gradient);
        });
  }

  @Override
  public WithTangent<Columns> jvp(Columns stars, Columns tangent) {
    WithTangents<Columns> images = jvps(stars, List.of(tangent));
    return new WithTangent<>(images.value(), images.tangents().get(0));
  }

  /** Each star's gradient is made once, and multiplied by all tangents. */
  @Override
  public WithTangents<Columns> jvps(Columns stars, List<Columns> tangents) {
    double[][] rows = Clouds.model(stars, likelihood.names());
    double[][] gradient = new double[rows.length][stars.count()];
    GaussianMixtureLikelihood.Scratch scratch = new GaussianMixtureLikelihood.Scratch(rows);
    double[][] moved = tangents.stream().map(Columns::toArray).toArray(double[][]::new);
    double[] values = new double[likelihood.count()];
    double[][] images = new double[moved.length][values.length];
    boolean finite = stars.isFinite();
    for (int i = 0; i < values.length; i++) {
      for (double[] row : gradient) {
        Arrays.fill(row, 0);
      }
      values[i] = finite ? likelihood.term(i, rows, scratch, 1, gradient) : Double.NaN;
      for (int k = 0; k < moved.length; k++) {
        images[k][i] = finite ? dot(gradient, moved[k]) : Double.NaN;
      }
    }
    return new WithTangents<>(
        column(values), Arrays.stream(images).map(MixtureTerms::column).toList());
  }

  private static double dot(double[][] gradient, double[] tangent) {
    int n = gradient[0].length;
    double sum = 0;
    for (int c = 0; c < gradient.length; c++) {
      double[] row = gradient[c];
      for (int j = 0; j < n; j++) {
        sum += row[j] * tangent[c * n + j];
      }
    }
    return sum;
  }
}
