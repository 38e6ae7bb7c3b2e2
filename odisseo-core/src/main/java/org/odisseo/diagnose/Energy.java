// SPDX-License-Identifier: Apache-2.0

package org.odisseo.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Kernel;
import org.odisseo.expr.Variable;
import org.odisseo.field.ExternalField;
import org.odisseo.gravity.DirectSummation;
import org.odisseo.particles.Particles;
import org.odisseo.simulate.Simulation;

/**
 * The energy of N bodies: \(K = \sum m_i v_i^2 / 2\), \(W = -G \sum_{i &lt; j} m_i m_j (r_{ij}^2 +
 * \epsilon_{ij}^2)^{-1/2}\) over the pairs that attract, each counted once, and \(\sum m_i
 * \Phi(x_i)\) in the external field.
 *
 * @param kinetic energy of motion
 * @param mutual potential energy of the bodies in each other's field
 * @param external potential energy in the external field
 */
public record Energy(double kinetic, double mutual, double external) {

  /** The sum of the three. */
  public double total() {
    return kinetic + mutual + external;
  }

  /**
   * The energy of bodies that move as in a simulation, with the field's own parameters.
   *
   * @param time counts for fields that change
   */
  public static Energy of(Simulation simulation, Particles particles, double time) {
    return of(simulation, particles, simulation.field().parameters(), time);
  }

  /**
   * The energy of bodies that move as in a simulation.
   *
   * @param parameters values of the parameters of the external field
   */
  public static Energy of(
      Simulation simulation, Particles particles, ParameterSet parameters, double time) {
    double constant = simulation.units().gravitationalConstant();
    int sources = simulation.selfGravity().sources(particles.count());
    double[] potentials =
        externalPotentials(simulation.field(), parameters, constant, particles, time);
    double external = 0;
    for (int i = 0; i < particles.count(); i++) {
      external += particles.mass(i) * potentials[i];
    }
    return new Energy(kinetic(particles), mutual(constant, particles, sources), external);
  }

  /** The energy of motion. */
  public static double kinetic(Particles particles) {
    double sum = 0;
    for (int i = 0; i < particles.count(); i++) {
      double vx = particles.vx(i);
      double vy = particles.vy(i);
      double vz = particles.vz(i);
      sum += 0.5 * particles.mass(i) * (vx * vx + vy * vy + vz * vz);
    }
    return sum;
  }

  /**
   * The potential energy of bodies in each other's field, each pair once.
   *
   * @param sources the bodies 0 up to this number attract all others
   */
  public static double mutual(double gravitationalConstant, Particles particles, int sources) {
    if (sources == 0) {
      return 0;
    }
    double[] potentials =
        DirectSummation.of(
                gravitationalConstant, particles.masses(), particles.softenings(), sources)
            .potential(particles);
    double sum = 0;
    for (int i = 0; i < particles.count(); i++) {
      // Pairs of sources are met from both ends, pairs of a source and another from one.
      sum += (i < sources ? 0.5 : 1) * particles.mass(i) * potentials[i];
    }
    return sum;
  }

  /** The potential of an external field, an energy per unit mass, at each body. */
  public static double[] externalPotentials(
      ExternalField field,
      ParameterSet parameters,
      double gravitationalConstant,
      Particles particles,
      double time) {
    List<Variable> coordinates =
        List.of(ExternalField.X, ExternalField.Y, ExternalField.Z, ExternalField.TIME);
    List<Variable> shared = new ArrayList<>();
    shared.add(ExternalField.GRAVITATIONAL_CONSTANT);
    shared.addAll(field.parameterVariables());
    double[] values = new double[shared.size()];
    values[0] = gravitationalConstant;
    field.parameters().requireSameNames(parameters);
    System.arraycopy(parameters.toArray(), 0, values, 1, parameters.size());
    double[] times = new double[particles.count()];
    Arrays.fill(times, time);
    double[] potentials = new double[particles.count()];
    Kernel.compile(List.of(field.potential()), coordinates, shared)
        .bind(values)
        .evaluate(
            new double[][] {particles.x(), particles.y(), particles.z(), times},
            new double[][] {potentials},
            0,
            particles.count());
    return potentials;
  }
}
