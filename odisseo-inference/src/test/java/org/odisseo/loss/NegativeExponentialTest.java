// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NegativeExponentialTest {

  @Test
  void agreesWithTheLibrary() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      double t = 800 * Math.pow(random.nextDouble(), 6);
      double expected = StrictMath.exp(-t);
      // The library may be off by one unit in the last place, and so may this.
      assertEquals(expected, NegativeExponential.of(t), 2 * Math.ulp(expected), () -> "t = " + t);
    }
  }

  @Test
  void endsOfTheRange() {
    assertEquals(1, NegativeExponential.of(0));
    assertEquals(0, NegativeExponential.of(1e300));
    assertEquals(0, NegativeExponential.of(Double.POSITIVE_INFINITY));
    assertEquals(Double.NaN, NegativeExponential.of(Double.NaN));
    assertEquals(StrictMath.exp(-699.9999), NegativeExponential.of(699.9999), 1e-318);
    assertEquals(StrictMath.exp(-740), NegativeExponential.of(740), 1e-322);
  }
}
