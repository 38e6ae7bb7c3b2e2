// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.loss.TestClouds.xy;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Scalar;
import org.odisseo.testkit.DifferentiableContract;

class SelectedFractionTest extends DifferentiableContract<Columns, Scalar> {

  private static final Columns MODEL =
      xy(new double[] {-4, -0.2, 0.5, 2.5, 7}, new double[] {1, 2, 3, 4, 5});

  @Override
  protected Differentiable<Columns, Scalar> map() {
    return SelectedFraction.of("x", 0.7, 12, -1, 1).and(2, 3);
  }

  @Override
  protected List<Columns> points() {
    return List.of(MODEL);
  }

  @Nested
  class WithBackground extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return SelectedFraction.of("x", 0.7, 12, -1, 1).withBackground(0.2);
    }

    @Override
    protected List<Columns> points() {
      return List.of(MODEL);
    }
  }

  /** A star in the middle of one standard deviation on either side is inside to 68.27 percent. */
  @Test
  void isThatOfANormalDistribution() {
    Columns one = xy(new double[] {3}, new double[] {0});
    double within = 0.682689492137085897;
    SelectedFraction loss = SelectedFraction.of("x", 0.5, 10, 2.5, 3.5);
    assertEquals(within, loss.fraction(one), 4e-16);
    assertEquals(10 * Math.log(within), loss.apply(one).value(), 1e-14);
    assertEquals(
        10 * Math.log(0.1 + 0.9 * within), loss.withBackground(0.1).apply(one).value(), 1e-14);
  }

  @Test
  void everywhereIsNoSelection() {
    SelectedFraction all =
        SelectedFraction.of("x", 1, 5, Double.NEGATIVE_INFINITY, 0.3)
            .and(0.3, Double.POSITIVE_INFINITY);
    assertEquals(1, all.fraction(MODEL), 1e-15);
    assertEquals(0, all.apply(MODEL).value(), 1e-14);
  }

  /**
   * One star before, in and behind the interval from 0 to 10, with the width one: ln S, its
   * derivative and S from the definition in arithmetic of 1500 digits (mpmath 1.3.0, {@code
   * log(ncdf(10 - x) - ncdf(-x))} and {@code (npdf(-x) - npdf(10 - x))/(ncdf(10 - x) - ncdf(-x))}).
   */
  @ParameterizedTest
  @CsvSource({
    "-50,  -1254.8313611394199,    50.0199840319056398,  0",
    "-40,  -804.608442013753788,   40.0249688472072637,  0",
    "-20,  -203.917155371097264,   20.0497530685278505,  2.7536241186062337e-89",
    "-8.5, -39.1973964282176693,   8.61459532016517287,  9.47953482220331835e-18",
    "-5,   -15.0649983939887257,   5.18650396712584212,  2.86651571879193912e-7",
    "-1,   -1.84102164500926351,   1.52513527616098121,  0.158655253931457051",
    "0,    -0.693147180559945309,  0.797884560802865356, 0.5",
    "2.5,  -0.00622902548589211068, 0.017637825486672348, 0.993790334674191956",
    "5,    -5.73303308096697955e-7, 0,                    0.999999426696856242"
  })
  void keepsItsDigitsFarFromTheInterval(double x, double log, double slope, double fraction) {
    SelectedFraction loss = SelectedFraction.of("x", 1, 1, 0, 10);
    Columns star = TestClouds.line(x);
    // A few roundings of the numbers themselves, and for ln S near 0 of S.
    double part = 8 * Math.ulp(1.0);
    assertEquals(log, loss.apply(star).value(), part * Math.max(1, -log));
    assertEquals(slope, Gradient.of(loss, star).value("x", 0), part * Math.max(1, slope));
    // An exponential magnifies the rounding of its argument by that argument.
    double rounding = part * fraction * Math.max(1, -log);
    assertEquals(fraction, loss.fraction(star), Math.max(Double.MIN_VALUE, rounding));
  }

  /** What is before the interval is as far from it as what is behind it. */
  @ParameterizedTest
  @ValueSource(doubles = {-50, -40, -20, -8.5, -5, -1, -0.25, 0, 2.5, 5})
  void mirrorImagesAreAlike(double x) {
    SelectedFraction loss = SelectedFraction.of("x", 1, 3, 0, 10);
    for (SelectedFraction each :
        List.of(loss, loss.withBackground(0.1), loss.and(-20, -12.5).and(22.5, 30))) {
      Columns star = TestClouds.line(x);
      Columns mirror = TestClouds.line(10 - x);
      assertEquals(each.fraction(star), each.fraction(mirror), Math.ulp(each.fraction(star)));
      assertEquals(each.apply(star).value(), each.apply(mirror).value(), 1e-15);
      assertEquals(
          Gradient.of(each, star).value("x", 0), -Gradient.of(each, mirror).value("x", 0), 1e-15);
    }
  }

  /**
   * Two stars 40 and 41 widths away: their sum is that of the nearer one but for exp(-40.5), of
   * which it takes that part of the derivative.
   */
  @Test
  void starsFarAwayAreToldApart() {
    SelectedFraction loss = SelectedFraction.of("x", 1, 1, 0, 10);
    double near = loss.apply(TestClouds.line(-40)).value();
    double far = loss.apply(TestClouds.line(-41)).value();
    Columns both = TestClouds.line(-40, -41);
    assertEquals(near - Math.log(2), loss.apply(both).value(), 1e-12);
    Columns gradient = Gradient.of(loss, both);
    assertEquals(
        Gradient.of(loss, TestClouds.line(-40)).value("x", 0), gradient.value("x", 0), 1e-13);
    double part = Math.exp(far - near);
    double alone = Gradient.of(loss, TestClouds.line(-41)).value("x", 0);
    // The rounding of two numbers near 800 in an exponential.
    assertEquals(part * alone, gradient.value("x", 1), 1e-12 * part * alone);
    assertTrue(gradient.value("x", 1) > 0);
  }

  /** A star far from all intervals still knows where they are. */
  @Nested
  class FarAway extends DifferentiableContract<Columns, Scalar> {
    @Override
    protected Differentiable<Columns, Scalar> map() {
      return SelectedFraction.of("x", 0.7, 12, -1, 1).and(2, 3);
    }

    @Override
    protected List<Columns> points() {
      return List.of(
          xy(new double[] {-36}, new double[] {1}), xy(new double[] {38}, new double[] {1}));
    }
  }

  /** A likelihood with its selection is a density: it integrates to one over the interval. */
  @Test
  void normalisesTheLikelihood() {
    double width = 0.6;
    double low = -1;
    double high = 2;
    Columns model = Columns.of(List.of("x"), new double[] {-1.5, 0, 0.4, 3});
    SelectedFraction selection = SelectedFraction.of("x", width, 1, low, high);
    int n = 20_000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double x = low + (i + 0.5) * (high - low) / n;
      Columns star = Columns.of(List.of("x"), new double[] {x});
      GaussianMixtureLikelihood likelihood =
          GaussianMixtureLikelihood.of(star, Columns.of(List.of("x"), new double[] {width}));
      sum += Math.exp(-likelihood.apply(model).value() - selection.apply(model).value());
    }
    // The midpoint rule is good to (h/width)^2/24 per step.
    assertEquals(1, sum * (high - low) / n, 1e-8);
  }

  @Test
  void badInputIsNamed() {
    assertMessage(
        "width must be > 0 and finite, got 0.0", () -> SelectedFraction.of("x", 0, 1, 0, 1));
    assertMessage(
        "low must be below high, got 1.0 and 1.0", () -> SelectedFraction.of("x", 1, 1, 1, 1));
    assertMessage(
        "intervals must not overlap, got Interval[low=0.5, high=2.0] beside Interval[low=0.0,"
            + " high=1.0]",
        () -> SelectedFraction.of("x", 1, 1, 0, 1).and(0.5, 2));
  }
}
