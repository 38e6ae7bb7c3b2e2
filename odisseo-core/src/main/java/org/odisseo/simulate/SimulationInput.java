// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorRecord;
import org.odisseo.particles.Particles;

/**
 * Everything that the end of a run can be differentiated with respect to. As a gradient it holds
 * the derivatives with respect to masses, softenings, positions, velocities, the parameters of the
 * external field and the end time; labels are {@code particles.x[3]}, {@code field.halo.mass} and
 * {@code endTime}.
 *
 * @param particles the bodies at the start
 * @param field values of all parameters of the external field
 * @param endTime the time at which the run ends; before the start for a run backward in time
 */
public record SimulationInput(Particles particles, ParameterSet field, double endTime)
    implements VectorRecord<SimulationInput> {

  /** The same with other bodies. */
  public SimulationInput withParticles(Particles others) {
    return new SimulationInput(others, field, endTime);
  }

  /** The same with other values of the field's parameters. */
  public SimulationInput withField(ParameterSet others) {
    return new SimulationInput(particles, others, endTime);
  }

  /** The same with another end time. */
  public SimulationInput withEndTime(double other) {
    return new SimulationInput(particles, field, other);
  }
}
