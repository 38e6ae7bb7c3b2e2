// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.uncertainty.Covariance;
import org.odisseo.uncertainty.Direction;
import org.odisseo.uncertainty.FisherInformation;

class LevenbergMarquardtTest {

  private static final LevenbergMarquardt METHOD = LevenbergMarquardt.create();

  /** Rosenbrock's valley as residuals. */
  private static final ExpressionMap ROSENBROCK =
      ExpressionMap.parse("r1 = 10*(y - x^2)", "r2 = 1 - x");

  private static final ParameterSet START = ParameterSet.of("x", -1.2, "y", 1);

  @Test
  void residualsThatCanVanishDo() {
    LeastSquaresFit<ParameterSet, ParameterSet> fit = METHOD.fit(ROSENBROCK, START).orThrow();
    assertEquals(1, fit.point().value("x"), 1e-12);
    assertEquals(1, fit.point().value("y"), 1e-12);
    assertEquals(0, fit.chiSquared(), 1e-24);
    assertTrue(fit.evaluations() <= 25, fit.advice());
    assertEquals(0, fit.degreesOfFreedom());
    assertTrue(Double.isNaN(fit.reducedChiSquared()));
  }

  @Test
  void aStraightLineHasTheClosedFormOfRegression() {
    double[] x = {-1, 0, 0.5, 2, 3, 7};
    double[] y = {2.2, 1.1, 0.8, -1.4, -2, -6.3};
    Differentiable<ParameterSet, ParameterSet> residuals =
        ExpressionMap.parse(
            "r0 = a + b*(-1) - 2.2",
            "r1 = a - 1.1",
            "r2 = a + b*0.5 - 0.8",
            "r3 = a + b*2 + 1.4",
            "r4 = a + b*3 + 2",
            "r5 = a + b*7 + 6.3");
    LeastSquaresFit<ParameterSet, ParameterSet> fit =
        METHOD.fit(residuals, ParameterSet.of("a", 100, "b", -50)).orThrow();
    double n = x.length;
    double sx = 0;
    double sxx = 0;
    double sy = 0;
    double sxy = 0;
    for (int i = 0; i < n; i++) {
      sx += x[i];
      sxx += x[i] * x[i];
      sy += y[i];
      sxy += x[i] * y[i];
    }
    double determinant = n * sxx - sx * sx;
    assertEquals((sxx * sy - sx * sxy) / determinant, fit.point().value("a"), 1e-13);
    assertEquals((n * sxy - sx * sy) / determinant, fit.point().value("b"), 1e-13);
    Covariance covariance = fit.covariance();
    assertEquals(sxx / determinant, covariance.entry("a", "a"), 1e-14);
    assertEquals(n / determinant, covariance.entry("b", "b"), 1e-14);
    assertEquals(-sx / determinant, covariance.entry("a", "b"), 1e-14);
    assertEquals(Math.sqrt(n / determinant), covariance.sigma("b"), 1e-14);
    assertEquals(-sx / Math.sqrt(n * sxx), covariance.correlation("b", "a"), 1e-14);
    assertEquals(
        n / determinant / 3, fit.information().times(3).covariance().entry("b", "b"), 1e-14);
    assertEquals(sxx / determinant, Math.pow(fit.sigmas().value("a"), 2), 1e-14);
  }

  /** A datum that the fit passes through counts, and so does one that no parameter moves. */
  @Test
  void onlyResidualsThatAreZeroWithTheirDerivativesDoNotCount() {
    ExpressionMap residuals =
        ExpressionMap.parse("r0 = a - 3", "r1 = 0*a", "r2 = 0*a + 2", "r3 = a - 3");
    LeastSquaresFit<ParameterSet, ParameterSet> fit =
        METHOD.fit(residuals, ParameterSet.of("a", 3)).orThrow();
    assertEquals(0, fit.residuals().value("r0"));
    assertEquals(3, fit.count());
    assertEquals(2, fit.degreesOfFreedom());
    assertEquals(2, fit.reducedChiSquared());
  }

  @Test
  void modesAndScalesDoNotMatter() {
    LeastSquaresFit<ParameterSet, ParameterSet> forward = METHOD.fit(ROSENBROCK, START);
    LeastSquaresFit<ParameterSet, ParameterSet> reverse =
        METHOD.withMode(Mode.REVERSE).fit(ROSENBROCK, START);
    assertEquals(0, forward.point().minus(reverse.point()).norm(), 1e-12);
    // The same problem in units of 1e9 and 1e-9.
    ExpressionMap units = ExpressionMap.parse("r1 = 10*(y*1e9 - (x/1e9)^2)", "r2 = 1 - x/1e9");
    LeastSquaresFit<ParameterSet, ParameterSet> scaled =
        METHOD.withScaling().fit(units, ParameterSet.of("x", -1.2e9, "y", 1e-9)).orThrow();
    assertEquals(1e9, scaled.point().value("x"), 1e9 * 1e-12);
    assertEquals(1e-9, scaled.point().value("y"), 1e-9 * 1e-12);
  }

  @Test
  void aDegenerateDirectionIsNamed() {
    // Only the sum of a and 1000 b counts, c stands alone, and d has no effect at all.
    ExpressionMap residuals =
        ExpressionMap.parse(
            "r1 = a + 1000*b - 5", "r2 = 2*a + 2000*b - 11", "r3 = 4*c - 8", "r4 = 0*d + 1");
    ParameterSet start = ParameterSet.of("a", 0, "b", 0, "c", 0, "d", 7);
    LeastSquaresFit<ParameterSet, ParameterSet> fit = METHOD.fit(residuals, start).orThrow();
    // Least squares of s - 5 and 2 s - 11.
    assertEquals(27.0 / 5, fit.point().value("a") + 1000 * fit.point().value("b"), 1e-12);
    assertEquals(2, fit.point().value("c"), 1e-13);
    assertEquals(7, fit.point().value("d"), 0);
    FisherInformation information = fit.information();
    assertEquals(0.25, fit.sigmas().value("c"), 1e-15);
    for (String unknown : List.of("a", "b", "d")) {
      assertEquals(Double.POSITIVE_INFINITY, fit.sigmas().value(unknown), 0);
    }
    assertEquals(List.of("a", "b", "d"), List.copyOf(information.unconstrained().keySet()));
    assertEquals(List.of("c"), fit.covariance().names());
    List<Direction> found =
        information.directions().stream().filter(Direction::isDegenerate).toList();
    assertEquals(2, found.size());
    // Together they span d and a - b/1000, in whatever basis.
    for (Direction degenerate : found) {
      ParameterSet parts = degenerate.components();
      assertEquals(1, parts.norm(), 1e-14);
      assertEquals(0, parts.value("c"), 1e-12);
      double[] direction = parts.toArray();
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= degenerate.units().value(i);
      }
      ParameterSet along = parts.withArray(direction);
      assertEquals(0, residuals.jvp(fit.point(), along).tangent().norm(), 1e-12 * along.norm());
    }
    // What is determined is the sum: its error is that of one of two data of weights 1 and 4.
    assertEquals(
        Math.sqrt(1.0 / 5), information.fixing("b", "d").marginalSigmas().value("a"), 1e-14);
  }

  @Test
  void aSingleDegenerateDirectionReadsWell() {
    ExpressionMap residuals = ExpressionMap.parse("r1 = a + 1000*b - 5", "r2 = 3*c");
    LeastSquaresFit<ParameterSet, ParameterSet> fit =
        METHOD.fit(residuals, ParameterSet.of("a", 0, "b", 0, "c", 1)).orThrow();
    ParameterSet units = ParameterSet.of("a", 1, "b", 1e-3, "c", 1);
    List<Direction> directions = fit.information().directions(units);
    assertEquals("0.71 a - 0.71 b/0.001: unconstrained", directions.get(0).text());
    assertFalse(directions.get(1).isDegenerate());
    assertEquals(1.0 / 3, fit.covariance().sigma("c"), 1e-15);
  }

  @Test
  void fewerResidualsThanParametersAreDegenerate() {
    ExpressionMap residuals = ExpressionMap.parse("r = a + b + c - 6");
    LeastSquaresFit<ParameterSet, ParameterSet> fit =
        METHOD.fit(residuals, ParameterSet.of("a", 0, "b", 0, "c", 0)).orThrow();
    assertEquals(0, fit.chiSquared(), 1e-24);
    List<Direction> directions = fit.information().directions();
    assertTrue(directions.get(1).isDegenerate());
    assertEquals(1 / Math.sqrt(3), directions.get(2).sigma(), 1e-14);
  }

  @Test
  void residualsWithoutAValueAtTheStartAreAnOutcome() {
    ExpressionMap residuals = ExpressionMap.parse("r1 = log(x)", "r2 = x - 3");
    LeastSquaresFit<ParameterSet, ParameterSet> fit =
        METHOD.fit(residuals, ParameterSet.of("x", -1));
    assertEquals(FitStatus.NON_FINITE_START, fit.status());
    assertEquals(-1, fit.point().value("x"), 0);
    assertEquals(1, fit.evaluations());
    assertThrows(IllegalStateException.class, fit::orThrow);
    // A value but no derivative: nothing is known about the parameter.
    ExpressionMap steep = ExpressionMap.parse("r1 = sqrt(x) + 1", "r2 = x - 3");
    LeastSquaresFit<ParameterSet, ParameterSet> edge = METHOD.fit(steep, ParameterSet.of("x", 0));
    assertEquals(FitStatus.NON_FINITE_START, edge.status());
    assertEquals(Double.POSITIVE_INFINITY, edge.sigmas().value("x"), 0);
    String message = assertThrows(IllegalStateException.class, edge::information).getMessage();
    assertTrue(message.startsWith("the derivatives are not finite here: "), message);
  }

  @Test
  void trialsWithoutAValueMakeTheStepShorter() {
    // The first step of Gauss and Newton from 3 goes to 3 - 3 ln 3 = -0.3.
    AtomicInteger undefined = new AtomicInteger();
    ExpressionMap log = ExpressionMap.parse("r = log(x)");
    Differentiable<ParameterSet, ParameterSet> counted =
        Differentiable.ofForward(
            at -> {
              ParameterSet value = log.apply(at);
              undefined.addAndGet(value.isFinite() ? 0 : 1);
              return value;
            },
            (at, tangent) -> log.jvp(at, tangent).tangent());
    LeastSquaresFit<ParameterSet, ParameterSet> fit =
        METHOD.fit(counted, ParameterSet.of("x", 3)).orThrow();
    assertTrue(undefined.get() > 0, "the residuals were defined everywhere");
    assertEquals(1, fit.point().value("x"), 1e-12);
  }

  @Test
  void aWallIsNotAMinimum() {
    Differentiable<ParameterSet, ParameterSet> residuals =
        Differentiable.ofForward(
            at -> at.value("x") < 3 ? at.plus(-10, ParameterSet.of("x", 1)) : at.times(Double.NaN),
            (at, tangent) -> tangent);
    LeastSquaresFit<ParameterSet, ParameterSet> fit =
        METHOD.fit(residuals, ParameterSet.of("x", 1));
    assertEquals(FitStatus.NO_PROGRESS, fit.status());
    assertTrue(fit.point().value("x") > 2.9 && fit.point().value("x") < 3, fit.advice());
  }

  @Test
  void limitsAndCancellationKeepWhatThereIs() {
    LeastSquaresFit<ParameterSet, ParameterSet> few =
        METHOD.withMaxEvaluations(6).fit(ROSENBROCK, START);
    assertEquals(FitStatus.EVALUATION_LIMIT, few.status());
    assertEquals(6, few.evaluations());
    assertTrue(few.chiSquared() < 24.2);
    assertEquals(few.chiSquared(), square(ROSENBROCK.apply(few.point()).norm()), 1e-12);
    CancellationToken token = new CancellationToken();
    List<Iteration> told = new ArrayList<>();
    LeastSquaresFit<ParameterSet, ParameterSet> cancelled =
        METHOD
            .withCancellation(token)
            .withProgress(told::add)
            .withProgress(
                iteration -> {
                  if (iteration.number() == 3) {
                    token.cancel();
                  }
                })
            .fit(ROSENBROCK, START);
    assertEquals(FitStatus.CANCELLED, cancelled.status());
    assertEquals(4, told.size());
    assertEquals(cancelled.history(), told);
    // The gradient of 24.2, the sum of squares at the start.
    assertEquals(24.2, told.get(0).value(), 1e-12);
    assertEquals(Math.hypot(215.6, 88), told.get(0).gradientNorm(), 1e-11);
  }

  @Test
  void aJacobianCostsOneRunOfTheMapAndOneOfAllTangents() {
    AtomicInteger values = new AtomicInteger();
    AtomicInteger tangents = new AtomicInteger();
    Differentiable<ParameterSet, ParameterSet> counted =
        Differentiable.ofForward(
            at -> {
              values.incrementAndGet();
              return ROSENBROCK.apply(at);
            },
            (at, tangent) -> {
              tangents.incrementAndGet();
              return ROSENBROCK.jvp(at, tangent).tangent();
            });
    // In this counter a tangent computes its value as well, once for each of two parameters.
    LeastSquaresFit<ParameterSet, ParameterSet> fit = METHOD.fit(counted, START).orThrow();
    assertEquals(2 * fit.jacobians(), tangents.get());
    assertEquals(fit.evaluations() + 2 * fit.jacobians(), values.get());
  }

  @Test
  void settingsThatCannotBeMeantAreErrors() {
    assertThrows(IllegalArgumentException.class, () -> METHOD.withTolerances(0, 1e-9, 1e-9));
    assertThrows(IllegalArgumentException.class, () -> METHOD.withTolerances(1e-9, 1, 1e-9));
    assertThrows(
        IllegalArgumentException.class, () -> METHOD.withTolerances(1e-9, 1e-9, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> METHOD.withStepBound(0));
    assertThrows(IllegalArgumentException.class, () -> METHOD.withMaxEvaluations(0));
  }

  private static double square(double x) {
    return x * x;
  }
}
