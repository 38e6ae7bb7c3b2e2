// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Scalar;
import org.odisseo.particles.Particles;
import org.odisseo.sky.Observer;
import org.odisseo.sky.StreamCoordinates;
import org.odisseo.sky.StreamFrame;
import org.odisseo.sky.StreamTable;
import org.odisseo.testkit.DerivativeCheck;
import org.odisseo.testkit.DifferentiableContract;

class TrackChiSquaredTest extends DifferentiableContract<StreamTable, Scalar> {

  private static final ObservedTrack TRACK = ObservedTrack.gd1();
  private static final double[] ERRORS = {0.15, 0.25, 0.1, 0.1, 5};

  @Override
  protected Differentiable<StreamTable, Scalar> map() {
    return TrackChiSquared.of(TRACK);
  }

  /** Stars along the stream, some beyond its ends; a tight clump; a single star. */
  @Override
  protected List<StreamTable> points() {
    return List.of(
        scattered(1, 40, -95, 15, 1.5), scattered(2, 25, -27, -26.5, 0.4), single(-40.2));
  }

  @Test
  void starsOnTheTrackHaveNoMisfit() {
    // The spline goes through the observed points, so only rounding of the phi1 lookup is left.
    double[][] columns = columns();
    assertEquals(0, TrackChiSquared.of(TRACK).apply(table(columns)).value(), 1e-18);
  }

  @Test
  void oneStarOffByItsErrorCountsOncePerPointThatSeesIt() {
    for (int c = 0; c < ERRORS.length; c++) {
      StreamTable onTrack = at(16);
      double[] numbers = onTrack.toArray();
      numbers[c + 1] += 3 * ERRORS[c];
      StreamTable off = onTrack.withArray(numbers);
      TrackChiSquared loss = TrackChiSquared.of(TRACK);
      // Every mean is that of the one star, 3 errors off, whatever its weight.
      double expected = 9 * loss.points(off);
      assertEquals(expected, loss.apply(off).value(), 1e-9 * expected);
    }
  }

  @Test
  void pointsAreCountedByTheirWeights() {
    // Two stars on one observed point of a track of equal spacing: closed form by direct sums.
    StreamTable star = at(20);
    double[] phi1 = TRACK.column(StreamCoordinates::phi1);
    double expected =
        Arrays.stream(phi1)
            .map(p -> Math.exp(-Math.pow((phi1[20] - p) / 2.5, 2) / 2))
            .map(w -> w / (w + 1))
            .sum();
    assertEquals(expected, TrackChiSquared.of(TRACK).points(star), 1e-12 * expected);
  }

  @Test
  void starsOfWeightZeroDoNotCountAndWeightsAreMultiplicities() {
    StreamTable three = scattered(5, 3, -60, -40, 2);
    TrackChiSquared loss = TrackChiSquared.of(TRACK);
    double[] numbers = three.toArray();
    double[] two = new double[12];
    double[] four = new double[24];
    for (int c = 0; c < 6; c++) {
      for (int i = 0; i < 2; i++) {
        two[2 * c + i] = numbers[3 * c + i];
      }
      for (int i = 0; i < 4; i++) {
        four[4 * c + i] = numbers[3 * c + Math.min(i, 2)];
      }
    }
    double ofTwo = loss.apply(shaped(2).withArray(two)).value();
    double ofFour = loss.apply(shaped(4).withArray(four)).value();
    assertEquals(ofTwo, loss.withWeights(1, 1, 0).apply(three).value(), 1e-12 * ofTwo);
    assertEquals(ofFour, loss.withWeights(1, 1, 2).apply(three).value(), 1e-12 * ofFour);
    assertThrows(IllegalArgumentException.class, () -> loss.withWeights(1, 1).apply(three));
    assertThrows(IllegalArgumentException.class, () -> loss.withWeights(1, -1, 1));
  }

  @Test
  void weightedDerivativesAgree() {
    StreamTable at = scattered(6, 12, -70, -50, 1.5);
    double[] weights = new double[12];
    Arrays.setAll(weights, i -> 0.25 * i);
    DerivativeCheck.of(TrackChiSquared.of(TRACK).withWeights(weights), at)
        .checkPullbacksAgainstTangents();
    DerivativeCheck.of(TrackChiSquared.of(TRACK).withWeights(weights), at)
        .checkTangentsAgainstDifferences();
  }

  @Test
  void theTrackIsTheOnePublished() {
    assertEquals(41, TRACK.points().size());
    // The file gives phi1 and phi2 as well as right ascension and declination, with six decimals.
    assertEquals(-89.992929, TRACK.points().get(0).phi1(), 2e-6);
    assertEquals(-3.530133, TRACK.points().get(0).phi2(), 2e-6);
    assertEquals(10.002768, TRACK.points().get(40).phi1(), 2e-6);
    assertEquals(-2.224025, TRACK.points().get(40).phi2(), 2e-6);
    assertEquals(11.653479, TRACK.points().get(40).distance(), 0);
    assertEquals(-244.697668, TRACK.points().get(40).radialVelocity(), 1e-9);
  }

  @Test
  void rejectsWidthsAndErrorsThatAreNotPositive() {
    StreamCoordinates one = new StreamCoordinates(0, 1, 1, 1, 1, 1);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> TrackChiSquared.of(TRACK, Double.NaN, one))
            .getMessage()
            .startsWith("width"));
    StreamCoordinates zero = new StreamCoordinates(0, 1, 1, 0, 1, 1);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> TrackChiSquared.of(TRACK, 1, zero))
            .getMessage()
            .startsWith("errors.pmPhi1CosPhi2"));
  }

  @Test
  void rejectsTracksOutOfOrder() {
    List<StreamCoordinates> points = TRACK.points();
    List<StreamCoordinates> swapped = List.of(points.get(1), points.get(0), points.get(2));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ObservedTrack("swapped", StreamFrame.gd1(), swapped));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ObservedTrack("short", StreamFrame.gd1(), points.subList(0, 2)));
  }

  private static StreamTable single(double phi1) {
    return scattered(3, 1, phi1, phi1 + 1e-3, 1);
  }

  private static StreamTable at(int point) {
    double[][] columns = columns();
    double[][] one = new double[6][];
    for (int c = 0; c < 6; c++) {
      one[c] = new double[] {columns[c][point]};
    }
    return table(one);
  }

  private static double[][] columns() {
    return new double[][] {
      TRACK.column(StreamCoordinates::phi1),
      TRACK.column(StreamCoordinates::phi2),
      TRACK.column(StreamCoordinates::distance),
      TRACK.column(StreamCoordinates::pmPhi1CosPhi2),
      TRACK.column(StreamCoordinates::pmPhi2),
      TRACK.column(StreamCoordinates::radialVelocity)
    };
  }

  private static StreamTable scattered(long seed, int n, double from, double to, double errors) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] track = columns();
    double[][] stars = new double[6][n];
    for (int i = 0; i < n; i++) {
      stars[0][i] = random.nextDouble(from, to);
      int near = Math.max(0, Math.min(40, (int) Math.round((stars[0][i] + 90) / 2.5)));
      for (int c = 1; c < 6; c++) {
        stars[c][i] = track[c][near] + errors * ERRORS[c - 1] * random.nextDouble(-1, 1);
      }
    }
    return table(stars);
  }

  /** A table of given coordinates, in the shape that an observer gives to as many particles. */
  private static StreamTable table(double[][] columns) {
    int n = columns[0].length;
    double[] numbers = new double[6 * n];
    for (int c = 0; c < 6; c++) {
      System.arraycopy(columns[c], 0, numbers, c * n, n);
    }
    return shaped(n).withArray(numbers);
  }

  private static StreamTable shaped(int n) {
    return Observer.standard().particlesToStream(StreamFrame.gd1()).apply(Particles.zero(n));
  }
}
