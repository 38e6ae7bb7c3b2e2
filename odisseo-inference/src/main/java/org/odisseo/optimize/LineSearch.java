// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A search along a direction for a step that meets the strong Wolfe conditions (Nocedal and Wright
 * 2006, algorithms 3.5 and 3.6), with cubic interpolation inside a bracket. A trial that is not
 * finite counts as a step that is too long.
 */
final class LineSearch {

  static final double SUFFICIENT_DECREASE = 1e-4;
  static final double CURVATURE = 0.9;

  /** Values that differ by less than this part are the same but for rounding. */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  private static final double GROWTH = 4;
  private static final double BACK = 0.25;

  /** A trial in a bracket keeps this part of the width away from its ends. */
  private static final double MARGIN = 0.1;

  private static final int MOST_TRIALS = 60;

  /** A loss that still falls at this many magnitudes from where it began falls without end. */
  private static final double ENDLESS = 1e20;

  /**
   * The best step found.
   *
   * @param status CONVERGED if there is a step that lowers the loss, UNBOUNDED if all do
   * @param point where the step leads
   * @param atWall whether it is held up by points where the loss is not defined
   */
  record Result(FitStatus status, Evaluation point, boolean atWall) {}

  /** A point on the line. */
  private record Trial(double length, Evaluation point, double slope) {
    double value() {
      return point.value();
    }

    boolean isFinite() {
      return point.isFinite() && Double.isFinite(slope);
    }
  }

  private final Objective<?> objective;
  private final double[] direction;
  private final Trial start;
  private int trials;
  private boolean metWall;
  private boolean isBracketed;
  private @Nullable FitStatus ended;

  LineSearch(Objective<?> objective, Evaluation from, double[] direction) {
    this.objective = objective;
    this.direction = direction;
    this.start = new Trial(0, from, Vectors.dot(direction, from.gradient()));
  }

  /** Searches, beginning with a step of the given length in units of the direction. */
  Result run(double firstLength) {
    Trial found = start.slope() < 0 && firstLength > 0 ? bracket(firstLength) : start;
    if (ended == FitStatus.UNBOUNDED) {
      return new Result(ended, start.point(), false);
    }
    if (found.length() > 0) {
      return new Result(FitStatus.CONVERGED, found.point(), metWall && !isGood(found));
    }
    return new Result(ended == null ? FitStatus.NO_PROGRESS : ended, start.point(), metWall);
  }

  /** Lengthens the step until it is good or has a good one below it (algorithm 3.5). */
  private Trial bracket(double firstLength) {
    Trial before = start;
    double wall = Double.POSITIVE_INFINITY;
    double length = firstLength;
    while (length > before.length()) {
      Trial trial = trial(length);
      if (trial == null) {
        return before;
      }
      if (!trial.isFinite()) {
        wall = length;
        length = before.length() + BACK * (wall - before.length());
        continue;
      }
      if (!decreasesEnough(trial) || (before.length() > 0 && trial.value() >= before.value())) {
        if (isGood(trial)) {
          return trial;
        }
        return zoom(before, trial);
      }
      if (Math.abs(trial.slope()) <= -CURVATURE * start.slope()) {
        return trial;
      }
      if (trial.slope() >= 0) {
        return zoom(trial, before);
      }
      before = trial;
      length = Math.min(GROWTH * length, 0.5 * (length + wall));
    }
    return before;
  }

  /** Narrows a bracket whose lower end is the better one (algorithm 3.6). */
  private Trial zoom(Trial lower, Trial upper) {
    isBracketed = true;
    Trial low = lower;
    Trial high = upper;
    while (true) {
      double length = inside(low, high);
      if (length == low.length() || length == high.length()) {
        return low;
      }
      Trial trial = trial(length);
      if (trial == null) {
        return low;
      }
      if (trial.isFinite() && isGood(trial)) {
        return trial;
      }
      if (!trial.isFinite() || !decreasesEnough(trial) || trial.value() >= low.value()) {
        high = trial;
      } else {
        if (trial.slope() * (high.length() - low.length()) >= 0) {
          high = low;
        }
        low = trial;
      }
    }
  }

  /** The minimum of the cubic through both ends, or the middle where that is no use. */
  private static double inside(Trial low, Trial high) {
    double width = high.length() - low.length();
    double middle = low.length() + 0.5 * width;
    if (!high.isFinite()) {
      return middle;
    }
    // Nocedal and Wright, equation 3.59.
    double d1 = low.slope() + high.slope() - 3 * (high.value() - low.value()) / width;
    double root = Math.sqrt(d1 * d1 - low.slope() * high.slope());
    double d2 = width > 0 ? root : -root;
    double length =
        high.length() - width * (high.slope() + d2 - d1) / (high.slope() - low.slope() + 2 * d2);
    if (!Double.isFinite(length)) {
      return middle;
    }
    double nearer = low.length() + MARGIN * width;
    double farther = high.length() - MARGIN * width;
    return Math.max(Math.min(nearer, farther), Math.min(Math.max(nearer, farther), length));
  }

  private @Nullable Trial trial(double length) {
    Optional<FitStatus> end = objective.end();
    if (end.isPresent()) {
      ended = end.get();
      return null;
    }
    if (trials >= MOST_TRIALS) {
      double[] step = Vectors.over(direction, objective.magnitudes());
      if (!metWall && !isBracketed && length * Vectors.norm(step) > ENDLESS) {
        ended = FitStatus.UNBOUNDED;
      }
      return null;
    }
    trials++;
    Evaluation point = objective.at(Vectors.plus(start.point().point(), length, direction));
    Trial trial = new Trial(length, point, Vectors.dot(direction, point.gradient()));
    metWall |= !trial.isFinite();
    if (point.value() == Double.NEGATIVE_INFINITY) {
      ended = FitStatus.UNBOUNDED;
      return null;
    }
    return trial;
  }

  private boolean isGood(Trial trial) {
    boolean isFlat = Math.abs(trial.slope()) <= -CURVATURE * start.slope();
    return isFlat && (decreasesEnough(trial) || decreasesByItsSlopes(trial));
  }

  private boolean decreasesEnough(Trial trial) {
    return trial.value() <= start.value() + SUFFICIENT_DECREASE * trial.length() * start.slope();
  }

  /** The first condition where values are the same but for rounding (Hager and Zhang 2005). */
  private boolean decreasesByItsSlopes(Trial trial) {
    return trial.value() <= start.value() + ROUNDING * Math.abs(start.value())
        && trial.slope() <= (2 * SUFFICIENT_DECREASE - 1) * start.slope();
  }
}
