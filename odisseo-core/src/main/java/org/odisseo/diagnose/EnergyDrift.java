// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import org.odisseo.autodiff.ParameterSet;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.Trajectory;

/**
 * The change of the energy along a run, relative to that of its first saved state. In a field that
 * changes with time energy is not conserved and the change says nothing.
 *
 * @param relative one number per saved state, the first one zero
 */
public record EnergyDrift(double[] relative) {

  /** The drift of a run with the field's own parameters. */
  public static EnergyDrift of(Simulation simulation, Trajectory trajectory) {
    return of(simulation, trajectory, simulation.field().parameters());
  }

  /** The drift of a run with other parameters of the field. */
  public static EnergyDrift of(
      Simulation simulation, Trajectory trajectory, ParameterSet parameters) {
    double[] relative = new double[trajectory.count()];
    double first = 0;
    for (int s = 0; s < relative.length; s++) {
      double energy =
          Energy.of(simulation, trajectory.particles(s), parameters, trajectory.time(s)).total();
      first = s == 0 ? energy : first;
      relative[s] = (energy - first) / Math.abs(first);
    }
    return new EnergyDrift(relative);
  }

  /** One number per saved state, in a new array. */
  @Override
  public double[] relative() {
    return relative.clone();
  }

  /** The largest absolute value. */
  public double largest() {
    double largest = 0;
    for (double value : relative) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
