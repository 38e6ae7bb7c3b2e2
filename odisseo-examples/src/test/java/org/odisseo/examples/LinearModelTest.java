// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.optimize.Starts;

class LinearModelTest {

  private static final ParameterSet CENTER = RecoveryProblem.FREE.start();
  private static final double[] SLOPES = {3, -1, 20, 11};
  private static final double HALF_WIDTH = 0.1;

  private static final List<Sample> SPRAYS = samples(9, 1, 5, 1);

  /** Numbers that are linear in the coordinates, and more so along the duration by a factor. */
  private static Columns numbers(ParameterSet u, double value, double factor) {
    double sum = value;
    for (int k = 0; k < SLOPES.length; k++) {
      sum += (k == 0 ? factor : 1) * SLOPES[k] * (u.value(k) - CENTER.value(k));
    }
    return Columns.of(List.of("fraction", "phi2"), new double[][] {{sum, 1}, {0, -2 * sum}});
  }

  private static List<Sample> samples(int count, long seed, double value, double factor) {
    return Starts.uniform(CENTER, HALF_WIDTH, count, seed).stream()
        .map(u -> new Sample(u, numbers(u, value, factor)))
        .toList();
  }

  /** Sprays know the slopes, and one N-body stream how far above them it is. */
  @Test
  void isTheSprayMovedToTheStreams() {
    LinearModel model = LinearModel.near(CENTER, SPRAYS, samples(1, 2, 7, 1));
    assertArrayEquals(numbers(CENTER, 7, 1).toArray(), model.value().toArray(), 1e-12);
    ParameterSet u = Starts.uniform(CENTER, 1, 1, 3).get(0);
    assertArrayEquals(numbers(u, 7, 1).toArray(), model.map().apply(u).toArray(), 1e-12);
    Columns slope = model.map().jvp(u, CENTER.unit(CENTER.names().get(2))).tangent();
    assertEquals(SLOPES[2], slope.value("fraction", 0), 1e-12);
    Columns unit = slope.zero().withArray(new double[] {1, 0, 0, 0});
    assertArrayEquals(SLOPES, model.map().vjp(u).pull(unit).toArray(), 1e-12);
  }

  /** Many N-body streams tell that their slope is another one; few do so in part. */
  @Test
  void slopesOfStreamsCountAsTheirNumber() {
    LinearModel ofMany = LinearModel.near(CENTER, SPRAYS, samples(5000, 2, 5, 1.5));
    LinearModel ofFew = LinearModel.near(CENTER, SPRAYS, samples(10, 2, 5, 1.5));
    double many = ofMany.slopes().get(0).value("fraction", 0) / SLOPES[0];
    double few = ofFew.slopes().get(0).value("fraction", 0) / SLOPES[0];
    assertEquals(1.5, many, 0.01);
    assertTrue(few > 1.02 && few < 1.4, () -> "" + few);
  }
}
