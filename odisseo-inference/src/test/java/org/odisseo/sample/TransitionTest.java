// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionTest {

  /** The density of a logistic variable and, beside it, a normal one of other scale. */
  private static final LogDensity SKEWED =
      (at, gradient) -> {
        double e = Math.exp(-at[0]);
        gradient[0] = -1 + 2 * e / (1 + e);
        gradient[1] = -at[1] / 0.09;
        return -at[0] - 2 * Math.log1p(e) - at[1] * at[1] / 0.18;
      };

  private static Transition transition(LogDensity density, int size, int depth) {
    Leapfrog leapfrog = new Leapfrog(density, new UnitMass());
    return new Transition(leapfrog, size, depth, 1000, () -> false);
  }

  /**
   * Exact draws stay exact draws under one transition, at any step size: here at ones with a mean
   * acceptance from 0.55 to near 1. The means of squares and of products with the start are known
   * to their errors from the draws themselves, for they are independent.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.55, 0.4, 0.1})
  void leavesTheTargetUnchanged(double stepSize) {
    double[][] moments = moments(SKEWED, stepSize, 30_000, new SplittableRandom(3));
    assertStatistics(moments);
  }

  @Test
  void wrongDensityIsNoticed() {
    LogDensity wrong = (at, gradient) -> SKEWED.value(at, gradient) * 1.1;
    double[][] moments = moments(wrong, 0.4, 30_000, new SplittableRandom(3));
    assertThrows(AssertionError.class, () -> assertStatistics(moments));
  }

  private static void assertStatistics(double[][] moments) {
    // x, x^2 of the logistic (variance pi^2/3), y, y^2, and whether x is beyond a quartile.
    double[] expected = {0, Math.PI * Math.PI / 3, 0, 0.09, 0.25};
    for (int k = 0; k < expected.length; k++) {
      double n = moments[k][0];
      double mean = moments[k][1] / n;
      double error = Math.sqrt((moments[k][2] / n - mean * mean) / n);
      assertEquals(expected[k], mean, 4 * error, "moment " + k);
    }
  }

  private static double[][] moments(
      LogDensity density, double stepSize, int count, RandomGenerator random) {
    Transition transition = transition(density, 2, 10);
    Leapfrog leapfrog = new Leapfrog(density, new UnitMass());
    PhasePointState point = new PhasePointState(2);
    double[][] sums = new double[5][3];
    for (int i = 0; i < count; i++) {
      double u = random.nextDouble();
      point.position[0] = Math.log(u / (1 - u));
      point.position[1] = 0.3 * random.nextGaussian();
      leapfrog.evaluate(point);
      transition.move(point, stepSize, random);
      double x = point.position[0];
      double y = point.position[1];
      double[] values = {x, x * x, y, y * y, x > Math.log(3) ? 1 : 0};
      for (int k = 0; k < values.length; k++) {
        sums[k][0]++;
        sums[k][1] += values[k];
        sums[k][2] += values[k] * values[k];
      }
    }
    return sums;
  }

  /**
   * In many dimensions a normal target is a circle in phase space: positions and momenta have
   * nearly the same length and are nearly perpendicular, and the turn comes after half a period,
   * 3.14 +- 0.1. With steps of 0.01, 256 points do not get there and 512 do, wherever they began.
   */
  @Test
  void endsAtTheTurn() {
    LogDensity normal =
        (at, gradient) -> {
          double sum = 0;
          for (int i = 0; i < at.length; i++) {
            gradient[i] = -at[i];
            sum += at[i] * at[i];
          }
          return -sum / 2;
        };
    int size = 400;
    Transition transition = transition(normal, size, 10);
    SplittableRandom random = new SplittableRandom(8);
    PhasePointState point = new PhasePointState(size);
    for (int i = 0; i < size; i++) {
      point.position[i] = random.nextGaussian();
    }
    new Leapfrog(normal, new UnitMass()).evaluate(point);
    for (int k = 0; k < 30; k++) {
      transition.move(point, 0.01, random);
      assertEquals(511, transition.steps());
      assertEquals(9, transition.depth());
      assertFalse(transition.isDiverging());
    }
  }

  @Test
  void depthIsLimited() {
    Transition transition = transition(SKEWED, 2, 3);
    PhasePointState point = new PhasePointState(2);
    new Leapfrog(SKEWED, new UnitMass()).evaluate(point);
    transition.move(point, 1e-4, new SplittableRandom(1));
    assertEquals(3, transition.depth());
    assertEquals(7, transition.steps());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void valuesThatAreNotFiniteAreDivergences(double bad) {
    // A wall: beyond 1 there is no density.
    LogDensity walled =
        (at, gradient) -> {
          gradient[0] = 0;
          return at[0] > 1 ? bad : 0;
        };
    Transition transition = transition(walled, 1, 10);
    PhasePointState point = new PhasePointState(1);
    SplittableRandom random = new SplittableRandom(4);
    int diverging = 0;
    for (int k = 0; k < 100; k++) {
      point.position[0] = 0;
      new Leapfrog(walled, new UnitMass()).evaluate(point);
      transition.move(point, 0.3, random);
      assertTrue(point.position[0] <= 1);
      diverging += transition.isDiverging() ? 1 : 0;
    }
    assertTrue(diverging > 50);
  }

  @Test
  void transitionsMakeNoObjects() {
    Transition transition = transition(SKEWED, 2, 10);
    PhasePointState point = new PhasePointState(2);
    new Leapfrog(SKEWED, new UnitMass()).evaluate(point);
    SplittableRandom random = new SplittableRandom(4);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    int count = 1000;
    for (int attempt = 0; attempt < 20 && least >= count; attempt++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int k = 0; k < count; k++) {
        transition.move(point, 0.3, random);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    // Less than a byte a transition: whatever it is, transitions do not make it.
    assertTrue(least < count, least + " bytes");
  }
}
