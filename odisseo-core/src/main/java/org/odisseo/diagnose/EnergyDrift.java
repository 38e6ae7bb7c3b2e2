// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import java.util.Arrays;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.SelfGravity;
import org.odisseo.simulate.Simulation;
import org.odisseo.simulate.Trajectory;

/**
 * The change of the energy along a run, relative to that of its first saved state, \((E_s -
 * E_0)/|E_0|\). In a field that changes with time energy is not conserved and the change says
 * nothing.
 *
 * <p>Massless bodies count with the mass 1 if no body has one, else not at all. Where the energy of
 * the first state is what rounding leaves of its kinetic and potential parts, as on a parabola, the
 * change is relative to the kinetic energy there. The zero of the potential enters \(E_0\): in a
 * field that does not vanish far away, such as a logarithmic halo, that is a matter of convention,
 * and {@link #absolute} is not.
 *
 * @param absolute the change of the energy, one number per saved state, the first one zero
 * @param scale what it is divided by [mass velocity^2]
 */
public record EnergyDrift(double[] absolute, double scale) {

  /** Less than this part of its terms is left of a sum by rounding. */
  private static final double CANCELLED = 1e-12;

  /** The drift of a run with the field's own parameters. */
  public static EnergyDrift of(Simulation simulation, Trajectory trajectory) {
    return of(simulation, trajectory, simulation.field().parameters());
  }

  /** The drift of a run with other parameters of the field. */
  public static EnergyDrift of(
      Simulation simulation, Trajectory trajectory, ParameterSet parameters) {
    boolean massless = Arrays.stream(trajectory.last().masses()).allMatch(mass -> mass == 0);
    Energy[] energies = new Energy[trajectory.count()];
    Arrays.setAll(
        energies,
        s ->
            massless
                ? specific(simulation, trajectory.particles(s), parameters, trajectory.time(s))
                : Energy.of(simulation, trajectory.particles(s), parameters, trajectory.time(s)));
    double first = energies[0].total();
    return new EnergyDrift(
        Arrays.stream(energies).mapToDouble(energy -> energy.total() - first).toArray(),
        scale(energies[0]));
  }

  /** As if each body had the mass 1 and attracted nothing. */
  private static Energy specific(
      Simulation simulation, Particles massless, ParameterSet parameters, double time) {
    double[] masses = new double[massless.count()];
    Arrays.fill(masses, 1);
    return Energy.of(
        simulation.withSelfGravity(SelfGravity.none()),
        massless.withMasses(masses),
        parameters,
        time);
  }

  private static double scale(Energy energy) {
    double parts = energy.kinetic() + Math.abs(energy.mutual()) + Math.abs(energy.external());
    double total = Math.abs(energy.total());
    return total > CANCELLED * parts ? total : energy.kinetic();
  }

  /** The change of the energy, one number per saved state, in a new array. */
  @Override
  public double[] absolute() {
    return absolute.clone();
  }

  /** The relative change, one number per saved state, in a new array. */
  public double[] relative() {
    return Arrays.stream(absolute).map(change -> change == 0 ? 0 : change / scale).toArray();
  }

  /** The largest absolute value of the relative change. */
  public double largest() {
    return Arrays.stream(relative()).map(Math::abs).reduce(0, Math::max);
  }
}
