// SPDX-License-Identifier: Apache-2.0

package org.odisseo.gravity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Two bodies at one point whose attraction is not softened.
 *
 * @param first the one with the smaller index, which is a source
 * @param second the other
 */
public record Coincidence(int first, int second) {

  /** Finds the pair with the smallest first index, and of these the smallest second one. */
  static Optional<Coincidence> find(PairSystem system, double[][] x) {
    Map<Place, Integer> sources = new HashMap<>();
    Optional<Coincidence> found = Optional.empty();
    for (int i = 0; i < system.count(); i++) {
      boolean canMeet = i < system.sources() || !sources.isEmpty();
      if (!canMeet || system.softening(i) != 0) {
        continue;
      }
      Place place = Place.of(x, i);
      Integer first = sources.get(place);
      if (first != null && (found.isEmpty() || first < found.get().first())) {
        found = Optional.of(new Coincidence(first, i));
      }
      if (i < system.sources()) {
        sources.putIfAbsent(place, i);
      }
    }
    return found;
  }

  /** A position in which zero has no sign. */
  private record Place(double x, double y, double z) {
    static Place of(double[][] x, int i) {
      return new Place(x[0][i] + 0.0, x[1][i] + 0.0, x[2][i] + 0.0);
    }
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
