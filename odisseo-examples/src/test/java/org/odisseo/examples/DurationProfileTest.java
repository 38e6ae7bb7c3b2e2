// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;

class DurationProfileTest {

  private static final ParameterSet CENTER = RecoveryProblem.FREE.start();

  /** What the masses are above those of the center, in the log. */
  private static final double HIGHER = 0.03;

  private static ProfileFit fit;
  private static Columns errors;

  @BeforeAll
  static void observe() {
    fit = ProfileFit.of(RecoveryProblem.observe(RecoveryProblem.TRUTH, 300, 1, 4), 1);
    double[] numbers = fit.inErrors(ones()).toArray();
    Arrays.setAll(numbers, i -> 1 / numbers[i]);
    errors = fit.observed().withArray(numbers);
  }

  private static Columns ones() {
    double[] ones = new double[fit.observed().size()];
    Arrays.fill(ones, 1);
    return fit.observed().withArray(ones);
  }

  /** Slopes along the masses that are different in every number. */
  private static List<Columns> slopes() {
    SplittableRandom random = new SplittableRandom(3);
    List<Columns> slopes = new ArrayList<>();
    for (int k = 0; k < CENTER.size(); k++) {
      double[] slope = errors.toArray();
      for (int i = 0; i < slope.length; i++) {
        slope[i] *= k == 0 ? 0 : 20 * (random.nextDouble() - 0.5);
      }
      slopes.add(errors.withArray(slope));
    }
    return slopes;
  }

  /** The logs of durations, over the truth, shortly before and after the next passage. */
  private static double[] edges() {
    double[] edges = {-60, 60};
    for (double passage : Passages.before(RecoveryProblem.TRUTH, 3500)) {
      if (passage > RecoveryProblem.TRUTH.duration()) {
        Arrays.setAll(
            edges, i -> Math.log((passage + edges[i]) / RecoveryProblem.TRUTH.duration()));
        return edges;
      }
    }
    throw new AssertionError("no passage before 3500 Myr");
  }

  /**
   * A stream at the masses of the center, like the data before the passage but for a drift, and six
   * errors off after it.
   */
  private static Sample stream(double t, List<Columns> slopes) {
    Columns numbers = fit.observed();
    for (int k = 1; k < CENTER.size(); k++) {
      numbers = numbers.plus(-HIGHER, slopes.get(k));
    }
    double[] edges = edges();
    double part = (t - edges[0]) / (edges[1] - edges[0]);
    double off = part < 0 ? -0.3 * part : 6 * Math.min(part, 1);
    return new Sample(CENTER.with(CENTER.names().get(0), t), numbers.plus(off, errors));
  }

  private static List<Sample> streams(List<Columns> slopes) {
    return IntStream.range(0, 200)
        .mapToObj(i -> stream(-0.16 + 0.0018 * i, slopes))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  @Test
  void findsTheLongestDurationBeforeAPassageAndTheMasses() {
    List<Columns> slopes = slopes();
    List<Sample> streams = streams(slopes);
    // One whose remnant drifted away.
    Sample drifted = streams.get(80);
    streams.set(80, new Sample(drifted.u(), drifted.numbers().plus(300, errors)));
    ParameterSet found =
        new DurationProfile(fit, new LinearModel(CENTER, fit.observed(), slopes), streams)
            .minimum();
    assertEquals(edges()[0], found.value(0), 0.005);
    for (int k = 1; k < CENTER.size(); k++) {
      assertEquals(CENTER.value(k) + HIGHER, found.value(k), 0.003);
    }
  }

  /** The orbit is periodic in its distance from the center. */
  @Test
  void passagesAreOnePeriodApart() {
    double[] passages = Passages.before(RecoveryProblem.TRUTH, 4000);
    assertEquals(7, passages.length);
    for (int i = 1; i < passages.length; i++) {
      assertEquals(612, passages[i] - passages[i - 1], 4);
    }
  }
}
