// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.loss.TestClouds.line;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.testkit.DifferentiableContract;
import org.odisseo.uncertainty.Bandwidth;

class KernelDensityLikelihoodTest extends DifferentiableContract<Columns, Scalar> {

  private static final Columns OBSERVED =
      TestClouds.with(TestClouds.normal(1, 6, 0, "a", "b"), "b[3]", Double.NaN);
  private static final Columns MODEL = TestClouds.normal(2, 7, 0.4, "a", "b");
  private static final ParameterSet WIDTHS = ParameterSet.of("a", 0.5, "b", 0.8);

  @Override
  protected Differentiable<Columns, Scalar> map() {
    return KernelDensityLikelihood.of(OBSERVED, Bandwidth.scott());
  }

  @Override
  protected List<Columns> points() {
    return List.of(MODEL, TestClouds.normal(3, 2, 0, "a", "b"));
  }

  @Nested
  class Silverman extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return KernelDensityLikelihood.of(OBSERVED, Bandwidth.silverman());
    }

    @Override
    protected List<Columns> points() {
      return List.of(MODEL);
    }
  }

  @Nested
  class Fixed extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return KernelDensityLikelihood.ofWidths(OBSERVED, WIDTHS);
    }

    @Override
    protected List<Columns> points() {
      return List.of(MODEL, TestClouds.normal(3, 1, 0, "a", "b"));
    }
  }

  @Test
  void agreesWithScipy() {
    Columns observed = TestClouds.TARGET.select("x");
    Columns model = TestClouds.MODEL.select("x");
    assertEquals(
        TestClouds.reference("kde.scott")[0],
        KernelDensityLikelihood.of(observed, Bandwidth.scott()).apply(model).value(),
        1e-13);
    assertEquals(
        TestClouds.reference("kde.silverman")[0],
        KernelDensityLikelihood.of(observed, Bandwidth.silverman()).apply(model).value(),
        1e-13);
  }

  /** A mixture with errors of the width of the kernels is the same thing. */
  @Test
  void isAMixtureOfGaussians() {
    Columns errors =
        OBSERVED.withArray(
            new double[] {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8});
    double expected = GaussianMixtureLikelihood.of(OBSERVED, errors).apply(MODEL).value();
    double actual = KernelDensityLikelihood.ofWidths(OBSERVED, WIDTHS).apply(MODEL).value();
    assertEquals(expected, actual, 1e-13 * expected);
  }

  /** Widths by the rules, spelled out for two columns: (n (d + 2)/4)^(-1/6) is n^(-1/6). */
  @Test
  void densityIntegratesToOneInTwoColumns() {
    List<Function<Columns, KernelDensityLikelihood>> makers =
        List.of(
            point -> KernelDensityLikelihood.of(point, Bandwidth.scott()),
            point -> KernelDensityLikelihood.of(point, Bandwidth.fixed(0.6)),
            point -> KernelDensityLikelihood.ofWidths(point, WIDTHS));
    for (Function<Columns, KernelDensityLikelihood> maker : makers) {
      // The error of the rule is exp(-2 (pi w/step)^2) for kernels of a width w, here at least 0.5.
      double step = 0.2;
      double sum = 0;
      for (double a = -8; a < 8; a += step) {
        for (double b = -8; b < 8; b += step) {
          Columns point = Columns.of(List.of("a", "b"), new double[] {a}, new double[] {b});
          double log = -maker.apply(point).apply(MODEL).value();
          sum += Math.exp(log) * step * step;
        }
      }
      assertEquals(1, sum, 1e-12);
    }
  }

  @Test
  void rulesGiveTheirWidths() {
    double[] x = MODEL.column("a");
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / 6;
    double[] y = MODEL.column("b");
    double meanY = Arrays.stream(y).average().orElseThrow();
    double varianceY = Arrays.stream(y).map(v -> (v - meanY) * (v - meanY)).sum() / 6;
    double factor = Math.pow(7, -1 / 6.0);
    ParameterSet same =
        ParameterSet.of("a", factor * Math.sqrt(variance), "b", factor * Math.sqrt(varianceY));
    double expected = KernelDensityLikelihood.ofWidths(OBSERVED, same).apply(MODEL).value();
    for (Bandwidth rule :
        List.of(Bandwidth.scott(), Bandwidth.silverman(), Bandwidth.fixed(factor))) {
      double actual = KernelDensityLikelihood.of(OBSERVED, rule).apply(MODEL).value();
      assertEquals(expected, actual, 1e-13 * expected);
    }
  }

  @Test
  void farStarsStillPull() {
    KernelDensityLikelihood loss =
        KernelDensityLikelihood.ofWidths(line(0), ParameterSet.of("x", 0.1));
    for (double far : new double[] {1e3, 1e100}) {
      Columns model = line(far, 2 * far);
      assertEquals(100 * far, Gradient.of(loss, model).value("x", 0), 1e-12 * 100 * far);
      assertTrue(Double.isFinite(loss.apply(model).value()));
    }
  }

  @Test
  void badArgumentsAreRefused() {
    assertMessage(
        "stars.x must have a spread to take the width of kernels from, got 2.0 in all 3 rows",
        () -> KernelDensityLikelihood.of(line(1), Bandwidth.scott()).apply(line(2, 2, 2)));
    assertMessage(
        "stars.x must have a spread to take the width of kernels from, got 2.0 in all 1 rows",
        () -> KernelDensityLikelihood.of(line(1), Bandwidth.scott()).apply(line(2)));
    assertMessage(
        "widths.x must be > 0 and finite, got 0.0",
        () -> KernelDensityLikelihood.ofWidths(line(1), ParameterSet.of("x", 0)));
    assertMessage(
        "widths must have one number for each column (x), got (a, b)",
        () -> KernelDensityLikelihood.ofWidths(line(1), WIDTHS));
  }
}
