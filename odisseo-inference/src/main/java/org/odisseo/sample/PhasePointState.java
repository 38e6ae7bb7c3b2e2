// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

/** A point of phase space with what is known there. Changes as it is integrated. */
final class PhasePointState {

  final double[] position;
  final double[] momentum;
  final double[] velocity;
  final double[] gradient;
  double logDensity;

  PhasePointState(int size) {
    position = new double[size];
    momentum = new double[size];
    velocity = new double[size];
    gradient = new double[size];
  }

  void set(PhasePointState other) {
    copy(other.position, position);
    copy(other.momentum, momentum);
    copy(other.velocity, velocity);
    copy(other.gradient, gradient);
    logDensity = other.logDensity;
  }

  /** The total energy: minus the log density plus the kinetic energy. */
  double energy() {
    double kinetic = 0;
    for (int i = 0; i < momentum.length; i++) {
      kinetic += momentum[i] * velocity[i];
    }
    return kinetic / 2 - logDensity;
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
