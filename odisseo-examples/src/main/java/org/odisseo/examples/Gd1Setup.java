// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.SplittableRandom;
import org.odisseo.initial.PlummerSampler;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.PhasePoint;
import org.odisseo.potential.MilkyWay;
import org.odisseo.potential.Potential;
import org.odisseo.simulate.Simulation;
import org.odisseo.sky.Observer;
import org.odisseo.sky.Sun;
import org.odisseo.stream.ClusterGravity;
import org.odisseo.stream.StreamModel;
import org.odisseo.stream.StreamParameters;
import org.odisseo.units.UnitSystem;

/**
 * The GD-1 experiment: the host, the progenitor and the numerical resolution.
 *
 * <p>The cluster has 10^4.05 solar masses and a scale radius of a = 8 pc. Its dynamical time is
 * sqrt(a^3/GM) = 3.2 Myr and its stars move at sigma = sqrt(GM/6a) = 1.0 km/s or 1 pc/Myr in the
 * middle. The softening is 1 pc, about half of the distance of neighbours in the core, which keeps
 * two-body relaxation near its true rate for so few bodies and no encounter faster than 1 pc /
 * sigma = 1 Myr; steps of 0.4 Myr resolve that. The orbit itself (period 400 Myr) would be content
 * with ten times longer steps.
 *
 * @param particles bodies of the cluster
 * @param duration time that the stream has to form [Myr]
 * @param step length of a step [Myr]
 * @param softening of each body of the N-body cluster [kpc]
 * @param seed of the cluster's noise
 */
record Gd1Setup(int particles, double duration, double step, double softening, long seed) {

  private static final UnitSystem UNITS = UnitSystem.GALACTIC;

  static final Potential HOST = MilkyWay.bovy2014();

  /** The Sun of the experiment: 8 kpc from the center, in the plane; velocity in km/s. */
  static final Observer OBSERVER =
      Observer.standard().withSun(Sun.of(-8, 0, 0, 11.1, 232.24, 7.25));

  /**
   * The steps in time are equal, so that the discrete run is the same function of all parameters.
   */
  int steps() {
    return (int) Math.ceil(duration / step);
  }

  /** What the stream depends on, at the values of the experiment. */
  StreamParameters parameters() {
    return new StreamParameters(
        duration, PlummerSphere.of(Math.pow(10, 4.05), 0.008), today(), HOST.parameters());
  }

  static PhasePoint today() {
    return PhasePoint.of(
        -11.8,
        0.79,
        6.4,
        UNITS.velocityFromKilometersPerSecond(-109.5),
        UNITS.velocityFromKilometersPerSecond(-254.5),
        UNITS.velocityFromKilometersPerSecond(-90.3));
  }

  /** Leapfrog steps in the host. */
  Simulation simulation() {
    return Simulation.in(HOST).withUnits(UNITS).withSteps(steps());
  }

  /**
   * The model of the stream; all treatments of the cluster's gravity begin with the same bodies.
   */
  StreamModel model(Simulation simulation, ClusterGravity gravity) {
    return StreamModel.of(
        simulation, PlummerSampler.of(new SplittableRandom(seed), particles), gravity);
  }
}
