// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Operations on the tangents of a run along several directions, which wait until somebody needs
 * their results. Then each direction goes through all of them before the next one begins, so that
 * its numbers are fetched into the nearest cache once a step; and where they are those of a
 * leapfrog step they are one pass over the numbers. What is computed is the same to the last bit.
 *
 * <p>The tangents of an acceleration come first, linear combinations follow.
 */
final class WaitingTangents {

  private static final int MOST = 16;
  private static final int MOST_OPERANDS = 6;

  /** The numbers of so many operands. */
  private static final int[][] IN_ORDER =
      IntStream.rangeClosed(0, MOST_OPERANDS)
          .mapToObj(count -> IntStream.range(0, count).toArray())
          .toArray(int[][]::new);

  /** A linear combination. */
  private static final class Combination {
    double[][] target = {};
    final double[][][] operands = new double[MOST_OPERANDS][][];
    final double[] coefficients = new double[MOST_OPERANDS];
    int count;

    void run(int from, int to) {
      JvmVectors.combine(target, operands, IN_ORDER[count], coefficients, from, to);
    }

    /** Whether this adds a multiple of a vector to another one. */
    boolean adds(double[][] summand, double[][] sum) {
      return count == 2
          && target == sum
          && operands[0] == sum
          && coefficients[0] == 1
          && operands[1] == summand;
    }
  }

  private final FieldTangents field;
  private final @Nullable SingleSourceForce source;
  private final int directions;
  private final int bodies;
  private final Combination[] combinations = new Combination[MOST];

  /** How many combinations each direction has behind it; -1 before the acceleration. */
  private final int[] done;

  private final TangentPass pass = TangentPass.fastest();
  private double[][] positions = {};
  private double[][] accelerations = {};
  private int count;

  /**
   * Nothing waits yet.
   *
   * @param source the attraction by one of the bodies, if there is one
   */
  WaitingTangents(
      FieldTangents field, @Nullable SingleSourceForce source, int directions, int bodies) {
    this.field = field;
    this.source = source;
    this.directions = directions;
    this.bodies = bodies;
    this.done = new int[directions];
    for (int k = 0; k < MOST; k++) {
      combinations[k] = new Combination();
    }
  }

  /** Adds a linear combination, see {@link Session#combine}. */
  void combine(double[][][] vectors, int target, int[] operands, double[] coefficients) {
    if (count == MOST) {
      finish();
    }
    Combination combination = combinations[count++];
    combination.target = vectors[target];
    combination.count = operands.length;
    for (int k = 0; k < operands.length; k++) {
      combination.operands[k] = vectors[operands[k]];
      combination.coefficients[k] = coefficients[k];
    }
  }

  /**
   * Adds the tangents of the acceleration, whose first derivatives have been computed. Nothing may
   * be waiting.
   */
  void accelerate(double[][] dx, double[][] da) {
    positions = dx;
    accelerations = da;
    Arrays.fill(done, -1);
  }

  /** Does all that waits. */
  void finish() {
    for (int direction = 0; direction < directions; direction++) {
      finish(direction);
    }
    forget();
  }

  /**
   * Does all that waits, before new tangents of an acceleration take the place of the ones in
   * {@code da}.
   */
  void finishBefore(double[][] da) {
    TangentPass.Motion motion = accelerations == da ? leapfrog() : null;
    for (int direction = 0; direction < directions; direction++) {
      if (motion == null || done[direction] >= 0 || !pass(direction, motion)) {
        finish(direction);
      }
    }
    forget();
  }

  /** Does all that waits along one direction. */
  void finish(int direction) {
    int from = direction * bodies;
    if (done[direction] < 0) {
      field.multiply(direction, positions, accelerations, 0, bodies);
      if (source != null) {
        source.addTangent(direction, positions, accelerations);
      }
      done[direction] = 0;
    }
    while (done[direction] < count) {
      combinations[done[direction]++].run(from, from + bodies);
    }
  }

  private void forget() {
    Arrays.fill(done, 0);
    count = 0;
  }

  /** What waits, if it is two equal kicks and a drift. */
  private TangentPass.@Nullable Motion leapfrog() {
    Combination kick = combinations[0];
    Combination again = combinations[1];
    Combination drift = combinations[2];
    boolean isStep =
        count == 3
            && kick.adds(accelerations, kick.target)
            && again.adds(accelerations, kick.target)
            && kick.coefficients[1] == again.coefficients[1]
            && drift.adds(kick.target, positions);
    return isStep
        ? new TangentPass.Motion(
            positions, kick.target, accelerations, kick.coefficients[1], drift.coefficients[1])
        : null;
  }

  /** Does all that waits along one direction in one pass, if it is for one parameter. */
  private boolean pass(int direction, TangentPass.Motion motion) {
    TangentPass.Field fieldPart = field.pass(direction);
    TangentPass.Source sourcePart = source == null ? null : source.pass(direction);
    if (fieldPart == null || (source != null && sourcePart == null)) {
      return false;
    }
    pass.run(fieldPart, sourcePart, motion, direction * bodies, bodies);
    return true;
  }
}
