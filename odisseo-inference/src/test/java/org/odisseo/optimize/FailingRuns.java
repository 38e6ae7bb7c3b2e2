// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.field.ExternalField;
import org.odisseo.integrate.Integrators;
import org.odisseo.integrate.StepSize;
import org.odisseo.particles.Particles;
import org.odisseo.particles.PhasePoint;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.simulate.FailedRunException;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.SimulationInput;
import org.odisseo.simulate.Trajectory;

/**
 * A body on a spring of stiffness exp(u), let go at x = 1 and followed for a unit of time with few
 * steps: the runs of stiff springs fail. With w = exp(u/2) it ends at x = cos w with the velocity
 * -w sin w.
 */
public final class FailingRuns {

  /** The stiffness that data are made with; the runs of twice that rate still come to their end. */
  public static final double TRUTH = 0.5;

  private static final Simulation SIMULATION =
      Simulation.in(ExternalField.of("exp(u)*x^2/2", ParameterSet.of("u", 0)))
          .withIntegrator(Integrators.dopri5())
          .withStepSize(StepSize.adaptive(1e-8).withMostSteps(30));

  private static final SimulationInput BODY =
      new SimulationInput(
          Particles.zero(1).shifted(PhasePoint.of(1, 0, 0, 0, 0, 0)), ParameterSet.of("u", 0), 1);

  private FailingRuns() {}

  /** A stiffness as a point. */
  public static ParameterSet at(double u) {
    return ParameterSet.of("u", u);
  }

  /** Where the body ends. */
  public static Differentiable<ParameterSet, Particles> end() {
    return end(SIMULATION);
  }

  private static Differentiable<ParameterSet, Particles> end(Simulation simulation) {
    Differentiable<ParameterSet, SimulationInput> input =
        Maps.linear(
            p -> new SimulationInput(Particles.zero(1), p, 0), cotangent -> cotangent.field());
    return input.then(Maps.translate(BODY)).then(simulation).then(Trajectory.toLast());
  }

  /** The differences from where the spring of the true stiffness brings it. */
  public static Differentiable<ParameterSet, Particles> residuals() {
    return residuals(end());
  }

  /** The same of runs that a token cancels. */
  public static Differentiable<ParameterSet, Particles> residuals(CancellationToken token) {
    return residuals(end(SIMULATION.withCancellation(token)));
  }

  private static Differentiable<ParameterSet, Particles> residuals(
      Differentiable<ParameterSet, Particles> end) {
    double w = Math.exp(TRUTH / 2);
    PhasePoint observed = PhasePoint.of(Math.cos(w), 0, 0, -w * Math.sin(w), 0, 0);
    return end.then(Maps.translate(Particles.zero(1).shifted(observed.times(-1))));
  }

  /** A number of times the sum of the squares of the residuals. */
  public static Differentiable<ParameterSet, Scalar> loss(double factor) {
    return residuals().then(Maps.<Particles>sumOfSquares()).then(Maps.<Scalar>scale(factor));
  }

  /** The sum of the squares of the residuals of runs that a token cancels. */
  public static Differentiable<ParameterSet, Scalar> loss(CancellationToken token) {
    return residuals(token).then(Maps.<Particles>sumOfSquares());
  }

  /** The stiffness beyond which runs fail, to 12 digits. */
  public static double edge() {
    double good = TRUTH;
    double bad = 8;
    while (bad - good > 1e-12) {
      double middle = 0.5 * (good + bad);
      if (fails(middle)) {
        bad = middle;
      } else {
        good = middle;
      }
    }
    return good;
  }

  private static boolean fails(double u) {
    try {
      end().apply(at(u));
      return false;
    } catch (FailedRunException failed) {
      return true;
    }
  }
}
