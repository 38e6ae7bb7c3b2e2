// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.optimize.TestLosses.point;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.simulate.CancellationToken;

class LBfgsTest {

  private static final LBfgs METHOD = LBfgs.create();

  @Test
  void findsTheEndOfRosenbrocksValley() {
    Minimum<ParameterSet> two = METHOD.minimize(TestLosses.rosenbrock(), point(-1.2, 1));
    assertNear(two, 1e-8, point(1, 1));
    assertTrue(two.evaluations() <= 60, "evaluations " + two.evaluations());
    double[] ones = new double[10];
    Arrays.fill(ones, 1);
    double[] start = new double[10];
    Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
    Minimum<ParameterSet> ten = METHOD.minimize(TestLosses.rosenbrock(), point(start));
    assertNear(ten, 1e-8, point(ones));
    assertTrue(ten.evaluations() <= 120, "evaluations " + ten.evaluations());
  }

  @Test
  void findsTheMinimumOfAStiffQuadratic() {
    double[] center = {1, -2, 3, 0.5, -0.25, 4};
    Differentiable<ParameterSet, Scalar> loss =
        TestLosses.obliqueQuadratic(center, 1, 12, 250, 4e3, 7e4, 1e6);
    // With a least curvature of one the error is at most the norm of the gradient.
    Minimum<ParameterSet> minimum =
        METHOD
            .withStopping(StoppingRule.standard().withGradientTolerance(1e-9))
            .minimize(loss, point(new double[6]));
    assertNear(minimum, 1e-8, point(center));
    assertTrue(minimum.evaluations() <= 120, "evaluations " + minimum.evaluations());
  }

  /** Each piece of one iteration shows where it began and where it came to. */
  @Test
  void everyStepMeetsTheStrongWolfeConditions() {
    double[] start = new double[10];
    Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
    checkSteps(TestLosses.rosenbrock(), point(start), 30);
    checkSteps(TestLosses.rosenbrock(), point(-1.2, 1), 20);
    checkSteps(
        TestLosses.obliqueQuadratic(new double[] {1, -2, 3, 4}, 1, 12, 2.5e4, 1e6),
        point(0, 0, 0, 0),
        20);
    checkSteps(barrier(new AtomicInteger()), point(5, 0.01, 40), 8);
  }

  private static void checkSteps(
      Differentiable<ParameterSet, Scalar> loss, ParameterSet start, int atLeast) {
    LBfgs one = METHOD.withStopping(METHOD_RULE.withMaxIterations(1));
    Minimum<ParameterSet> from =
        METHOD.withStopping(METHOD_RULE.withMaxIterations(0)).minimize(loss, start);
    int steps = 0;
    while (true) {
      Minimum<ParameterSet> to = one.resume(loss, start, from.state());
      if (to.iterations() == from.iterations()) {
        break;
      }
      steps++;
      ParameterSet step = to.point().minus(from.point());
      double before = from.gradient().dot(step);
      double after = to.gradient().dot(step);
      double rounding = 4 * Math.ulp(from.value());
      assertTrue(before < 0, "a step must go down");
      assertTrue(to.value() <= from.value() + 1e-4 * before + rounding, "decrease");
      assertTrue(Math.abs(after) <= 0.9 * Math.abs(before) * (1 + 1e-9), "curvature");
      from = to;
      if (to.isConverged()) {
        break;
      }
    }
    assertTrue(from.isConverged(), from.advice());
    assertTrue(steps >= atLeast, "steps " + steps);
  }

  private static final StoppingRule METHOD_RULE =
      StoppingRule.standard().withChangeTolerance(1e-14);

  /** Sum of x - ln x: NaN for a negative number, least where all are one. */
  private static Differentiable<ParameterSet, Scalar> barrier(AtomicInteger undefined) {
    return TestLosses.loss(
        x -> {
          double sum = 0;
          for (double number : x) {
            sum += number - Math.log(number);
          }
          if (Double.isNaN(sum)) {
            undefined.incrementAndGet();
          }
          return sum;
        },
        x -> {
          double[] gradient = new double[x.length];
          Arrays.setAll(gradient, i -> 1 - 1 / x[i]);
          return gradient;
        });
  }

  @Test
  void trialsWithoutAValueMakeTheStepShorter() {
    AtomicInteger undefined = new AtomicInteger();
    Minimum<ParameterSet> minimum =
        METHOD.withFirstStep(1e3).minimize(barrier(undefined), point(5, 0.01, 40));
    assertTrue(undefined.get() > 0, "the loss was defined everywhere");
    // Half the sum of squares about the minimum: the error is the gradient.
    assertNear(minimum, 1.1e-8, point(1, 1, 1));
  }

  @Test
  void aWallEndsTheRunAtTheWall() {
    // Falls all the way to where it ends to be defined.
    Differentiable<ParameterSet, Scalar> loss =
        TestLosses.loss(x -> x[0] < 3 ? -x[0] : Double.NaN, x -> new double[] {-1});
    Minimum<ParameterSet> minimum = METHOD.minimize(loss, point(0));
    assertEquals(FitStatus.NO_PROGRESS, minimum.status());
    assertEquals(3, minimum.point().value(0), 1e-9);
    assertTrue(minimum.point().value(0) < 3);
    assertTrue(minimum.evaluations() < 300, "evaluations " + minimum.evaluations());
  }

  @Test
  void reachesTheRoundingFloorOfALossWithALargeConstant() {
    // The value has no digits below 1e-10, so the argument would have none below 1e-5 from values
    // alone; slopes have them all.
    Differentiable<ParameterSet, Scalar> plain =
        TestLosses.obliqueQuadratic(new double[] {1, 2, 3}, 1, 3, 10);
    Differentiable<ParameterSet, Scalar> loss =
        Differentiable.of(
            at -> plain.apply(at).plus(Scalar.of(1e6)),
            (at, cotangent) -> plain.vjp(at).pull(cotangent),
            (at, tangent) -> plain.jvp(at, tangent).tangent());
    Minimum<ParameterSet> minimum =
        METHOD.withStopping(new StoppingRule(1e-9, 0, 1000, 1000)).minimize(loss, point(0, 0, 0));
    // The least curvature is one.
    assertNear(minimum, 1e-9, point(1, 2, 3));
  }

  @Test
  void bothModesOfTheGradientGiveTheSame() {
    double[] start = new double[10];
    Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
    Minimum<ParameterSet> reverse = METHOD.minimize(TestLosses.rosenbrock(), point(start));
    Minimum<ParameterSet> forward =
        METHOD.withMode(Mode.FORWARD).minimize(TestLosses.rosenbrock(), point(start));
    assertEquals(reverse.point(), forward.point());
    assertEquals(reverse.evaluations(), forward.evaluations());
  }

  @Test
  void historyTellsOfEveryIteration() {
    AtomicInteger told = new AtomicInteger();
    Minimum<ParameterSet> minimum =
        METHOD
            .withProgress(iteration -> told.incrementAndGet())
            .minimize(TestLosses.rosenbrock(), point(-1.2, 1));
    assertEquals(minimum.iterations() + 1, minimum.history().size());
    assertEquals(minimum.history().size(), told.get());
    Iteration first = minimum.history().get(0);
    // Rosenbrock's start: 24.2, with the gradient (-215.6, -88).
    assertEquals(24.2, first.value(), 1e-12);
    assertEquals(Math.hypot(215.6, 88), first.gradientNorm(), 1e-11);
    assertEquals(0, first.stepLength(), 0);
    assertEquals(1, first.evaluations());
    for (int i = 1; i < minimum.history().size(); i++) {
      Iteration before = minimum.history().get(i - 1);
      Iteration here = minimum.history().get(i);
      assertEquals(i, here.number());
      assertTrue(here.value() < before.value());
      assertTrue(here.stepLength() > 0);
      assertTrue(here.evaluations() > before.evaluations());
    }
    assertEquals(minimum.value(), minimum.history().get(minimum.iterations()).value(), 0);
  }

  @Test
  void aLossWithoutAValueAtTheStartIsAnOutcome() {
    Differentiable<ParameterSet, Scalar> loss =
        TestLosses.loss(x -> Double.NaN, x -> new double[x.length]);
    for (Minimizer method : new Minimizer[] {METHOD, Adam.of(0.1), GradientDescent.of(0.1)}) {
      Minimum<ParameterSet> minimum = method.minimize(loss, point(2, 3));
      assertEquals(FitStatus.NON_FINITE_START, minimum.status());
      assertEquals(point(2, 3), minimum.point());
      assertEquals(1, minimum.evaluations());
      assertTrue(minimum.advice().contains("at the start"), minimum.advice());
      assertThrows(IllegalStateException.class, minimum::orThrow);
    }
    Differentiable<ParameterSet, Scalar> steep =
        TestLosses.loss(x -> 1.0, x -> new double[] {Double.POSITIVE_INFINITY});
    assertEquals(FitStatus.NON_FINITE_START, METHOD.minimize(steep, point(2)).status());
  }

  @Test
  void aGradientOfAnotherLossMakesNoProgress() {
    Differentiable<ParameterSet, Scalar> wrong =
        TestLosses.loss(x -> x[0] * x[0], x -> new double[] {-2 * x[0]});
    Minimum<ParameterSet> minimum = METHOD.minimize(wrong, point(3));
    assertEquals(FitStatus.NO_PROGRESS, minimum.status());
    assertEquals(point(3), minimum.point());
    assertTrue(minimum.advice().contains("finite differences"), minimum.advice());
  }

  @Test
  void limitsAndCancellationKeepWhatThereIs() {
    Minimum<ParameterSet> few =
        METHOD
            .withStopping(METHOD_RULE.withMaxIterations(5))
            .minimize(TestLosses.rosenbrock(), point(-1.2, 1));
    assertEquals(FitStatus.ITERATION_LIMIT, few.status());
    assertEquals(5, few.iterations());
    assertTrue(few.value() < 24.2);
    Minimum<ParameterSet> evaluations =
        METHOD
            .withStopping(METHOD_RULE.withMaxEvaluations(11))
            .minimize(TestLosses.rosenbrock(), point(-1.2, 1));
    assertEquals(FitStatus.EVALUATION_LIMIT, evaluations.status());
    assertEquals(11, evaluations.evaluations());
    assertFalse(evaluations.isConverged());

    CancellationToken token = new CancellationToken();
    Minimum<ParameterSet> cancelled =
        METHOD
            .withCancellation(token)
            .withProgress(
                iteration -> {
                  if (iteration.number() == 7) {
                    token.cancel();
                  }
                })
            .minimize(TestLosses.rosenbrock(), point(-1.2, 1));
    assertEquals(FitStatus.CANCELLED, cancelled.status());
    assertEquals(7, cancelled.iterations());
  }

  @Test
  void aPointWithoutNumbersIsItsOwnMinimum() {
    Minimum<ParameterSet> minimum =
        METHOD.minimize(TestLosses.loss(x -> 2.0, x -> x), ParameterSet.of());
    assertEquals(FitStatus.CONVERGED, minimum.status());
    assertEquals(2, minimum.value(), 0);
  }

  @Test
  void numbersOfAnyMagnitudeAreFitted() {
    Differentiable<ParameterSet, Scalar> far =
        ExpressionMap.parse("f = ((a - 4e11)/1e11)^2").output("f");
    for (Mode mode : Mode.values()) {
      Minimum<ParameterSet> minimum =
          METHOD.withMode(mode).minimize(far, ParameterSet.of("a", 1e11)).orThrow();
      // The gradient in units of 1e11 is twice the offset in them.
      assertEquals(4e11, minimum.point().value("a"), 1e11 * 0.5e-8);
      assertTrue(minimum.evaluations() <= 10, minimum.advice());
    }
    // Rosenbrock's valley in units of a billion takes the way of the one in units of one.
    Minimum<ParameterSet> unit = METHOD.minimize(TestLosses.rosenbrock(), point(-1.2, 1));
    Minimum<ParameterSet> large =
        METHOD.minimize(
            ExpressionMap.parse("f = 100*(x1/1e9 - (x0/1e9)^2)^2 + (1 - x0/1e9)^2").output("f"),
            point(-1.2e9, 1e9));
    assertNear(large, 1e9 * 1e-8, point(1e9, 1e9));
    assertTrue(large.evaluations() <= unit.evaluations() + 5, large.advice());
  }

  /** The speed of a circular orbit in a Plummer sphere, in a galaxy's units, with errors of 2 %. */
  @Test
  void aRotationCurveGivesAMassInSolarMasses() {
    double truth = 6e10;
    List<String> rows = new ArrayList<>();
    for (int k = 1; k <= 8; k++) {
      double r = 2.0 * k;
      String perMass = "4.498502151469554e-12*" + r * r + "/(" + r * r + " + 9)^1.5";
      // Data that lie by their errors beside the truth, in turn above and below.
      double factor = k % 2 == 0 ? 1.02 : 0.98;
      rows.add(
          String.format(
              Locale.ROOT,
              "v%d = (sqrt(mass*%s)/sqrt(%s*%s) - %s)/0.02",
              k,
              perMass,
              truth,
              perMass,
              factor));
    }
    ExpressionMap residuals = ExpressionMap.parse(rows.toArray(String[]::new));
    ParameterSet start = ParameterSet.of("mass", 5e10);
    Differentiable<ParameterSet, Scalar> chiSquared =
        residuals.then(Maps.<ParameterSet>sumOfSquares());
    // Eight residuals of (sqrt(5/6) - 1)/0.02, 4.4 errors, plus the scatter.
    assertTrue(chiSquared.apply(start).value() > 100);
    Minimum<ParameterSet> minimum = METHOD.minimize(chiSquared, start).orThrow();
    // The mean of the factors is one.
    assertEquals(8, minimum.value(), 1e-9);
    assertEquals(truth, minimum.point().value("mass"), 1e-6 * truth);
    double squares =
        LevenbergMarquardt.create().fit(residuals, start).orThrow().point().value("mass");
    assertEquals(squares, minimum.point().value("mass"), 1e-6 * truth);
  }

  @Test
  void aLossThatFallsWithoutEndIsUnbounded() {
    for (double from : new double[] {0, 1e11}) {
      Minimum<ParameterSet> linear =
          METHOD.minimize(TestLosses.loss(x -> x[0], x -> new double[] {1}), point(from));
      assertEquals(FitStatus.UNBOUNDED, linear.status());
      assertEquals(point(from), linear.point());
      assertTrue(linear.advice().contains("falls without end"), linear.advice());
      assertThrows(IllegalStateException.class, linear::orThrow);
    }
    // Another number has its minimum where it should.
    Minimum<ParameterSet> valley =
        METHOD.minimize(
            TestLosses.loss(x -> x[0] + x[1] * x[1], x -> new double[] {1, 2 * x[1]}), point(0, 3));
    assertEquals(FitStatus.UNBOUNDED, valley.status());
    Minimum<ParameterSet> logarithm =
        METHOD.minimize(
            TestLosses.loss(x -> Math.log(x[0] * x[0]), x -> new double[] {2 / x[0]}), point(1));
    assertEquals(FitStatus.UNBOUNDED, logarithm.status());
    Differentiable<ParameterSet, Scalar> steep =
        TestLosses.loss(x -> -Math.exp(x[0]), x -> new double[] {-Math.exp(x[0])});
    for (Minimizer method : new Minimizer[] {METHOD, GradientDescent.of(1)}) {
      Minimum<ParameterSet> minimum = method.minimize(steep, point(1));
      assertEquals(FitStatus.UNBOUNDED, minimum.status(), method.toString());
    }
  }

  @Test
  void aStepThatMovesNothingIsNoSignOfAMinimum() {
    Differentiable<ParameterSet, Scalar> loss = TestLosses.quadratic(1);
    StoppingRule change = new StoppingRule(1e-8, 1e-10, 5, 1000);
    Minimum<ParameterSet> still =
        GradientDescent.of(1e-30).withStopping(change).minimize(loss, point(3));
    assertEquals(FitStatus.ITERATION_LIMIT, still.status());
    // A short step that does move the point counts: it changes the value by 2 1e-12 of it.
    Minimum<ParameterSet> slow =
        GradientDescent.of(1e-12).withStopping(change).minimize(loss, point(3));
    assertEquals(FitStatus.CONVERGED, slow.status());
    assertEquals(1, slow.iterations());
  }

  @Test
  void settingsThatCannotBeMeantAreErrors() {
    assertThrows(IllegalArgumentException.class, () -> METHOD.withHistory(0));
    assertThrows(IllegalArgumentException.class, () -> METHOD.withFirstStep(0));
    assertThrows(IllegalArgumentException.class, () -> new StoppingRule(-1, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new StoppingRule(0, Double.NaN, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new StoppingRule(0, 0, 1, 0));
  }

  private static void assertNear(
      Minimum<ParameterSet> minimum, double tolerance, ParameterSet expected) {
    assertTrue(minimum.isConverged(), minimum.advice());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.value(i), minimum.point().value(i), tolerance, minimum.advice());
    }
  }
}
