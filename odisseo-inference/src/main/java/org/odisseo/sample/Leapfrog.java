// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.Arrays;
import org.odisseo.simulate.FailedRunException;

/**
 * Hamiltonian dynamics \(\dot q = \Sigma p\), \(\dot p = \nabla \log \pi(q)\) in steps of half a
 * kick, a drift and half a kick: second order, reversible, and volume preserving.
 */
final class Leapfrog {

  private final LogDensity density;
  private MassMatrix mass;

  Leapfrog(LogDensity density, MassMatrix mass) {
    this.density = density;
    this.mass = mass;
  }

  void setMass(MassMatrix newMass) {
    mass = newMass;
  }

  MassMatrix mass() {
    return mass;
  }

  /** Evaluates the density at the position of a point. */
  void evaluate(PhasePointState point) {
    point.logDensity = density.value(point.position, point.gradient);
  }

  /** Brings the velocity up to date with the momentum. */
  void updateVelocity(PhasePointState point) {
    mass.velocity(point.momentum, point.velocity);
  }

  /** Moves a point by one step; a negative length goes back. Where a run fails there is nothing. */
  void step(PhasePointState point, double length) {
    kick(point, length / 2);
    mass.velocity(point.momentum, point.velocity);
    for (int i = 0; i < point.position.length; i++) {
      point.position[i] += length * point.velocity[i];
    }
    try {
      evaluate(point);
    } catch (FailedRunException failed) {
      if (failed.isCancelled()) {
        throw failed;
      }
      point.logDensity = Double.NEGATIVE_INFINITY;
      Arrays.fill(point.gradient, 0);
    }
    kick(point, length / 2);
    mass.velocity(point.momentum, point.velocity);
  }

  private static void kick(PhasePointState point, double length) {
    for (int i = 0; i < point.momentum.length; i++) {
      point.momentum[i] += length * point.gradient[i];
    }
  }
}
