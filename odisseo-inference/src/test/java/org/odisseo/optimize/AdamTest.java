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

class AdamTest {

  private static final Differentiable<ParameterSet, Scalar> LINEAR =
      TestLosses.loss(x -> 3 * x[0] - 1e-3 * x[1], x -> new double[] {3, -1e-3});

  @Test
  void aConstantGradientMakesStepsOfTheRate() {
    // Both corrected averages are those of a constant: the step is rate g / (|g| + epsilon).
    Minimum<ParameterSet> minimum =
        Adam.of(0.05).withStopping(limit(20)).minimize(LINEAR, point(0, 0));
    assertEquals(-20 * 0.05 * 3 / (3 + 1e-8), minimum.point().value(0), 1e-14);
    assertEquals(20 * 0.05 * 1e-3 / (1e-3 + 1e-8), minimum.point().value(1), 1e-14);
  }

  @Test
  void theRateFallsByHalves() {
    Minimum<ParameterSet> minimum =
        Adam.of(0.05).withHalving(3).withStopping(limit(20)).minimize(LINEAR, point(0, 0));
    // A geometric series of 20 terms with the ratio 2^(-1/3).
    double ratio = Math.cbrt(0.5);
    double sum = 0.05 * (1 - Math.pow(ratio, 20)) / (1 - ratio);
    assertEquals(-sum * 3 / (3 + 1e-8), minimum.point().value(0), 1e-14);
  }

  @Test
  void followsTheAveragesWrittenAsSums() {
    // m_t = (1 - b1) sum_i b1^(t-i) g_i and the same for v, as the paper writes them out (its
    // equation 1), in place of the recurrences.
    double b1 = 0.7;
    double b2 = 0.95;
    double epsilon = 1e-3;
    double rate = 0.2;
    int steps = 25;
    double[] x = new double[steps + 1];
    double[] g = new double[steps + 1];
    x[0] = 2;
    for (int t = 1; t <= steps; t++) {
      g[t] = 4 * Math.pow(x[t - 1], 3) - 1;
      double m = 0;
      double v = 0;
      double weight1 = 0;
      double weight2 = 0;
      for (int i = 1; i <= t; i++) {
        m += Math.pow(b1, t - i) * g[i];
        v += Math.pow(b2, t - i) * g[i] * g[i];
        weight1 += Math.pow(b1, t - i);
        weight2 += Math.pow(b2, t - i);
      }
      x[t] = x[t - 1] - rate * (m / weight1) / (Math.sqrt(v / weight2) + epsilon);
    }
    Differentiable<ParameterSet, Scalar> loss =
        TestLosses.loss(
            at -> Math.pow(at[0], 4) - at[0], at -> new double[] {4 * Math.pow(at[0], 3) - 1});
    Minimum<ParameterSet> minimum =
        Adam.of(rate)
            .withMoments(b1, b2, epsilon)
            .withStopping(limit(steps))
            .minimize(loss, point(2));
    // The loop is not chaotic: a few ulp per step.
    assertEquals(x[steps], minimum.point().value(0), 1e-13);
  }

  @Test
  void aFallingRateComesToTheMinimum() {
    Differentiable<ParameterSet, Scalar> loss =
        TestLosses.obliqueQuadratic(new double[] {0.5, -1, 0.2}, 1, 3, 10);
    Minimum<ParameterSet> falling = Adam.of(0.1).withHalving(200).minimize(loss, point(0, 0, 0));
    assertTrue(falling.isConverged(), falling.advice());
    assertEquals(0, falling.point().minus(point(0.5, -1, 0.2)).norm(), 1e-8);
    assertTrue(falling.evaluations() <= 400, falling.advice());
  }

  /** With a large rate it goes through the minimum again and again and ends anywhere near it. */
  @Test
  void theBestPointIsThatOfTheLeastValueOnTheWay() {
    Differentiable<ParameterSet, Scalar> square =
        TestLosses.loss(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    Minimum<ParameterSet> minimum = Adam.of(0.5).withStopping(limit(60)).minimize(square, point(3));
    double least = minimum.history().stream().mapToDouble(Iteration::value).min().orElseThrow();
    BestPoint<ParameterSet> best = minimum.best();
    assertEquals(least, best.value());
    assertEquals(least, square.apply(best.point()).value());
    assertEquals(least, minimum.history().get(best.iteration()).value());
    assertTrue(best.value() < 0.1 * minimum.value(), minimum.advice());
    // The point and the state stay those of the last iteration, from which the run goes on.
    assertEquals(60, minimum.iterations());
    assertEquals(minimum.history().get(60).value(), minimum.value());
    assertEquals(minimum.value(), square.apply(minimum.point()).value());
    Minimum<ParameterSet> more =
        Adam.of(0.5).withStopping(limit(0)).resume(square, point(0), minimum.state());
    assertEquals(60, more.best().iteration());
    assertEquals(minimum.value(), more.best().value());
  }

  @Test
  void aRunThatGoesDownAllTheWayEndsAtItsBestPoint() {
    Minimum<ParameterSet> minimum =
        GradientDescent.of(0.1)
            .withStopping(limit(20))
            .minimize(TestLosses.obliqueQuadratic(new double[] {0.5, -1}, 1, 3), point(0, 0));
    assertEquals(
        new BestPoint<>(minimum.point(), minimum.value(), minimum.iterations()), minimum.best());
  }

  @Test
  void aLossWithoutAValueAtTheStartHasNoBetterPoint() {
    Minimum<ParameterSet> minimum =
        Adam.of(0.5)
            .minimize(TestLosses.loss(x -> Double.NaN, x -> new double[] {2 * x[0]}), point(3));
    assertEquals(FitStatus.NON_FINITE_START, minimum.status());
    assertEquals(3, minimum.best().point().value(0));
    assertEquals(Double.NaN, minimum.best().value());
  }

  @Test
  void settingsThatCannotBeMeantAreErrors() {
    assertThrows(IllegalArgumentException.class, () -> Adam.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Adam.of(1).withMoments(1, 0.9, 1e-8));
    assertThrows(IllegalArgumentException.class, () -> Adam.of(1).withMoments(0.9, -1, 1e-8));
    assertThrows(IllegalArgumentException.class, () -> Adam.of(1).withMoments(0.9, 0.9, 0));
    assertThrows(IllegalArgumentException.class, () -> Adam.of(1).withHalving(0));
  }

  private static StoppingRule limit(int steps) {
    return new StoppingRule(0, 0, steps, Integer.MAX_VALUE);
  }
}
