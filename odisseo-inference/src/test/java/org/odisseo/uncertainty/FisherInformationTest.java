// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;
import static org.odisseo.uncertainty.FisherDirectionsTest.FLUX;
import static org.odisseo.uncertainty.FisherDirectionsTest.FLUX_ERRORS;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.TwiceDifferentiable;

class FisherInformationTest {

  /** Places and errors of the observations of a straight line y = a + b t. */
  private static final double[] T = {-2, -0.5, 1, 1.5, 4};

  private static final double[] SIGMA = {0.3, 0.2, 0.5, 0.1, 0.4};

  private static final ParameterSet LINE = ParameterSet.of("a", 0.7, "b", -1.3);

  private static TwiceDifferentiable<ParameterSet, ParameterSet> line() {
    double[][] design = new double[T.length][];
    for (int k = 0; k < T.length; k++) {
      design[k] = new double[] {1, T[k]};
    }
    return Maps.matrix(design, LINE, observations(new double[T.length]));
  }

  private static ParameterSet observations(double[] values) {
    return ParameterSet.of(List.of("y0", "y1", "y2", "y3", "y4"), values);
  }

  /** Residuals in units of the errors. */
  private static TwiceDifferentiable<ParameterSet, ParameterSet> residuals(double[] observed) {
    double[][] weights = new double[T.length][T.length];
    for (int k = 0; k < T.length; k++) {
      weights[k][k] = 1 / SIGMA[k];
    }
    ParameterSet shape = observations(observed);
    return line().then(Maps.translate(shape.times(-1))).then(Maps.matrix(weights, shape, shape));
  }

  /**
   * The covariance of a weighted straight line, Bevington and Robinson 2003, eq. 6.23: variances of
   * a and b and their covariance.
   */
  private static double[] lineCovariance() {
    double s = 0;
    double st = 0;
    double stt = 0;
    for (int k = 0; k < T.length; k++) {
      double w = 1 / (SIGMA[k] * SIGMA[k]);
      s += w;
      st += w * T[k];
      stt += w * T[k] * T[k];
    }
    double determinant = s * stt - st * st;
    return new double[] {stt / determinant, s / determinant, -st / determinant};
  }

  private static void assertLineCovariance(FisherInformation fisher, double tolerance) {
    double[] expected = lineCovariance();
    Covariance covariance = fisher.covariance();
    assertEquals(1, covariance.entry("a", "a") / expected[0], tolerance);
    assertEquals(1, covariance.entry("b", "b") / expected[1], tolerance);
    assertEquals(1, covariance.entry("a", "b") / expected[2], tolerance);
    assertEquals(1, fisher.marginalSigmas().value("b") / Math.sqrt(expected[1]), tolerance);
    assertEquals(
        expected[2] / Math.sqrt(expected[0] * expected[1]),
        covariance.correlation("b", "a"),
        tolerance);
  }

  @Test
  void aStraightLineHasItsTextbookCovarianceInEveryForm() {
    double[] observed = {3, 1, -0.5, -1, -4.4};
    TwiceDifferentiable<ParameterSet, ParameterSet> residuals = residuals(observed);
    TwiceDifferentiable<ParameterSet, Scalar> chiSquared = residuals.then(Maps.sumOfSquares());
    FisherInformation fromChiSquared = FisherInformation.ofChiSquared(chiSquared, LINE);
    assertTrue(fromChiSquared.isExact());
    assertLineCovariance(fromChiSquared, 1e-13);
    assertLineCovariance(FisherInformation.ofResiduals(residuals, LINE), 1e-13);
    assertLineCovariance(FisherInformation.ofModel(line(), LINE, observations(SIGMA)), 1e-13);
    assertLineCovariance(
        FisherInformation.ofNegativeLogLikelihood(chiSquared.then(Maps.scale(0.5)), LINE), 1e-13);
    double[][] diagonal = new double[T.length][T.length];
    for (int k = 0; k < T.length; k++) {
      diagonal[k][k] = SIGMA[k] * SIGMA[k];
    }
    assertLineCovariance(FisherInformation.ofModel(line(), LINE, diagonal), 1e-13);
  }

  @Test
  void withoutSecondDerivativesDifferencesAreUsedAndAdmitted() {
    TwiceDifferentiable<ParameterSet, Scalar> twice =
        residuals(new double[T.length]).then(Maps.sumOfSquares());
    Differentiable<ParameterSet, Scalar> once =
        Differentiable.of(
            twice::apply, (at, c) -> twice.vjp(at).pull(c), (at, t) -> twice.jvp(at, t).tangent());
    FisherInformation fisher = FisherInformation.ofChiSquared(once, LINE);
    assertFalse(fisher.isExact());
    // Central differences of a linear gradient: rounding alone, 1e-16 over steps of 1e-3.
    assertLineCovariance(fisher, 1e-10);
    assertFalse(fisher.withPrior("a", 1).isExact());
    assertTrue(fisher.toString().startsWith("FisherInformation (from differences"));
  }

  /** The least-squares line through observations, by the textbook's sums. */
  private static double[] fit(double[] observed) {
    double sy = 0;
    double sty = 0;
    for (int k = 0; k < T.length; k++) {
      double w = 1 / (SIGMA[k] * SIGMA[k]);
      sy += w * observed[k];
      sty += w * T[k] * observed[k];
    }
    double[] c = lineCovariance();
    return new double[] {c[0] * sy + c[2] * sty, c[2] * sy + c[1] * sty};
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sigmasAreTheScatterOfManyFits(long seed) {
    int fits = 4000;
    SplittableRandom random = new SplittableRandom(seed);
    double[] truth = line().apply(LINE).toArray();
    double[] squares = new double[2];
    for (int n = 0; n < fits; n++) {
      double[] observed = truth.clone();
      for (int k = 0; k < T.length; k++) {
        observed[k] += SIGMA[k] * random.nextGaussian();
      }
      double[] found = fit(observed);
      for (int i = 0; i < 2; i++) {
        squares[i] += Math.pow(found[i] - LINE.value(i), 2) / fits;
      }
    }
    FisherInformation fisher =
        FisherInformation.ofChiSquared(residuals(truth).then(Maps.sumOfSquares()), LINE);
    for (int i = 0; i < 2; i++) {
      // A scatter of n normal numbers has a relative error of 1/sqrt(2n); without the half in F,
      // or with the half in C, the ratio would be off by a factor sqrt(2).
      double ratio = Math.sqrt(squares[i]) / fisher.marginalSigmas().value(i);
      assertEquals(1, ratio, 4 / Math.sqrt(2.0 * fits), LINE.names().get(i));
    }
  }

  @Test
  void correlatedErrorsAreWeightedByTheirInverse() {
    double[][] covariance = new double[T.length][T.length];
    for (int i = 0; i < T.length; i++) {
      for (int j = 0; j < T.length; j++) {
        covariance[i][j] = SIGMA[i] * SIGMA[j] * Math.pow(0.6, Math.abs(i - j));
      }
    }
    RealMatrix inverse =
        new LUDecomposition(MatrixUtils.createRealMatrix(covariance)).getSolver().getInverse();
    RealMatrix design = MatrixUtils.createRealMatrix(T.length, 2);
    for (int k = 0; k < T.length; k++) {
      design.setRow(k, new double[] {1, T[k]});
    }
    double[][] expected = design.transpose().multiply(inverse).multiply(design).getData();
    double[][] found = FisherInformation.ofModel(line(), LINE, covariance).toArray();
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(expected[i], found[i], 1e-11);
    }
  }

  @Test
  void parametersOfVeryDifferentSizeKeepTheirDigits() {
    // The same line, with the slope counted in 1e11 and the intercept in 1e-9.
    ExpressionMap toLine = ExpressionMap.parse("a = small*1e9", "b = mass/1e11");
    ParameterSet at = ParameterSet.of("small", 0.7e-9, "mass", -1.3e11);
    FisherInformation fisher =
        FisherInformation.ofModel(toLine.then(line()), at, observations(SIGMA));
    double[] expected = lineCovariance();
    Covariance covariance = fisher.covariance();
    assertEquals(1, covariance.entry("mass", "mass") / 1e22 / expected[1], 1e-12);
    assertEquals(1, covariance.entry("small", "small") * 1e18 / expected[0], 1e-12);
    assertEquals(1, covariance.entry("mass", "small") / 1e2 / expected[2], 1e-12);
    assertTrue(fisher.unconstrained().isEmpty());
    // Counted in the power of ten next to the conditional sigma; a mere change of units.
    Direction first = fisher.directions().get(0);
    assertEquals(
        List.of(1e-10, 1e10),
        fisher.directions().get(0).units().toMap().values().stream().toList());
    assertTrue(first.text().contains("mass/1e10"), first.text());
  }

  @Test
  void informationOfIndependentExperimentsAdds() {
    FisherInformation whole = FisherInformation.ofModel(line(), LINE, observations(SIGMA));
    FisherInformation[] halves = new FisherInformation[2];
    for (int half = 0; half < 2; half++) {
      double[] sigma = SIGMA.clone();
      for (int k = 0; k < sigma.length; k++) {
        // Next to no information from what the other half has observed.
        sigma[k] = k % 2 == half ? sigma[k] : 1e12;
      }
      halves[half] = FisherInformation.ofModel(line(), LINE, observations(sigma));
    }
    FisherInformation sum = halves[0].plus(halves[1]);
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(whole.toArray()[i], sum.toArray()[i], 1e-12);
    }
  }

  @Test
  void otherParametersHaveTheInformationOfTheComposedModel() {
    ExpressionMap toOld =
        ExpressionMap.parse("ln_a = log(a)", "ln_b = log(product/a)", "c = 2*ratio*product");
    ParameterSet newAt = ParameterSet.of("a", 1.5, "product", 2.7, "ratio", 0.4);
    FisherInformation old =
        FisherInformation.ofModel(FLUX, toOld.apply(newAt), FLUX_ERRORS).withPrior("ln_a", 0.3);
    FisherInformation direct =
        FisherInformation.ofModel(toOld.then(FLUX), newAt, FLUX_ERRORS).withPrior("a", 0.3 * 1.5);
    FisherInformation transformed = old.transformed(toOld, newAt);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(direct.toArray()[i], transformed.toArray()[i], 1e-10);
    }
    assertEquals(newAt, transformed.at());
  }

  @Test
  void conditionalSigmasAreThoseWithEverythingElseFixed() {
    FisherInformation fisher = FisherInformation.ofModel(line(), LINE, observations(SIGMA));
    assertEquals(
        fisher.fixing("a").marginalSigmas().value("b"),
        fisher.conditionalSigmas().value("b"),
        1e-15);
    assertTrue(fisher.conditionalSigmas().value("b") < 0.99 * fisher.marginalSigmas().value("b"));
  }

  /**
   * Residuals a + b and a + (1 + e) b give b the variance 2/e^2. The determinant of the matrix is
   * e^2, below the rounding of its entries, but the rows know it: their singular values are 2 and
   * e/2, and a decomposition is exact to 1e-16 of the larger one, which is 5e-7 of the smaller.
   */
  @Test
  void informationFromResidualsKeepsAllDigits() {
    double e = 0x1p-30;
    ParameterSet at = ParameterSet.of("a", 0, "b", 0);
    TwiceDifferentiable<ParameterSet, ParameterSet> close =
        Maps.matrix(new double[][] {{1, 1}, {1, 1 + e}}, at, ParameterSet.of("r", 0, "s", 0));
    FisherInformation fisher = FisherInformation.ofResiduals(close, at);
    assertEquals(Math.sqrt(2), fisher.marginalSigmas().value("b") * e, 1e-5);
    assertEquals(Math.sqrt(0.5), fisher.times(4).marginalSigmas().value("b") * e, 1e-5);
    FisherInformation halves = fisher.transformed(Maps.scale(2), at);
    assertEquals(Math.sqrt(0.5), halves.marginalSigmas().value("b") * e, 1e-5);
    assertEquals(1, fisher.plus(fisher).marginalSigmas().value("b") * e, 1e-5);
    assertEquals(1, fisher.withPrior("b", 1).marginalSigmas().value("b"), 1e-9);
    assertEquals(Math.sqrt(0.5), fisher.fixing("b").marginalSigmas().value("a"), 1e-14);
    FisherInformation matrixAlone = FisherInformation.ofMatrix(at, fisher.toArray());
    assertEquals(2, matrixAlone.unconstrained().size());
    assertEquals(List.of(), matrixAlone.covariance().names());
  }

  @Test
  void noisyDerivativesAskForMoreTolerance() {
    FisherInformation almost =
        FisherInformation.ofMatrix(LINE, new double[][] {{1, 1 - 1e-7}, {1 - 1e-7, 1}});
    assertTrue(almost.unconstrained().isEmpty());
    // The variance of (1, r; r, 1) inverted is 1/(1 - r^2).
    assertEquals(1, almost.marginalSigmas().value("a") * Math.sqrt(2e-7), 1e-6);
    assertEquals(2, almost.withRounding(1e-6).unconstrained().size());
  }

  @Test
  void ellipsesHaveTheRightLevelsAndPassThroughThem() {
    // Press et al. 2007, Numerical Recipes, table in section 15.6.5.
    assertEquals(2.30, ConfidenceEllipse.deltaChiSquared(1), 0.005);
    assertEquals(6.18, ConfidenceEllipse.deltaChiSquared(2), 0.005);
    assertEquals(11.83, ConfidenceEllipse.deltaChiSquared(3), 0.005);
    TwiceDifferentiable<ParameterSet, Scalar> chiSquared =
        residuals(line().apply(LINE).toArray()).then(Maps.sumOfSquares());
    ConfidenceEllipse ellipse =
        FisherInformation.ofChiSquared(chiSquared, LINE).ellipse("b", "a").orElseThrow();
    double[][] contour = ellipse.contour(2, 37);
    assertEquals(contour[0][0], contour[0][36]);
    assertEquals(contour[1][0], contour[1][36]);
    for (int i = 0; i < 37; i++) {
      // The data are exact, so chi-squared is its own rise.
      double rise =
          chiSquared.apply(ParameterSet.of("a", contour[1][i], "b", contour[0][i])).value();
      assertEquals(-2 * Math.log(1 - 0.954499736103642), rise, 1e-11);
      assertEquals(rise, ellipse.deltaChiSquaredAt(contour[0][i], contour[1][i]), 1e-11);
    }
    double widest = Arrays.stream(ellipse.contourAt(1, 100_001)[0]).max().orElseThrow();
    assertEquals(Math.sqrt(lineCovariance()[1]), widest - LINE.value("b"), 1e-9);
  }

  @Test
  void badInputIsNamed() {
    FisherInformation fisher = FisherInformation.ofMatrix(LINE, new double[][] {{2, 1}, {1, 3}});
    assertMessage("sigma of a must be > 0 and finite, got 0.0", () -> fisher.withPrior("a", 0));
    assertMessage("unknown parameter \"c\"; known: a, b", () -> fisher.withPrior("c", 1));
    assertMessage("unknown parameter \"c\"; known: a, b", () -> fisher.ellipse("a", "c"));
    assertThrows(IllegalArgumentException.class, () -> fisher.ellipse("a", "a"));
    assertMessage(
        "matrix must be symmetric, got 1.5 at [1][0] and 1.0 at [0][1]",
        () -> FisherInformation.ofMatrix(LINE, new double[][] {{2, 1}, {1.5, 3}}));
    assertMessage(
        "matrix[1] must be finite, got NaN at index 1",
        () -> FisherInformation.ofMatrix(LINE, new double[][] {{2, 1}, {1, Double.NaN}}));
    assertMessage(
        "sigmas must be > 0 and finite, got 0.0 at index 2",
        () -> FisherInformation.ofModel(line(), LINE, observations(new double[] {1, 1, 0, 1, 1})));
    ExpressionMap swap = ExpressionMap.parse("y0 = a", "y1 = b");
    assertMessage(
        "sigmas must have the labels of the predictions (y0, y1) in this order, got (y1, y0)",
        () -> FisherInformation.ofModel(swap, LINE, ParameterSet.of("y1", 0.5, "y0", 0.1)));
    assertEquals(
        ParameterSet.of("a", 0.5, "b", 0.1),
        FisherInformation.ofModel(swap, LINE, ParameterSet.of("y0", 0.5, "y1", 0.1))
            .marginalSigmas());
    ExpressionMap log = ExpressionMap.parse("y = log(a)");
    ParameterSet negative = ParameterSet.of("a", -1);
    String notFinite = "y at {a=-1.0} must be finite, got NaN";
    assertMessage(
        notFinite, () -> FisherInformation.ofModel(log, negative, ParameterSet.of("y", 1)));
    assertMessage(notFinite, () -> FisherInformation.ofModel(log, negative, new double[][] {{1}}));
    assertMessage(notFinite, () -> FisherInformation.ofResiduals(log, negative));
    double[][] singular = new double[T.length][T.length];
    for (double[] row : singular) {
      Arrays.fill(row, 1);
    }
    assertThrows(
        IllegalArgumentException.class, () -> FisherInformation.ofModel(line(), LINE, singular));
    assertMessage(
        "the information at {a=-1.0} must be finite, got NaN for a and a",
        () ->
            FisherInformation.ofChiSquared(
                ExpressionMap.parse("f = sqrt(a)").output("f"), ParameterSet.of("a", -1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> fisher.plus(FisherInformation.ofMatrix(ParameterSet.of("a", 1), new double[1][1])));
    assertThrows(IllegalArgumentException.class, () -> fisher.directions(LINE));
    assertThrows(IllegalArgumentException.class, () -> fisher.withRounding(-1));
    assertMessage("the number of parameters must be >= 1, got 0", () -> fisher.fixing("a", "b"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Covariance.of(List.of("a", "b"), new double[][] {{1, 2}, {2, 1}}));
    ConfidenceEllipse ellipse = fisher.ellipse("a", "b").orElseThrow();
    assertMessage("points must be >= 4, got 3", () -> ellipse.contour(1, 3));
    assertMessage("sigmas must be > 0 and finite, got -1.0", () -> ellipse.contour(-1, 30));
  }

  @Test
  void theExampleOfThePackageGivesWhatItSays() {
    ExpressionMap flux = ExpressionMap.parse("near = exp(ln_a + ln_b)", "far = 2*exp(ln_a + ln_b)");
    ParameterSet at = ParameterSet.of("ln_a", 0, "ln_b", 1);
    ParameterSet errors = ParameterSet.of("near", 0.1, "far", 0.1);
    FisherInformation fisher = FisherInformation.ofModel(flux, at, errors);
    assertEquals("0.71 ln_a - 0.71 ln_b: unconstrained", fisher.directions().get(0).text());
    assertEquals("{ln_a=Infinity, ln_b=Infinity}", fisher.marginalSigmas().toString());
    assertTrue(fisher.withPrior("ln_b", 0.1).marginalSigmas().isFinite());
  }
}
