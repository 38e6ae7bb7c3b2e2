// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

import org.odisseo.validation.Require;

/** How long the steps of a run are. */
public sealed interface StepSize {

  /**
   * A number of equal steps for the whole run. Between two given save times there are as many steps
   * as make them no longer than that.
   *
   * @param count at least one
   */
  static StepSize count(int count) {
    return new Count(count);
  }

  /**
   * Equal steps no longer than this.
   *
   * @param length greater than zero, also for runs backward in time
   */
  static StepSize length(double length) {
    return new Length(length);
  }

  /** Steps chosen by error control; see {@link Adaptive} for its settings. */
  static Adaptive adaptive(double relativeTolerance) {
    return Adaptive.of(relativeTolerance);
  }

  /** A number of steps. */
  record Count(int count) implements StepSize {
    /** Checks the number. */
    public Count {
      Require.atLeast("number of steps", count, 1);
    }
  }

  /** A length of steps. */
  record Length(double length) implements StepSize {
    /** Checks the length. */
    public Length {
      Require.positive("step length", length);
    }
  }

  /**
   * Steps chosen so that the estimated error of each is within a tolerance: {@code absolute +
   * relative * |x|} for the position of each body, the same for its velocity. The lengths of
   * vectors are compared, so the steps do not depend on how the axes are turned.
   *
   * @param relative relative tolerance
   * @param absolutePosition absolute tolerance of positions
   * @param absoluteVelocity absolute tolerance of velocities
   * @param firstStep length of the first step to try; 0 to have it chosen
   * @param smallestStep steps shorter than this end the run; 0 for the resolution of numbers
   * @param mostSteps limit on the number of steps, rejected ones counted
   */
  record Adaptive(
      double relative,
      double absolutePosition,
      double absoluteVelocity,
      double firstStep,
      double smallestStep,
      int mostSteps)
      implements StepSize {

    /** Checks the settings. */
    public Adaptive {
      Require.nonNegative("relative tolerance", relative);
      Require.nonNegative("absolute tolerance of positions", absolutePosition);
      Require.nonNegative("absolute tolerance of velocities", absoluteVelocity);
      if (relative == 0 && (absolutePosition == 0 || absoluteVelocity == 0)) {
        throw new IllegalArgumentException(
            "relative tolerance must be > 0 where an absolute tolerance is 0, got 0.0");
      }
      Require.nonNegative("first step", firstStep);
      Require.nonNegative("smallest step", smallestStep);
      Require.atLeast("limit on the number of steps", mostSteps, 1);
    }

    /** A relative tolerance alone; at most a million steps. */
    public static Adaptive of(double relative) {
      return new Adaptive(relative, 0, 0, 0, 0, 1_000_000);
    }

    /** The same with absolute tolerances of positions and velocities. */
    public Adaptive withAbsolute(double position, double velocity) {
      return new Adaptive(relative, position, velocity, firstStep, smallestStep, mostSteps);
    }

    /** The same with a length of the first step to try. */
    public Adaptive withFirstStep(double length) {
      return new Adaptive(
          relative,
          absolutePosition,
          absoluteVelocity,
          Require.positive("first step", length),
          smallestStep,
          mostSteps);
    }

    /** The same with a length below which the run ends. */
    public Adaptive withSmallestStep(double length) {
      return new Adaptive(
          relative, absolutePosition, absoluteVelocity, firstStep, length, mostSteps);
    }

    /** The same with a limit on the number of steps. */
    public Adaptive withMostSteps(int steps) {
      return new Adaptive(
          relative, absolutePosition, absoluteVelocity, firstStep, smallestStep, steps);
    }
  }
}
