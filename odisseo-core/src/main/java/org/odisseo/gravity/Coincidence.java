// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two bodies at one point whose attraction is not softened.
 *
 * @param first the one with the smaller index, which is a source
 * @param second the other
 */
public record Coincidence(int first, int second) {

  /** Finds the pair with the smallest first index, and of these the smallest second one. */
  static Optional<Coincidence> find(PairSystem system, double[][] x) {
    Comparator<Integer> byPosition =
        Comparator.<Integer>comparingDouble(i -> x[0][i] + 0.0)
            .thenComparingDouble(i -> x[1][i] + 0.0)
            .thenComparingDouble(i -> x[2][i] + 0.0);
    Integer[] sorted =
        IntStream.range(0, system.count())
            .filter(i -> system.softening(i) == 0)
            .boxed()
            .sorted(byPosition.thenComparing(Comparator.naturalOrder()))
            .toArray(Integer[]::new);
    Optional<Coincidence> found = Optional.empty();
    for (int k = 1; k < sorted.length; k++) {
      int first = sorted[k - 1];
      boolean better = found.isEmpty() || first < found.get().first();
      if (better && first < system.sources() && byPosition.compare(first, sorted[k]) == 0) {
        found = Optional.of(new Coincidence(first, sorted[k]));
      }
    }
    return found;
  }

  /** An error message that names the two and the remedy. */
  public String message() {
    return "particles "
        + first
        + " and "
        + second
        + " are at the same position and attract each other without softening: softening must be"
        + " > 0 for one of them, got 0";
  }
}
