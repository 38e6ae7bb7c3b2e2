// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastExponentialTest {

  /** StrictMath is good to one unit in the last place, this to another. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-10, 0.003, 1, 40, 700})
  void isTheExponential(double range) {
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 100_000; k++) {
      double x = random.nextDouble(-range, range);
      double expected = StrictMath.exp(x);
      assertEquals(expected, FastExponential.value(x), 2 * Math.ulp(expected), "at " + x);
    }
  }

  /** A rounding of the argument to a multiple of ln 2 / 256 must not show where it changes. */
  @Test
  void growsFromOneIntervalToTheNext() {
    for (int k = -200; k < 200; k++) {
      double edge = (k + 0.5) * Math.log(2) / 256;
      double below = FastExponential.value(edge - 1e-13);
      double above = FastExponential.value(edge + 1e-13);
      assertEquals(2e-13, above / below - 1, 5e-16, "at " + edge);
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        699.9999,
        700,
        709.78,
        710,
        -708.5,
        -745.1,
        -746,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void endsOfTheRange(double x) {
    double expected = StrictMath.exp(x);
    double tolerance = Double.isFinite(expected) ? 2 * Math.ulp(expected) : 0;
    assertEquals(expected, FastExponential.value(x), tolerance);
  }
}
