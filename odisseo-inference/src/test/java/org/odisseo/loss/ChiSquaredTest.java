// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.odisseo.loss.TestClouds.xy;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.optimize.LeastSquaresFit;
import org.odisseo.optimize.LevenbergMarquardt;
import org.odisseo.testkit.DifferentiableContract;

class ChiSquaredTest extends DifferentiableContract<Columns, Scalar> {

  private static final Columns OBSERVED =
      xy(new double[] {1, 2, Double.NaN}, new double[] {4, Double.NaN, 6});
  private static final Columns ERRORS =
      xy(new double[] {0.5, 1, Double.NaN}, new double[] {2, 0, 0.25});
  private static final Columns MODEL = xy(new double[] {2, 2, 9}, new double[] {1, 9, 6.5});
  private static final ChiSquared LOSS = ChiSquared.of(OBSERVED, ERRORS);

  @Override
  protected Differentiable<Columns, Scalar> map() {
    return LOSS;
  }

  @Override
  protected List<Columns> points() {
    return List.of(MODEL);
  }

  @Nested
  class Residuals extends DifferentiableContract<Columns, Columns> {
    @Override
    protected Differentiable<Columns, Columns> map() {
      return LOSS.residuals();
    }

    @Override
    protected List<Columns> points() {
      return List.of(MODEL);
    }
  }

  @Test
  void sumsSquaresOfWhatWasMeasured() {
    assertArrayEquals(
        new double[] {2, 0, 0, -1.5, 0, 2}, LOSS.residuals().apply(MODEL).toArray(), 0);
    assertEquals(4 + 2.25 + 4, LOSS.apply(MODEL).value());
    assertArrayEquals(new double[] {8, 0, 0, -1.5, 0, 16}, Gradient.of(LOSS, MODEL).toArray());
    assertEquals(4, LOSS.count());
  }

  /**
   * A constant through three data of ten: chi-squared is the sum of the squared differences from
   * their mean.
   */
  @Test
  void whatWasNotMeasuredIsNoDegreeOfFreedom() {
    double[] data = new double[10];
    Arrays.fill(data, Double.NaN);
    data[1] = 2.5;
    data[4] = 0.5;
    data[9] = 4.5;
    double[] errors = new double[10];
    Arrays.fill(errors, 1.25);
    ChiSquared loss = ChiSquared.of(TestClouds.line(data), TestClouds.line(errors));
    Columns ones = TestClouds.line(DoubleStream.generate(() -> 1).limit(10).toArray());
    Differentiable<ParameterSet, Columns> constant =
        Maps.linear(p -> ones.times(p.value("level")), c -> ParameterSet.of("level", c.dot(ones)));
    LeastSquaresFit<ParameterSet, Columns> fit =
        LevenbergMarquardt.create()
            .fit(constant.then(loss.residuals()), ParameterSet.of("level", 0))
            .orThrow();
    assertEquals(2.5, fit.point().value("level"), 1e-14);
    assertEquals(loss.count(), fit.count());
    assertEquals(2, fit.degreesOfFreedom());
    assertEquals(8 / (1.25 * 1.25) / 2, fit.reducedChiSquared(), 1e-14);
  }

  @Test
  void modelsThatAreNotFiniteGiveNoNumber() {
    Columns failed = TestClouds.with(MODEL, "x[2]", Double.NaN);
    assertEquals(Double.NaN, LOSS.apply(failed).value());
  }

  @Test
  void badArgumentsAreRefused() {
    assertMessage(
        "errors.y[0] must be > 0 and finite, got 0.0",
        () -> ChiSquared.of(OBSERVED, TestClouds.with(ERRORS, "y[0]", 0)));
    assertMessage(
        "errors.y[0] must be > 0 and finite, got -1.0",
        () -> ChiSquared.of(OBSERVED, TestClouds.with(ERRORS, "y[0]", -1)));
    assertMessage(
        "observed.x[1] must be finite, got Infinity",
        () -> ChiSquared.of(TestClouds.with(OBSERVED, "x[1]", Double.POSITIVE_INFINITY), ERRORS));
    assertMessage(
        "model must be Columns[x, y; count=3], got Columns[y, x; count=3]",
        () -> LOSS.apply(MODEL.select("y", "x")));
    Columns longer = xy(new double[4], new double[4]);
    assertMessage(
        "model must be Columns[x, y; count=3], got Columns[x, y; count=4]",
        () -> LOSS.apply(longer));
    assertMessage(
        "errors must be Columns[x, y; count=3], got Columns[x, y; count=4]",
        () -> ChiSquared.of(OBSERVED, longer));
    assertMessage(
        "the number of measured numbers must be >= 1, got 0",
        () -> ChiSquared.of(TestClouds.line(Double.NaN), TestClouds.line(1)));
  }
}
