// SPDX-License-Identifier: Apache-2.0

package org.odisseo.stream;

import java.util.function.ToDoubleFunction;

/**
 * A place on the branch of an orbit.
 *
 * @param interval the interval between nodes in which it is
 * @param time its time
 * @param kind how it moves when the orbit is displaced
 */
record BranchPlace(int interval, double time, Kind kind) {

  /** Bisection alone would need fewer. */
  private static final int MOST_ITERATIONS = 100;

  /** How the time of a place moves when the orbit is displaced. */
  enum Kind {
    /** It keeps its phi1: a star is there. */
    AT_PHI1,
    /** It stays where phi1 turns. */
    AT_TURNING_POINT,
    /** It keeps its time: the run ends there. */
    AT_TIME
  }

  /** Whether a star is there, and not just the end of the branch. */
  boolean isCovered() {
    return kind == Kind.AT_PHI1;
  }

  /**
   * The time within a span at which a function of the state is zero: Newton's method within a
   * bracket, which bisection shrinks where Newton would leave it.
   *
   * @param signAtFrom the sign of the function at {@code from}, which there may be lost in rounding
   */
  static double root(
      HermitePiece piece,
      ToDoubleFunction<double[]> function,
      ToDoubleFunction<double[]> rate,
      double signAtFrom,
      double from,
      double to) {
    double tolerance = 2e-16 * Math.abs(to - from);
    double a = from;
    double b = to;
    double t = (a + b) / 2;
    for (int k = 0; k < MOST_ITERATIONS; k++) {
      double[] state = piece.at(t);
      double value = function.applyAsDouble(state);
      if (value == 0) {
        return t;
      }
      if (value * signAtFrom > 0) {
        a = t;
      } else {
        b = t;
      }
      double next = t - value / rate.applyAsDouble(state);
      double step = Math.abs(next - t);
      if (!((next - a) * (next - b) <= 0)) {
        next = (a + b) / 2;
      }
      if (step <= tolerance + Math.ulp(t) || Math.abs(b - a) <= tolerance + Math.ulp(t)) {
        return next;
      }
      t = next;
    }
    return t;
  }
}
