// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.testkit.DerivativeCheck;

/**
 * Nonlinear regression problems of the Statistical Reference Datasets of NIST, whose certified
 * values have eleven digits, from both of NIST's starts.
 */
class NistTest {

  private static final Map<String, String> MODELS =
      Map.of(
          "Misra1a", "b1*(1 - exp(-b2*x))",
          "Thurber", "(b1 + b2*x + b3*x^2 + b4*x^3)/(1 + b5*x + b6*x^2 + b7*x^3)",
          "MGH09", "b1*(x^2 + x*b2)/(x^2 + x*b3 + b4)",
          "Eckerle4", "b1/b2*exp(-0.5*((x - b3)/b2)^2)",
          "Hahn1", "(b1 + b2*x + b3*x^2 + b4*x^3)/(1 + b5*x + b6*x^2 + b7*x^3)");

  /** From the harder of two starts. */
  private static final Map<String, Integer> MOST_EVALUATIONS =
      Map.of("Misra1a", 35, "Thurber", 90, "MGH09", 600, "Eckerle4", 35, "Hahn1", 30);

  private static final LevenbergMarquardt METHOD = LevenbergMarquardt.create().withRefinement(20);

  private static Differentiable<ParameterSet, Columns> residuals(NistProblem problem) {
    Differentiable<Pair<Columns, ParameterSet>, Columns> model =
        ExpressionMap.parse("r = " + MODELS.get(problem.name()) + " - y").pointwise("x", "y");
    Differentiable<Pair<ParameterSet, Columns>, Pair<Columns, ParameterSet>> swap =
        Maps.linear(
            pair -> Pair.of(pair.second(), pair.first()),
            pair -> Pair.of(pair.second(), pair.first()));
    return Maps.<ParameterSet, Columns>beside(problem.data()).then(swap).then(model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Misra1a", "Thurber", "MGH09", "Eckerle4", "Hahn1"})
  void certifiedValuesAreFoundFromBothStarts(String name) {
    NistProblem problem = NistProblem.read(name);
    for (ParameterSet start : problem.starts()) {
      check(problem, METHOD, start);
      check(problem, METHOD.withScaling(), start);
      check(problem, METHOD.withMode(Mode.REVERSE), start);
    }
  }

  private static void check(NistProblem problem, LevenbergMarquardt method, ParameterSet start) {
    LeastSquaresFit<ParameterSet, Columns> fit = method.fit(residuals(problem), start);
    assertTrue(fit.isConverged(), fit.advice());
    assertTrue(fit.evaluations() <= MOST_EVALUATIONS.get(problem.name()), fit.advice());
    assertTrue(fit.information().unconstrained().isEmpty());
    assertEquals(problem.degreesOfFreedom(), fit.degreesOfFreedom());
    ParameterSet sigmas = fit.information().times(1 / fit.reducedChiSquared()).marginalSigmas();
    // Nine digits at least; the certified numbers are rounded to eleven.
    for (String parameter : problem.certified().names()) {
      assertDigits(problem.certified().value(parameter), fit.point().value(parameter), parameter);
      assertDigits(
          problem.deviations().value(parameter),
          sigmas.value(parameter),
          "standard deviation of " + parameter);
    }
    assertDigits(problem.sumOfSquares(), fit.chiSquared(), "sum of squares");
    assertDigits(
        problem.standardDeviation(),
        Math.sqrt(fit.reducedChiSquared()),
        "residual standard deviation");
  }

  private static void assertDigits(double certified, double found, String what) {
    assertEquals(certified, found, 1e-9 * Math.abs(certified), what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Misra1a", "Thurber", "MGH09", "Eckerle4", "Hahn1"})
  void derivativesOfTheModelsAreRight(String name) {
    NistProblem problem = NistProblem.read(name);
    for (ParameterSet start : problem.starts()) {
      DerivativeCheck.of(residuals(problem), start).checkPullbacksAgainstTangents();
    }
    DerivativeCheck.of(residuals(problem), problem.certified()).run();
  }
}
