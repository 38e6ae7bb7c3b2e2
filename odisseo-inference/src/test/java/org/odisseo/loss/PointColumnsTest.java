// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.sky.Observer;
import org.odisseo.sky.SkyTable;
import org.odisseo.sky.StreamFrame;
import org.odisseo.sky.StreamTable;
import org.odisseo.testkit.DifferentiableContract;

class PointColumnsTest extends DifferentiableContract<StreamTable, Columns> {

  private static final StreamTable STREAM =
      Observer.standard()
          .particlesToStream(StreamFrame.gd1())
          .apply(Particles.zero(3))
          .withArray(TestClouds.normal(1, 3, 2, "a", "b", "c", "d", "e", "f").toArray());

  @Override
  protected Differentiable<StreamTable, Columns> map() {
    return PointColumns.ofStream("radialVelocity", "phi1", "pmPhi2");
  }

  @Override
  protected List<StreamTable> points() {
    return List.of(STREAM);
  }

  @Nested
  class OfSky extends DifferentiableContract<SkyTable, Columns> {
    @Override
    protected Differentiable<SkyTable, Columns> map() {
      return PointColumns.ofSky("dec", "distance");
    }

    @Override
    protected List<SkyTable> points() {
      return List.of(
          Observer.standard()
              .particlesToSky()
              .apply(Particles.zero(3))
              .withArray(TestClouds.normal(1, 3, 2, "a", "b", "c", "d", "e", "f").toArray()));
    }
  }

  @Nested
  class Blurred extends DifferentiableContract<Columns, Columns> {
    @Override
    protected Differentiable<Columns, Columns> map() {
      return PointColumns.select("y", "x")
          .then(PointColumns.blur(ParameterSet.of("y", 0.3, "x", 0), 4, new SplittableRandom(1)));
    }

    @Override
    protected List<Columns> points() {
      return List.of(TestClouds.MODEL);
    }
  }

  @Test
  void columnsBearTheNamesAsked() {
    Columns columns = map().apply(STREAM);
    assertEquals(List.of("radialVelocity", "phi1", "pmPhi2"), columns.names());
    assertArrayEquals(STREAM.radialVelocity(), columns.column("radialVelocity"));
    assertArrayEquals(STREAM.phi1(), columns.column("phi1"));
    assertArrayEquals(STREAM.pmPhi2(), columns.column("pmPhi2"));
    assertEquals(STREAM.columns(), PointColumns.ofStream().apply(STREAM));
    assertThrows(IllegalArgumentException.class, () -> PointColumns.ofStream("phi3").apply(STREAM));
  }

  @Test
  void errorsAreDrawnOnce() {
    ParameterSet deviations = ParameterSet.of("x", 2, "y", 0);
    Columns origin = TestClouds.xy(new double[4000], new double[4000]);
    Columns first = PointColumns.blur(deviations, 4000, new SplittableRandom(5)).apply(origin);
    Columns again = PointColumns.blur(deviations, 4000, new SplittableRandom(5)).apply(origin);
    assertEquals(first, again);
    assertArrayEquals(new double[4000], first.column("y"));
    double[] x = first.column("x");
    double mean = 0;
    double square = 0;
    for (double value : x) {
      mean += value / x.length;
      square += value * value / x.length;
    }
    assertEquals(0, mean, 4 * 2 / Math.sqrt(4000));
    // The variance of a normal square is twice its squared mean.
    assertEquals(4, square, 4 * 4 * Math.sqrt(2.0 / 4000));
  }

  @Test
  void badErrorsAreRefused() {
    assertMessage(
        "deviations.x must be >= 0 and finite, got -1.0",
        () -> PointColumns.blur(ParameterSet.of("x", -1), 2, new SplittableRandom(1)));
    assertMessage(
        "stars must be Columns[x; count=2], got Columns[x; count=1]",
        () ->
            PointColumns.blur(ParameterSet.of("x", 1), 2, new SplittableRandom(1))
                .apply(TestClouds.line(1)));
  }

  /** The chain of the package's example: from particles through the sky to a loss. */
  @Test
  void lossOfParticles() {
    Particles stars =
        Particles.single(1, PhasePoint.of(12.4, 1.5, 7.1, 0.11, -0.25, -0.1))
            .concat(Particles.single(1, PhasePoint.of(12, 1, 7, 0.10, -0.24, -0.1)))
            .concat(Particles.single(1, PhasePoint.of(11.5, 0.7, 6.8, 0.12, -0.26, -0.08)));
    Differentiable<Particles, Columns> seen =
        Observer.standard()
            .particlesToStream(StreamFrame.gd1())
            .then(PointColumns.ofStream("phi1", "phi2", "radialVelocity"));
    Columns observed = seen.apply(stars);
    Columns shifted =
        observed.plus(observed.withArray(new double[] {1, 2, -1, 0.5, 1, 0, 3, 1, 2}));
    Differentiable<Particles, Scalar> misfit =
        seen.then(MaximumMeanDiscrepancy.frozenPercentiles(shifted));
    double[] reverse = Gradient.of(misfit, stars).toArray();
    double[] forward = Gradient.of(misfit, stars, Mode.FORWARD).toArray();
    double largest = 0;
    for (double slope : reverse) {
      largest = Math.max(largest, Math.abs(slope));
    }
    assertArrayEquals(reverse, forward, 1e-12 * largest);
  }
}
