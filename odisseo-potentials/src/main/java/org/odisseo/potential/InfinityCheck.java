// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

/** Tells whether a potential tends to zero far away. */
final class InfinityCheck {

  private static final double FAR = 1e30;
  private static final double FARTHER = 1e60;

  /** The slowest decay that is recognised is the power -1/15 of the distance. */
  private static final double DECAY = 1e-2;

  /** Directions along the axes and in general position. */
  private static final double[][] DIRECTIONS = {
    {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {-0.5, 0.3, 0.8}, {0.7, -0.6, -0.4}
  };

  private InfinityCheck() {}

  static boolean vanishes(Potential potential) {
    FieldQuantity value = potential.value();
    for (double[] n : DIRECTIONS) {
      double far = value.at(n[0] * FAR, n[1] * FAR, n[2] * FAR);
      double farther = value.at(n[0] * FARTHER, n[1] * FARTHER, n[2] * FARTHER);
      if (!(Math.abs(farther) <= DECAY * Math.abs(far))) {
        return false;
      }
    }
    return true;
  }

  static void require(Potential potential) {
    if (!potential.vanishesAtInfinity()) {
      throw new UnsupportedOperationException(
          "an escape velocity needs a potential that vanishes at infinity, which this one does not: "
              + potential.getClass().getSimpleName()
              + " "
              + potential.parameters());
    }
  }
}
