// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.loss.TestClouds.MODEL;
import static org.odisseo.loss.TestClouds.TARGET;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.uncertainty.Bandwidth;

/** What all losses of point clouds have in common. */
class PointCloudLossTest {

  private static final List<Function<Columns, PointCloudLoss>> MAKERS =
      List.of(
          data -> MaximumMeanDiscrepancy.of(data, 1, 2),
          MaximumMeanDiscrepancy::percentiles,
          MaximumMeanDiscrepancy::frozenPercentiles,
          EnergyDistance::of,
          data -> SlicedWasserstein.of(data, 1, 7, new SplittableRandom(1)),
          data -> SlicedWasserstein.of(data, 2, 7, new SplittableRandom(1)),
          data -> GaussianMixtureLikelihood.of(data, TestClouds.filled(data, 0.3)),
          data -> KernelDensityLikelihood.of(data, Bandwidth.scott()),
          data -> KernelDensityLikelihood.ofWidths(data, ParameterSet.of("x", 1, "y", 2)));

  static List<PointCloudLoss> losses() {
    return MAKERS.stream().map(maker -> maker.apply(TARGET)).toList();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void starsThatAreNotFiniteGiveNaN(PointCloudLoss loss) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Columns failed = TestClouds.with(MODEL, "y[2]", bad);
      assertEquals(Double.NaN, loss.apply(failed).value());
      assertEquals(Double.NaN, loss.vjp(failed).value().value());
      assertEquals(Double.NaN, loss.jvp(failed, MODEL).tangent().value());
      double[] gradient = Gradient.of(loss, failed).toArray();
      assertTrue(Arrays.stream(gradient).allMatch(Double::isNaN));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void finiteStarsGiveFiniteNumbers(PointCloudLoss loss) {
    for (double size : new double[] {1e-60, 1, 1e6, 1e140}) {
      Columns stars = MODEL.times(size);
      assertTrue(Double.isFinite(loss.apply(stars).value()), () -> loss + " " + size);
      assertTrue(Gradient.of(loss, stars).isFinite(), () -> loss + " " + size);
    }
    Columns onTheData = TARGET.times(1);
    assertTrue(Gradient.of(loss, onTheData).isFinite());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void otherColumnsAreRefused(PointCloudLoss loss) {
    assertEquals(List.of("x", "y"), loss.names());
    assertMessage(
        "stars must have the columns x, y, as the data have, got y, x",
        () -> loss.apply(MODEL.select("y", "x")));
    assertMessage(
        "stars must have the columns x, y, as the data have, got x",
        () -> loss.vjp(MODEL.select("x")));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void noStarsAreRefused(PointCloudLoss loss) {
    Columns none = TestClouds.xy(new double[0], new double[0]);
    assertMessage("the number of stars must be >= 1, got 0", () -> loss.apply(none));
  }

  @Test
  void noDataAreRefused() {
    Columns none = TestClouds.xy(new double[0], new double[0]);
    for (Function<Columns, PointCloudLoss> maker : MAKERS) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> maker.apply(none)).getMessage();
      assertTrue(message.startsWith("the number of stars of "), message);
      assertTrue(message.endsWith("must be >= 1, got 0"), message);
    }
  }

  @Test
  void infiniteDataAreRefused() {
    Columns broken = TestClouds.with(TARGET, "y[1]", Double.POSITIVE_INFINITY);
    for (Function<Columns, PointCloudLoss> maker : MAKERS) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> maker.apply(broken)).getMessage();
      assertTrue(message.contains(".y must be finite"), message);
      assertTrue(message.endsWith("got Infinity at index 1"), message);
    }
  }

  /** The order of stars does not matter, neither in the model nor in the data. */
  @Test
  void orderDoesNotMatter() {
    int[] shuffled = {2, 0, 3, 1};
    double[][] columns = new double[2][4];
    for (int i = 0; i < 4; i++) {
      columns[0][i] = MODEL.value("x", shuffled[i]);
      columns[1][i] = MODEL.value("y", shuffled[i]);
    }
    Columns other = Columns.of(MODEL.names(), columns);
    for (PointCloudLoss loss : losses()) {
      double[] expected = Gradient.of(loss, MODEL).column("x");
      double[] actual = Gradient.of(loss, other).column("x");
      for (int i = 0; i < 4; i++) {
        assertEquals(
            expected[shuffled[i]], actual[i], 1e-13 * Math.abs(expected[shuffled[i]]) + 1e-16);
      }
      assertEquals(loss.apply(MODEL).value(), loss.apply(other).value(), 1e-13);
    }
  }

  @Test
  void severalTangentsShareOneGradient() {
    for (PointCloudLoss loss : losses()) {
      double[] gradient = Gradient.of(loss, MODEL).toArray();
      List<Columns> units = List.of(MODEL.unit(0), MODEL.unit(5), MODEL.unit(7));
      double[] slopes =
          loss.jvps(MODEL, units).tangents().stream().mapToDouble(t -> t.value()).toArray();
      assertArrayEquals(new double[] {gradient[0], gradient[5], gradient[7]}, slopes);
    }
  }
}
