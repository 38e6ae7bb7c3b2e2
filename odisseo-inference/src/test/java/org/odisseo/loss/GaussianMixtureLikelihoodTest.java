// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.testkit.DifferentiableContract;

class GaussianMixtureLikelihoodTest extends DifferentiableContract<Columns, Scalar> {

  private static final String[] NAMES = {"a", "b", "c"};
  private static final Columns COMPLETE = TestClouds.normal(1, 6, 0, NAMES);

  /** Some stars lack some numbers. */
  private static final Columns OBSERVED =
      TestClouds.with(
          TestClouds.with(TestClouds.with(COMPLETE, "b[1]", Double.NaN), "a[4]", Double.NaN),
          "c[4]",
          Double.NaN);

  private static final Columns MODEL = TestClouds.normal(2, 5, 0.4, NAMES);
  private static final ParameterSet ZERO = ParameterSet.of("a", 0, "b", 0, "c", 0);

  @Override
  protected Differentiable<Columns, Scalar> map() {
    return full(OBSERVED);
  }

  @Override
  protected List<Columns> points() {
    return List.of(MODEL, TestClouds.normal(3, 1, 0, NAMES));
  }

  @Nested
  class Diagonal extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return GaussianMixtureLikelihood.of(OBSERVED, TestClouds.filled(OBSERVED, 0.7))
          .withKernelWidths(ParameterSet.of("a", 0.2, "b", 0, "c", 0.5));
    }

    @Override
    protected List<Columns> points() {
      return List.of(MODEL);
    }
  }

  @Nested
  class WithBackground extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return full(OBSERVED)
          .withBackground(0.3, Background.gaussian(ZERO, ParameterSet.of("a", 2, "b", 3, "c", 1)));
    }

    @Override
    protected List<Columns> points() {
      return List.of(MODEL);
    }
  }

  @Test
  void oneStarIsAGaussian() {
    GaussianMixtureLikelihood loss =
        GaussianMixtureLikelihood.of(TestClouds.line(1.3), TestClouds.line(0.5));
    double u = (1.3 - 0.2) / 0.5;
    double expected = 0.5 * u * u + Math.log(0.5) + 0.5 * Math.log(2 * Math.PI);
    assertEquals(expected, loss.apply(TestClouds.line(0.2)).value(), 1e-14);
    assertEquals(-u / 0.5, Gradient.of(loss, TestClouds.line(0.2)).value("x", 0), 1e-13);
  }

  /** Observed stars, model stars and covariances turned together. */
  @Test
  void rotationsChangeNothing() {
    double[][] r = rotation();
    List<double[][]> turned = new ArrayList<>();
    for (double[][] c : covariances(6)) {
      turned.add(times(times(r, c), transpose(r)));
    }
    double expected = GaussianMixtureLikelihood.of(COMPLETE, covariances(6)).apply(MODEL).value();
    double actual =
        GaussianMixtureLikelihood.of(turn(r, COMPLETE), turned).apply(turn(r, MODEL)).value();
    // The covariances of all stars differ, so that turning only two of the three would be noticed.
    assertEquals(expected, actual, 1e-12 * expected);
    double forgotten =
        GaussianMixtureLikelihood.of(turn(r, COMPLETE), covariances(6))
            .apply(turn(r, MODEL))
            .value();
    assertTrue(Math.abs(expected - forgotten) > 1e-3);
  }

  @Test
  void diagonalCovariancesAreErrors() {
    Columns errors = TestClouds.filled(OBSERVED, 0.7);
    double[][] c = {{0.49, 0, 0}, {0, 0.49, 0}, {0, 0, 0.49}};
    double expected = GaussianMixtureLikelihood.of(OBSERVED, errors).apply(MODEL).value();
    double actual =
        GaussianMixtureLikelihood.of(OBSERVED, List.of(c, c, c, c, c, c)).apply(MODEL).value();
    assertEquals(expected, actual, 1e-13 * expected);
  }

  /** The likelihood with a number missing is the integral over that number. */
  @Test
  void missingNumbersAreIntegratedOver() {
    List<double[][]> one = covariances(1);
    Columns star = Columns.of(List.of(NAMES), new double[][] {{0.2}, {Double.NaN}, {-0.4}});
    Background background = Background.gaussian(ZERO, ParameterSet.of("a", 2, "b", 1.5, "c", 1));
    double marginal =
        GaussianMixtureLikelihood.of(star, one)
            .withBackground(0.2, background)
            .apply(MODEL)
            .value();
    // The trapezoidal rule converges faster than any power for Gaussians of width 0.5 and more.
    double step = 0.1;
    double integral = 0;
    for (double b = -15; b <= 15; b += step) {
      Columns filled = TestClouds.with(star, "b[0]", b);
      integral +=
          step
              * Math.exp(
                  -GaussianMixtureLikelihood.of(filled, one)
                      .withBackground(0.2, background)
                      .apply(MODEL)
                      .value());
    }
    assertEquals(Math.exp(-marginal), integral, 1e-12 * integral);
  }

  @Test
  void numbersOfMissingColumnsDoNotMatter() {
    List<double[][]> strange = covariances(6);
    for (int k = 0; k < 3; k++) {
      strange.get(1)[1][k] = Double.NaN;
      strange.get(1)[k][1] = -5;
    }
    assertEquals(
        full(OBSERVED).apply(MODEL), GaussianMixtureLikelihood.of(OBSERVED, strange).apply(MODEL));
  }

  /** By the definition, with exponentials as they are. */
  @Test
  void isTheSumOfItsTerms() {
    Columns observed = TestClouds.normal(4, 7, 0, "x", "y");
    Columns errors = TestClouds.filled(observed, 0.6);
    Columns model = TestClouds.normal(5, 8, 0.2, "x", "y");
    ParameterSet low = ParameterSet.of("x", -4, "y", -3);
    ParameterSet high = ParameterSet.of("x", 4, "y", 5);
    double variance = 0.36 + 0.25;
    double expected = 0;
    for (int i = 0; i < 7; i++) {
      double sum = 0;
      for (int j = 0; j < 8; j++) {
        double r = observed.row(i).minus(model.row(j)).norm();
        sum += Math.exp(-r * r / 2 / variance) / (2 * Math.PI * variance);
      }
      expected -= Math.log(0.75 * sum / 8 + 0.25 / 64);
    }
    double actual =
        GaussianMixtureLikelihood.of(observed, errors)
            .withKernelWidths(ParameterSet.of("y", 0.5, "x", 0.5))
            .withBackground(0.25, Background.uniform(low, high))
            .apply(model)
            .value();
    assertEquals(expected, actual, 1e-13 * Math.abs(expected));
  }

  @Test
  void farStarsStillPull() {
    Columns observed = TestClouds.xy(new double[] {1, 2}, new double[] {3, -1});
    GaussianMixtureLikelihood loss =
        GaussianMixtureLikelihood.of(observed, TestClouds.filled(observed, 0.01));
    for (double far : new double[] {1e3, 1e8, 1e100}) {
      Columns model = TestClouds.xy(new double[] {far, 2 * far}, new double[] {far, far});
      Columns gradient = Gradient.of(loss, model);
      assertTrue(Double.isFinite(loss.apply(model).value()));
      // Both observed stars belong to the nearer model star and pull it by distance/error^2.
      double expected = ((far - 1) + (far - 2)) / 1e-4;
      assertEquals(expected, gradient.value("x", 0), 1e-12 * expected);
      assertEquals(0, gradient.value("x", 1));
    }
  }

  @Test
  void backgroundTakesStarsFarAway() {
    Columns observed = TestClouds.line(0);
    GaussianMixtureLikelihood loss =
        GaussianMixtureLikelihood.of(observed, TestClouds.line(1))
            .withBackground(
                0.5, Background.uniform(ParameterSet.of("x", -5), ParameterSet.of("x", 5)));
    assertEquals(-Math.log(0.5 / 10), loss.apply(TestClouds.line(1e4)).value(), 1e-14);
    assertEquals(0, Gradient.of(loss, TestClouds.line(1e4)).value("x", 0));
    // Outside of the uniform background only the model is left.
    GaussianMixtureLikelihood outside =
        GaussianMixtureLikelihood.of(TestClouds.line(7), TestClouds.line(1))
            .withBackground(
                0.5, Background.uniform(ParameterSet.of("x", -5), ParameterSet.of("x", 5)));
    double expected = -Math.log(0.5) + 0.5 * Math.log(2 * Math.PI) + 0.5 * 9;
    assertEquals(expected, outside.apply(TestClouds.line(10)).value(), 1e-14);
    assertEquals(3, Gradient.of(outside, TestClouds.line(10)).value("x", 0), 1e-14);
  }

  /** Far from all model stars only the background is left, with the errors of the star. */
  @Test
  void gaussianBackgroundIsSeenWithErrors() {
    double variance = 1.5 * 1.5 + 0.4 * 0.4;
    double density = Math.exp(-0.5 * 0.8 * 0.8 / variance) / Math.sqrt(2 * Math.PI * variance);
    double actual =
        GaussianMixtureLikelihood.of(TestClouds.line(1), TestClouds.line(0.4))
            .withBackground(
                0.3, Background.gaussian(ParameterSet.of("x", 0.2), ParameterSet.of("x", 1.5)))
            .apply(TestClouds.line(1e3))
            .value();
    assertEquals(-Math.log(0.3 * density), actual, 1e-14);
  }

  @Test
  void badArgumentsAreRefused() {
    Columns errors = TestClouds.filled(OBSERVED, 1);
    assertMessage(
        "errors.b[2] must be > 0 and finite, got 0.0",
        () -> GaussianMixtureLikelihood.of(OBSERVED, TestClouds.with(errors, "b[2]", 0)));
    assertMessage(
        "errors.c[0] must be > 0 and finite, got -1.0",
        () -> GaussianMixtureLikelihood.of(OBSERVED, TestClouds.with(errors, "c[0]", -1)));
    assertArrayEquals(
        Gradient.of(GaussianMixtureLikelihood.of(OBSERVED, errors), MODEL).toArray(),
        Gradient.of(
                GaussianMixtureLikelihood.of(OBSERVED, TestClouds.with(errors, "b[1]", Double.NaN)),
                MODEL)
            .toArray());
    assertMessage(
        "errors must be Columns[a, b, c; count=6], got Columns[a, b; count=6]",
        () -> GaussianMixtureLikelihood.of(OBSERVED, errors.select("a", "b")));
    assertMessage(
        "observed must have a number in every row, got none in row 0",
        () -> GaussianMixtureLikelihood.of(TestClouds.line(Double.NaN, 1), TestClouds.line(1, 1)));
    assertMessage(
        "covariances must have length 6 (one for each star), got 2",
        () -> GaussianMixtureLikelihood.of(OBSERVED, covariances(2)));
    List<double[][]> flat = covariances(6);
    flat.set(2, new double[][] {{1, 1, 0}, {1, 1, 0}, {0, 0, 1}});
    assertMessage(
        "covariances[2] must be symmetric and positive definite among the measured columns",
        () -> GaussianMixtureLikelihood.of(COMPLETE, flat));
    flat.set(2, new double[][] {{1, 0.5, 0}, {0, 1, 0}, {0, 0, 1}});
    assertMessage(
        "covariances[2] must be symmetric and positive definite among the measured columns",
        () -> GaussianMixtureLikelihood.of(COMPLETE, flat));
    GaussianMixtureLikelihood loss = GaussianMixtureLikelihood.of(OBSERVED, errors);
    assertMessage(
        "fraction must be > 0 and < 1, got 1.0",
        () ->
            loss.withBackground(
                1, Background.gaussian(ZERO, ParameterSet.of("a", 1, "b", 1, "c", 1))));
    assertMessage(
        "background must have one number for each column (a, b, c), got (a)",
        () ->
            loss.withBackground(
                0.1, Background.uniform(ParameterSet.of("a", 1), ParameterSet.of("a", 2))));
    assertMessage(
        "high - low of a must be > 0 and finite, got -1.0",
        () -> Background.uniform(ParameterSet.of("a", 2), ParameterSet.of("a", 1)));
    assertMessage(
        "deviation.a must be > 0 and finite, got 0.0",
        () -> Background.gaussian(ParameterSet.of("a", 2), ParameterSet.of("a", 0)));
    assertMessage(
        "deviation must have the parameters (a, b) in this order, got (a)",
        () -> Background.gaussian(ParameterSet.of("a", 2, "b", 1), ParameterSet.of("a", 1)));
    assertMessage(
        "kernelWidths must be >= 0 and finite, got -1.0 at index 1",
        () -> loss.withKernelWidths(ParameterSet.of("a", 0, "b", -1, "c", 0)));
  }

  private static GaussianMixtureLikelihood full(Columns observed) {
    return GaussianMixtureLikelihood.of(observed, covariances(observed.count()));
  }

  /** Different covariances with strong correlations. */
  private static List<double[][]> covariances(int count) {
    List<double[][]> covariances = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[][] root = {{0.6, 0, 0}, {0.3 + 0.1 * i, 0.5, 0}, {-0.2, 0.1 * i, 0.7}};
      covariances.add(times(root, transpose(root)));
    }
    return covariances;
  }

  private static double[][] rotation() {
    double[][] about = {
      {Math.cos(0.7), -Math.sin(0.7), 0}, {Math.sin(0.7), Math.cos(0.7), 0}, {0, 0, 1}
    };
    double[][] tilt = {
      {1, 0, 0}, {0, Math.cos(1.1), -Math.sin(1.1)}, {0, Math.sin(1.1), Math.cos(1.1)}
    };
    return times(about, tilt);
  }

  private static Columns turn(double[][] r, Columns cloud) {
    double[][] turned = new double[3][cloud.count()];
    for (int i = 0; i < cloud.count(); i++) {
      double[] row = cloud.row(i).toArray();
      for (int a = 0; a < 3; a++) {
        turned[a][i] = r[a][0] * row[0] + r[a][1] * row[1] + r[a][2] * row[2];
      }
    }
    return Columns.of(cloud.names(), turned);
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static double[][] transpose(double[][] a) {
    double[][] transposed = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        transposed[i][j] = a[j][i];
      }
    }
    return transposed;
  }
}
