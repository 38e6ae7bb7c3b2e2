// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.testkit.DifferentiableContract;

class StraightenedTrackTest extends DifferentiableContract<Columns, Columns> {

  private static final double[] PHI1 = {-50, -31, -22, -8, 5, 12};

  private static Columns stars(double[] phi1, double bend) {
    double[] phi2 = Arrays.stream(phi1).map(p -> 1 + 0.02 * p - 3e-4 * p * p).toArray();
    double[] distance = Arrays.stream(phi1).map(p -> 8 + bend * p * p * p).toArray();
    return Columns.of(List.of("phi2", "phi1", "distance"), phi2, phi1, distance);
  }

  @Override
  protected Differentiable<Columns, Columns> map() {
    return StraightenedTrack.through(stars(PHI1, 1e-5), 3);
  }

  /** Among them stars beyond both ends of the range. */
  @Override
  protected List<Columns> points() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] columns = new double[3][5];
    for (double[] column : columns) {
      Arrays.setAll(column, i -> random.nextDouble(-10, 10));
    }
    columns[1] = new double[] {-80, -49, -3, 4, 30};
    return List.of(Columns.of(List.of("phi2", "phi1", "distance"), columns));
  }

  @Test
  void polynomialTrackBecomesStraight() {
    Columns straight = map().apply(stars(PHI1, 1e-5));
    assertArrayEquals(PHI1, straight.column("phi1"), 0);
    assertArrayEquals(new double[PHI1.length], straight.column("phi2"), 1e-13);
    assertArrayEquals(new double[PHI1.length], straight.column("distance"), 1e-13);
  }

  @Test
  void goesOnAsALineBeyondTheStars() {
    StraightenedTrack track = StraightenedTrack.through(stars(PHI1, 1e-5), 3);
    double atEnd = 1 + 0.02 * 12 - 3e-4 * 144;
    double slope = 0.02 - 6e-4 * 12;
    assertEquals(atEnd + 8 * slope, track.track("phi2", 20), 1e-12);
    assertEquals(0, track.track("phi1", 20));
  }

  @Test
  void badInputIsNamed() {
    assertMessage(
        "stars must have more different phi1 than the degree 6, and at least two, got 6",
        () -> StraightenedTrack.through(stars(PHI1, 0), 6));
    assertMessage(
        "stars must have the columns [phi2, phi1, distance] of the track, got [phi1]",
        () -> map().apply(Columns.of(List.of("phi1"), PHI1)));
    assertMessage(
        "phi2 must be finite, got NaN at index 1",
        () ->
            StraightenedTrack.through(
                Columns.of(
                    List.of("phi1", "phi2"), new double[] {1, 2}, new double[] {1, Double.NaN}),
                1));
  }
}
