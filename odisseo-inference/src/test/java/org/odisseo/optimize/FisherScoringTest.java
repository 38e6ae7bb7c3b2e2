// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.simulate.CancellationToken;

class FisherScoringTest {

  private static Columns column(double[] numbers) {
    return Columns.of(List.of("f"), numbers);
  }

  /** Terms that depend on one parameter, from their values and derivatives for each datum. */
  private interface Term {
    double value(double theta, double x);

    double slope(double theta, double x);
  }

  private static Differentiable<ParameterSet, Columns> terms(double[] data, Term term) {
    return Differentiable.ofForward(
        at -> column(each(data, x -> term.value(at.value(0), x))),
        (at, tangent) -> column(each(data, x -> tangent.value(0) * term.slope(at.value(0), x))));
  }

  private static double[] each(double[] data, DoubleUnaryOperator f) {
    return Arrays.stream(data).map(f).toArray();
  }

  /** f = rate x - ln(rate), whose best rate is one over the mean; in u = ln(rate). */
  private static final Term EXPONENTIAL =
      new Term() {
        @Override
        public double value(double u, double x) {
          return Math.exp(u) * x - u;
        }

        @Override
        public double slope(double u, double x) {
          return Math.exp(u) * x - 1;
        }
      };

  private static double[] waitingTimes(long seed, double rate, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(n).map(p -> -Math.log1p(-p) / rate).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsTheRateOfWaitingTimes(long seed) {
    double[] times = waitingTimes(seed, 3, 4000);
    double exact = -Math.log(Arrays.stream(times).average().orElseThrow());
    LikelihoodFit<ParameterSet> fit =
        FisherScoring.create()
            .withTolerance(1e-14)
            .fit(terms(times, EXPONENTIAL), ParameterSet.of("u", -2))
            .orThrow();
    // A gain of 1e-14 is half the square of the distance in standard errors, 1/sqrt(4000).
    assertEquals(exact, fit.point().value("u"), Math.sqrt(2e-14 / 4000) * 2);
    assertTrue(fit.evaluations() < 40, fit.evaluations() + " evaluations");
    // The variance of a score is that of an exponential variable, 1; its scatter, sqrt(8/n).
    assertEquals(1, fit.information()[0][0] / 4000, 5 * Math.sqrt(8.0 / 4000));
  }

  /** Mean and log of the width of a normal distribution: closed forms, two parameters. */
  private static Differentiable<ParameterSet, Columns> normal(double[] data) {
    return Differentiable.ofForward(
        at ->
            column(
                each(
                    data,
                    x -> {
                      double z = (x - at.value("m")) * Math.exp(-at.value("s"));
                      return at.value("s") + 0.5 * z * z;
                    })),
        (at, d) ->
            column(
                each(
                    data,
                    x -> {
                      double width = Math.exp(-at.value("s"));
                      double z = (x - at.value("m")) * width;
                      return d.value("s") * (1 - z * z) - d.value("m") * z * width;
                    })));
  }

  @Test
  void findsMeanAndWidthInAnyUnits() {
    SplittableRandom random = new SplittableRandom(5);
    double[] data = new double[2000];
    Arrays.setAll(data, i -> 1e6 * (4 + random.nextGaussian()));
    double mean = Arrays.stream(data).average().orElseThrow();
    double variance = Arrays.stream(data).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    LikelihoodFit<ParameterSet> fit =
        FisherScoring.create()
            .withTolerance(1e-12)
            .fit(normal(data), ParameterSet.of("m", 2e6, "s", Math.log(3e6)))
            .orThrow();
    double error = Math.sqrt(2e-12 / 2000) * 2;
    assertEquals(mean, fit.point().value("m"), error * Math.sqrt(variance));
    assertEquals(0.5 * Math.log(variance), fit.point().value("s"), error);
    // Of m it is n/variance, of s 2 n; the scatter of both is below 5 % for 2000 data.
    assertEquals(1, fit.information()[0][0] * variance / 2000, 0.2);
    assertEquals(2, fit.information()[1][1] / 2000, 0.4);
  }

  @Test
  void bothModesAgree() {
    double[] times = waitingTimes(1, 2, 50);
    FisherScoring scoring = FisherScoring.create();
    ParameterSet start = ParameterSet.of("u", 0);
    assertEquals(
        scoring.fit(terms(times, EXPONENTIAL), start).point().value(0),
        scoring.withMode(Mode.REVERSE).fit(terms(times, EXPONENTIAL), start).point().value(0),
        1e-12);
  }

  /** A combination that the data do not know of stays where it is, and the rest is found. */
  @Test
  void idleParametersDoNoHarm() {
    double[] times = waitingTimes(1, 2, 300);
    Differentiable<ParameterSet, Columns> sum =
        Differentiable.ofForward(
            at -> column(each(times, x -> EXPONENTIAL.value(at.value(0) + at.value(1), x))),
            (at, d) ->
                column(
                    each(
                        times,
                        x ->
                            (d.value(0) + d.value(1))
                                * EXPONENTIAL.slope(at.value(0) + at.value(1), x))));
    LikelihoodFit<ParameterSet> fit =
        FisherScoring.create()
            .withTolerance(1e-10)
            .fit(sum, ParameterSet.of("a", 0.3, "b", -0.3))
            .orThrow();
    double exact = -Math.log(Arrays.stream(times).average().orElseThrow());
    assertEquals(exact, fit.point().value("a") + fit.point().value("b"), 1e-5);
    assertEquals(0.6, fit.point().value("a") - fit.point().value("b"), 1e-6);
  }

  @Test
  void whatGoesWrongIsAnOutcome() {
    double[] times = waitingTimes(1, 2, 10);
    Term broken =
        new Term() {
          @Override
          public double value(double u, double x) {
            return u > 0.2 ? Double.NaN : EXPONENTIAL.value(u, x);
          }

          @Override
          public double slope(double u, double x) {
            return EXPONENTIAL.slope(u, x);
          }
        };
    ParameterSet outside = ParameterSet.of("u", 1);
    LikelihoodFit<ParameterSet> fit = FisherScoring.create().fit(terms(times, broken), outside);
    assertEquals(FitStatus.NON_FINITE_START, fit.status());
    assertEquals(outside, fit.point());
    assertThrows(IllegalStateException.class, fit::orThrow);

    // The maximum is behind the wall: what is reached is kept.
    LikelihoodFit<ParameterSet> wall =
        FisherScoring.create()
            .withTolerance(1e-9)
            .fit(terms(times, broken), ParameterSet.of("u", -1));
    assertFalse(wall.isConverged());
    assertTrue(wall.point().value(0) > -1 && wall.point().value(0) <= 0.2);

    assertEquals(
        FitStatus.EVALUATION_LIMIT,
        FisherScoring.create()
            .withMaxEvaluations(1)
            .fit(terms(times, EXPONENTIAL), ParameterSet.of("u", -1))
            .status());
    CancellationToken token = new CancellationToken();
    token.cancel();
    assertEquals(
        FitStatus.CANCELLED,
        FisherScoring.create()
            .withCancellation(token)
            .fit(terms(times, EXPONENTIAL), ParameterSet.of("u", -1))
            .status());
    assertMessage(
        "tolerance must be > 0 and finite, got 0.0", () -> FisherScoring.create().withTolerance(0));
  }
}
