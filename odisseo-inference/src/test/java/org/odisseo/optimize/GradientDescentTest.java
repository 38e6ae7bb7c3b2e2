// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.optimize.TestLosses.point;

import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;

/**
 * On a quadratic with curvatures from m = 1 to L = 100 the error of each method is known in closed
 * form, so that rate and phase are checked and not only that it comes down.
 */
class GradientDescentTest {

  private static final double L = 100;
  private static final double KAPPA = L;
  private static final double ROOT = Math.sqrt(KAPPA);
  private static final int STEPS = 60;

  private static final Differentiable<ParameterSet, Scalar> LOSS = TestLosses.quadratic(1, L);

  @Test
  void withoutMomentumTheErrorIsAPower() {
    ParameterSet end = run(GradientDescent.of(2 / (L + 1)));
    double factor = (KAPPA - 1) / (KAPPA + 1);
    // The flat direction shrinks with this factor, the steep one with its negative; the number of
    // steps is even. Rounding adds up over the steps.
    assertEquals(3 * Math.pow(factor, STEPS), end.value(0), 1e-13);
    assertEquals(2 * Math.pow(-factor, STEPS), end.value(1), 1e-13);
  }

  @Test
  void theHeavyBallTakesTheRootOfTheCondition() {
    double factor = (ROOT - 1) / (ROOT + 1);
    double rate = 4 / ((ROOT + 1) * (ROOT + 1));
    ParameterSet end = run(GradientDescent.of(rate).withHeavyBall(factor * factor));
    // e(k+1) = (1 - rate h + mu) e(k) - mu e(k-1) has a double root of size sqrt(mu) = factor for
    // both curvatures h; the start is at rest. A double root turns an error of one ulp in it into
    // one of k ulp.
    assertEquals(doubleRoot(3, factor, 1 - rate), end.value(0), 1e-12);
    assertEquals(doubleRoot(2, -factor, 1 - rate * L), end.value(1), 1e-12);
  }

  @Test
  void nesterovsMomentumDoesNearlyAsWell() {
    double momentum = (ROOT - 1) / (ROOT + 1);
    double rate = 1 / L;
    ParameterSet end = run(GradientDescent.of(rate).withNesterov(momentum));
    // e(k+1) = (1 - rate h) ((1 + mu) e(k) - mu e(k-1)): a double root 1 - 1/sqrt(kappa) for the
    // flat direction, and the steep one is gone after the first step but for its velocity.
    assertEquals(doubleRoot(3, 1 - 1 / ROOT, 1 - (1 + momentum) * rate), end.value(0), 1e-12);
    double before = 2;
    double here = 2 * (1 - (1 + momentum) * rate * L);
    for (int k = 1; k < STEPS; k++) {
      double next = (1 - rate * L) * ((1 + momentum) * here - momentum * before);
      before = here;
      here = next;
    }
    assertEquals(here, end.value(1), 1e-12);
  }

  @Test
  void aWellConditionedQuadraticIsSolvedAsFastAsTheRatesSay() {
    Differentiable<ParameterSet, Scalar> loss = TestLosses.quadratic(1, 3, 10);
    // ln(1e8) / -ln(9/11) = 92; the rest is for the start and the norm of the gradient.
    checkSolves(GradientDescent.of(2 / 11.0), loss, 115);
    double root = Math.sqrt(10);
    double factor = (root - 1) / (root + 1);
    checkSolves(
        GradientDescent.of(4 / ((root + 1) * (root + 1))).withHeavyBall(factor * factor), loss, 40);
    checkSolves(GradientDescent.of(0.1).withNesterov(factor), loss, 65);
  }

  private static void checkSolves(
      Minimizer method, Differentiable<ParameterSet, Scalar> loss, int evaluations) {
    Minimum<ParameterSet> minimum = method.minimize(loss, point(1, 1, 1));
    assertTrue(minimum.isConverged(), minimum.advice());
    assertTrue(minimum.point().norm() <= 1e-8, minimum.advice());
    assertTrue(minimum.evaluations() <= evaluations, minimum.advice());
  }

  @Test
  void aRateThatIsTooLargeIsAnOutcome() {
    Minimum<ParameterSet> minimum =
        GradientDescent.of(1)
            .withStopping(StoppingRule.standard().withMaxIterations(10_000))
            .minimize(LOSS, point(3, 2));
    assertEquals(FitStatus.NON_FINITE, minimum.status());
    assertTrue(minimum.point().isFinite());
    assertTrue(minimum.advice().contains("smaller rate"), minimum.advice());
  }

  @Test
  void settingsThatCannotBeMeantAreErrors() {
    assertThrows(IllegalArgumentException.class, () -> GradientDescent.of(0));
    assertThrows(
        IllegalArgumentException.class, () -> GradientDescent.of(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> GradientDescent.of(1).withHeavyBall(1));
    assertThrows(IllegalArgumentException.class, () -> GradientDescent.of(1).withNesterov(-0.1));
  }

  private static ParameterSet run(Minimizer method) {
    return method
        .withStopping(new StoppingRule(0, 0, STEPS, STEPS + 1))
        .minimize(LOSS, point(3, 2))
        .point();
  }

  /** The sequence (1 + c k) root^k times the start, with c from its first step. */
  private static double doubleRoot(double start, double root, double firstFactor) {
    double c = firstFactor / root - 1;
    return start * (1 + c * STEPS) * Math.pow(root, STEPS);
  }
}
