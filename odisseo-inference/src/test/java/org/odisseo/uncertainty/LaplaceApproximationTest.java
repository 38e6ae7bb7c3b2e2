// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.ParameterSet;

class LaplaceApproximationTest {

  private static final ExpressionMap QUADRATIC =
      ExpressionMap.parse(
          "f = 1.5 + ((x - 1)^2 - 2*0.8*(x - 1)*(y/1e11 - 3) + (y/1e11 - 3)^2)/(2*(1 - 0.8^2))");

  private static final ParameterSet MODE = ParameterSet.of("x", 1, "y", 3e11);

  /** With y in 1e11. */
  private static final double[][] COVARIANCE = {{1, 0.8}, {0.8, 1}};

  @Test
  void aGaussianIsItsOwnApproximation() {
    LaplaceApproximation laplace = LaplaceApproximation.of(QUADRATIC.output("f"), MODE);
    assertTrue(laplace.isExact());
    assertEquals(0.8, laplace.covariance().correlation("x", "y"), 1e-14);
    assertEquals(1e11, laplace.covariance().sigma("y"), 1e-3);
    MultivariateNormalDistribution normal =
        new MultivariateNormalDistribution(new double[] {1, 3}, COVARIANCE);
    ParameterSet at = ParameterSet.of("x", -0.3, "y", 2.2e11);
    double expected = Math.log(normal.density(new double[] {-0.3, 2.2})) - Math.log(1e11);
    assertEquals(expected, laplace.logDensity(at), 1e-10);
    // The integral of exp(-1.5 - quadratic form / 2) is exp(-1.5) 2 pi sqrt(det C).
    double determinant = 1e22 * (1 - 0.64);
    assertEquals(
        -1.5 + Math.log(2 * Math.PI) + 0.5 * Math.log(determinant), laplace.logEvidence(), 1e-12);
    assertEquals(0, laplace.modeDistance(), 1e-12);
  }

  @Test
  void theDistanceToTheModeIsInStandardDeviations() {
    // Two sigma along x alone are 2/sqrt(1 - 0.64) along the direction of the gradient.
    LaplaceApproximation laplace =
        LaplaceApproximation.of(QUADRATIC.output("f"), MODE.with("x", 3));
    assertEquals(2 / 0.6, laplace.modeDistance(), 1e-12);
  }

  @Test
  void theEvidenceOfNormalDataWithANormalPriorIsKnown() {
    // y_i ~ N(m, 0.5^2), m ~ N(0.3, 2^2): the y are jointly normal around 0.3.
    double[] y = {1.2, 0.4, 2.2, 1.0};
    StringBuilder text = new StringBuilder("(m - 0.3)^2/8 + log(2*sqrt(2*3.141592653589793))");
    double[][] covariance = new double[4][4];
    double mean = 0;
    for (int i = 0; i < 4; i++) {
      text.append(" + (").append(y[i]).append(" - m)^2/0.5 + log(0.5*sqrt(2*3.141592653589793))");
      Arrays.fill(covariance[i], 4);
      covariance[i][i] += 0.25;
      mean += y[i] / 4;
    }
    double precision = 4 / 0.25 + 1 / 4.0;
    double mode = (mean * 4 / 0.25 + 0.3 / 4) / precision;
    LaplaceApproximation laplace =
        LaplaceApproximation.of(
            ExpressionMap.parse("f = " + text).output("f"), ParameterSet.of("m", mode));
    double[] center = {0.3, 0.3, 0.3, 0.3};
    double expected = Math.log(new MultivariateNormalDistribution(center, covariance).density(y));
    // Found by an eigendecomposition with the condition 65: a few hundred roundings.
    assertEquals(expected, laplace.logEvidence(), 1e-12);
    assertEquals(1 / Math.sqrt(precision), laplace.covariance().sigma("m"), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void drawsHaveTheMomentsAndTheCoverage(long seed) {
    LaplaceApproximation laplace = LaplaceApproximation.of(QUADRATIC.output("f"), MODE);
    int n = 20_000;
    Columns draws = laplace.sample(new SplittableRandom(seed), n);
    assertEquals(draws, laplace.sample(new SplittableRandom(seed), n));
    double[] u = Arrays.stream(draws.column("x")).map(x -> x - 1).toArray();
    double[] v = Arrays.stream(draws.column("y")).map(y -> y / 1e11 - 3).toArray();
    double[] sums = new double[5];
    int inside = 0;
    ConfidenceEllipse ellipse = laplace.covariance().ellipse(MODE, "x", "y");
    for (int i = 0; i < n; i++) {
      double[] terms = {u[i], v[i], u[i] * u[i], v[i] * v[i], u[i] * v[i]};
      for (int k = 0; k < 5; k++) {
        sums[k] += terms[k] / n;
      }
      double rise = ellipse.deltaChiSquaredAt(draws.value("x", i), draws.value("y", i));
      inside += rise < ConfidenceEllipse.deltaChiSquared(1) ? 1 : 0;
    }
    double error = 4 / Math.sqrt(n);
    assertEquals(0, sums[0], error);
    assertEquals(0, sums[1], error);
    assertEquals(1, sums[2], error * Math.sqrt(2));
    assertEquals(1, sums[3], error * Math.sqrt(2));
    // The variance of a product of standard normals is 1 + r^2.
    assertEquals(0.8, sums[4], error * Math.sqrt(1.64));
    assertEquals(0.6827, inside / (double) n, error * Math.sqrt(0.6827 * 0.3173));
  }

  @Test
  void whatHasNoGaussianIsRefusedWithTheDirection() {
    ExpressionMap valley = ExpressionMap.parse("f = (ln_a + ln_b)^2");
    assertMessage(
        "negativeLogDensity must curve upward along every direction at the mode, got 0.71 ln_a"
            + " - 0.71 ln_b, along which it does not",
        () -> LaplaceApproximation.of(valley.output("f"), ParameterSet.of("ln_a", 1, "ln_b", -1)));
    assertMessage(
        "negativeLogDensity at the mode must be finite, got NaN",
        () ->
            LaplaceApproximation.of(
                ExpressionMap.parse("f = log(x)").output("f"), ParameterSet.of("x", -1)));
    LaplaceApproximation laplace = LaplaceApproximation.of(QUADRATIC.output("f"), MODE);
    assertMessage("count must be >= 0, got -1", () -> laplace.sample(new SplittableRandom(1), -1));
  }
}
