// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  /** The windows of Stan's reference manual for 1000 draws. */
  @Test
  void windowsDouble() {
    assertEquals(
        List.of(
            new WarmUpSchedule.Window(75, 100),
            new WarmUpSchedule.Window(100, 150),
            new WarmUpSchedule.Window(150, 250),
            new WarmUpSchedule.Window(250, 450),
            new WarmUpSchedule.Window(450, 950)),
        WarmUpSchedule.of(1000).windows());
  }

  @Test
  void shortWarmUpsHaveOneWindowOrNone() {
    assertEquals(List.of(new WarmUpSchedule.Window(15, 90)), WarmUpSchedule.of(100).windows());
    assertEquals(List.of(), WarmUpSchedule.of(19).windows());
    assertEquals(List.of(), WarmUpSchedule.of(0).windows());
  }

  @Test
  void windowsCoverTheMiddleWithoutGaps() {
    for (int length = 150; length < 3000; length += 7) {
      int at = 75;
      for (WarmUpSchedule.Window window : WarmUpSchedule.of(length).windows()) {
        assertEquals(at, window.from());
        assertTrue(window.to() - window.from() >= 25);
        at = window.to();
      }
      assertEquals(length - 50, at);
    }
  }

  /** Acceptance that falls exponentially with the step size has its target at a known one. */
  @Test
  void dualAveragingFindsTheStepSize() {
    SplittableRandom random = new SplittableRandom(2);
    DualAveraging averaging = new DualAveraging(0.8);
    averaging.restart(1);
    double stepSize = 1;
    for (int k = 0; k < 2000; k++) {
      double acceptance = Math.exp(-stepSize / 3) + 0.05 * random.nextGaussian();
      stepSize = averaging.next(acceptance);
    }
    // Noise of 0.05 moves log(step) by 0.28 a draw; its mean over the last few hundred, by 0.02.
    assertEquals(-3 * Math.log(0.8), averaging.averaged(), 0.05);
  }

  @Test
  void massIsTheShrunkCovariance() {
    double[][] columns = {{1, 2, 4, 9}, {0, -1, 3, 2}};
    // Means 4 and 1; sums of products 38, 10 and 12; three degrees of freedom.
    double[] expected = {4 * 38 / 3.0 + 0.005, 4 * 12 / 3.0, 4 * 12 / 3.0, 4 * 10 / 3.0 + 0.005};
    for (int k = 0; k < 4; k++) {
      expected[k] /= 9;
    }
    MassMatrix unit = new UnitMass();
    assertArrayEquals(expected, MassEstimate.of(Metric.DENSE, columns, unit).entries(), 1e-14);
    assertArrayEquals(
        new double[] {expected[0], expected[3]},
        MassEstimate.of(Metric.DIAGONAL, columns, unit).entries(),
        1e-14);
    assertSame(unit, MassEstimate.of(Metric.UNIT, columns, unit));
  }

  @Test
  void massStaysIfThereIsNoEstimate() {
    MassMatrix unit = new UnitMass();
    double[][] far = {{1e300, -1e300, 1e300, -1e300}};
    assertSame(unit, MassEstimate.of(Metric.DIAGONAL, far, unit));
  }
}
