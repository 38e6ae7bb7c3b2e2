// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.odisseo.particles.Particles;
import org.odisseo.sky.Observer;
import org.odisseo.sky.StreamFrame;
import org.odisseo.sky.StreamTable;

class StreamAgreementTest {

  private static final int STARS = 400;
  private static final double SCATTER = 0.3;

  /** Stars around a curved track, all coordinates alike, shifted by a multiple of the scatter. */
  private static StreamTable stream(double shift) {
    Random random = new Random(7);
    double[] numbers = new double[6 * STARS];
    for (int i = 0; i < STARS; i++) {
      double phi1 = -80 + 90 * random.nextDouble();
      numbers[i] = phi1;
      for (int c = 1; c < 6; c++) {
        double u = phi1 / 50;
        numbers[c * STARS + i] = 2 + u - u * u + SCATTER * (random.nextGaussian() + shift);
      }
    }
    return Observer.standard()
        .particlesToStream(StreamFrame.gd1())
        .apply(Particles.zero(STARS))
        .withArray(numbers);
  }

  private static double[] all() {
    double[] weights = new double[STARS];
    Arrays.fill(weights, 1);
    return weights;
  }

  @Test
  void theOffsetIsInUnitsOfTheScatter() {
    Map<String, Double> offsets = StreamAgreement.offsets(stream(0), all(), stream(1.5), all());
    assertEquals(5, offsets.size());
    // The scatter is known from 400 stars to 1/sqrt(800) = 3.5 %; four times that.
    offsets.values().forEach(offset -> assertEquals(1.5, offset, 1.5 * 0.14));
  }

  @Test
  void thereIsNoTrackThroughAFewStars() {
    double[] few = new double[STARS];
    Arrays.fill(few, 0, 5, 1);
    assertTrue(StreamAgreement.offsets(stream(0), few, stream(0), all()).isEmpty());
  }
}
