// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.uncertainty.ProfileLikelihood.Refitted;

class ProfileLikelihoodTest {

  private static final ParameterSet START = ParameterSet.of("a", 2.1, "b", 0);

  private static double[] grid(double low, double high, int count) {
    double[] grid = new double[count];
    for (int i = 0; i < count; i++) {
      grid[i] = low + (high - low) * i / (count - 1);
    }
    return grid;
  }

  /** A profile of which the other parameter plays no part. */
  private static ProfileLikelihood profile(double[] grid, DoubleUnaryOperator chiSquared) {
    return ProfileLikelihood.of(
        "a", grid, START, (a, others) -> new Refitted(chiSquared.applyAsDouble(a), others));
  }

  @Test
  void theProfileOfAGaussianGivesTheMarginalSigma() {
    // chi2 = F_aa u^2 + 2 F_ab u v + F_bb v^2 around (2, 1) is least over v at v = -F_ab u / F_bb.
    double[][] f = {{9, 5}, {5, 4}};
    ProfileLikelihood profile =
        ProfileLikelihood.of(
            "a",
            grid(0.3, 4.4, 12),
            START,
            (a, others) -> {
              double u = a - 2;
              double v = -f[0][1] * u / f[1][1];
              double chi2 = 7 + f[0][0] * u * u + 2 * f[0][1] * u * v + f[1][1] * v * v;
              return new Refitted(chi2, others.with("b", 1 + v));
            });
    double sigma = FisherInformation.ofMatrix(START, f).marginalSigmas().value("a");
    assertEquals(2, profile.best(), 1e-13);
    assertEquals(7, profile.leastChiSquared(), 1e-13);
    for (double sigmas : new double[] {1, 2}) {
      ProfileInterval interval = profile.interval(sigmas * sigmas);
      assertTrue(interval.isClosed());
      assertEquals(2 - sigmas * sigma, interval.interval().low(), 1e-13);
      assertEquals(2 + sigmas * sigma, interval.interval().high(), 1e-13);
    }
    assertEquals(12, profile.points().size());
    assertTrue(profile.failures().isEmpty());
  }

  @Test
  void aGridCoarserThanTheIntervalStillGivesIt() {
    ProfileLikelihood profile = profile(new double[] {-1, 2.3, 5}, a -> 4 * (a - 2) * (a - 2));
    assertEquals(1.5, profile.interval(1).interval().low(), 1e-13);
    assertEquals(2.5, profile.interval(1).interval().high(), 1e-13);
    assertEquals(1.9, profile.interval(0.04).interval().low(), 1e-13);
    assertEquals(2.1, profile.interval(0.04).interval().high(), 1e-13);
  }

  @Test
  void aLopsidedProfileHasALopsidedInterval() {
    // (exp(a - 2) - 1)^2 = 0.25 at a = 2 + ln(1/2) and 2 + ln(3/2).
    ProfileLikelihood profile = profile(grid(0, 4, 161), a -> Math.pow(Math.exp(a - 2) - 1, 2));
    Interval interval = profile.interval(0.25).interval();
    // Linear in the root between points 0.025 apart: h^2/8 of curvature 1.5 over a slope of 1/2,
    // and the minimum from a parabola is off by about h^2.
    assertEquals(2 - Math.log(2), interval.low(), 1e-3);
    assertEquals(2 + Math.log(1.5), interval.high(), 1e-3);
  }

  @Test
  void aProfileThatDoesNotRiseIsOpenThere() {
    ProfileLikelihood flatRight = profile(grid(0, 10, 101), a -> 10 * Math.exp(-a));
    ProfileInterval right = flatRight.interval(1);
    assertTrue(right.openRight());
    assertFalse(right.openLeft());
    assertEquals(10, right.interval().high());
    // Linear in the root: a spacing of 0.1, squared, over 8, times curvature over slope, a half.
    assertEquals(-Math.log(0.1 + Math.exp(-10)), right.interval().low(), 6.3e-4);
    assertTrue(right.toString().endsWith("open on the right"), right.toString());

    ProfileLikelihood falling = profile(grid(0, 1, 11), a -> 9 * a);
    ProfileInterval left = falling.interval(4);
    assertTrue(left.openLeft());
    assertTrue(left.toString().endsWith("open on the left"), left.toString());
    assertEquals(0, falling.best());
    assertEquals(4.0 / 9, left.interval().high(), 0.01);

    ProfileInterval both = profile(grid(0, 1, 11), a -> 1e-3 * a).interval(1);
    assertTrue(both.toString().endsWith("open on both sides"), both.toString());
    assertFalse(both.isClosed());
  }

  @Test
  void fitsStartWhereTheirNeighborEnded() {
    List<Double> order = new ArrayList<>();
    List<Double> starts = new ArrayList<>();
    ProfileLikelihood.of(
        "a",
        new double[] {0, 1, 2, 3, 4},
        START,
        (a, others) -> {
          order.add(a);
          starts.add(others.value("b"));
          assertEquals(List.of("b"), others.names());
          return new Refitted(a * a, others.with("b", 10 * a));
        });
    assertEquals(List.of(2.0, 3.0, 4.0, 1.0, 0.0), order);
    assertEquals(List.of(0.0, 20.0, 30.0, 20.0, 10.0), starts);
  }

  @Test
  void failedFitsAreKeptAndLeftOut() {
    ProfileLikelihood profile =
        profile(
            grid(0, 4, 17),
            a -> {
              if (a == 1) {
                throw new IllegalStateException("no progress");
              }
              return a == 3.5 ? Double.NaN : 4 * (a - 2) * (a - 2);
            });
    assertEquals(2, profile.failures().size());
    assertTrue(profile.failures().get(0).failure().orElseThrow().contains("no progress"));
    assertTrue(profile.failures().get(1).failure().orElseThrow().contains("NaN"));
    assertEquals(1.5, profile.interval(1).interval().low(), 1e-13);
    assertEquals(3, profile.interval(4).interval().high(), 1e-13);
    ProfileLikelihood nothing = profile(grid(0, 4, 5), a -> Double.NaN);
    assertEquals(5, nothing.failures().size());
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> nothing.interval(1));
    assertTrue(error.getMessage().contains("every fit of the profile of a failed"));
  }

  @Test
  void badInputIsNamed() {
    assertMessage(
        "grid must rise, got 1.0 then 1.0 at index 2",
        () -> profile(new double[] {0, 1, 1}, a -> a));
    assertMessage(
        "the number of grid values must be >= 3, got 2",
        () -> profile(new double[] {0, 1}, a -> a));
    assertThrows(
        IllegalArgumentException.class,
        () -> ProfileLikelihood.of("c", grid(0, 1, 3), START, (a, o) -> new Refitted(0, o)));
    assertMessage(
        "deltaChiSquared must be > 0 and finite, got 0.0",
        () -> profile(grid(0, 1, 3), a -> a).interval(0));
    assertMessage("high must be >= low, got low 2.0 and high 1.0", () -> new Interval(2, 1));
  }
}
