// SPDX-License-Identifier: Apache-2.0

package org.odisseo.integrate;

/** A first step to try: one over which positions and velocities change by a hundredth. */
final class FirstStep {

  private static final double SHARE = 0.01;

  private FirstStep() {}

  /**
   * The length of the step.
   *
   * @param state where the bodies are
   * @param acceleration their accelerations, three rows
   */
  static double length(StepSize.Adaptive control, HostState state, double[][] acceleration) {
    double shortest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < acceleration[0].length; i++) {
      double x = norm(state.position(), i);
      double v = norm(state.velocity(), i);
      double a = norm(acceleration, i);
      double xScale = x + control.absolutePosition();
      double vScale = v + control.absoluteVelocity();
      shortest = Math.min(shortest, ratio(xScale, v));
      shortest = Math.min(shortest, ratio(vScale, a));
      // A body at rest has no velocity to compare with: let it fall a hundredth of its distance.
      shortest = v == 0 ? Math.min(shortest, Math.sqrt(ratio(xScale, a))) : shortest;
    }
    return shortest == Double.POSITIVE_INFINITY ? 1 : shortest;
  }

  /** The share of a scale over its rate of change, infinite where that says nothing. */
  private static double ratio(double scale, double rate) {
    double time = SHARE * scale / rate;
    return time > 0 ? time : Double.POSITIVE_INFINITY;
  }

  private static double norm(double[][] rows, int i) {
    return Math.sqrt(rows[0][i] * rows[0][i] + rows[1][i] * rows[1][i] + rows[2][i] * rows[2][i]);
  }
}
