// SPDX-License-Identifier: Apache-2.0

package org.odisseo.simulate;

import java.util.SplittableRandom;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.field.ExternalField;
import org.odisseo.particles.Particles;

/** Fields and particles that several tests use. */
final class SimulationFixtures {

  private SimulationFixtures() {}

  /** A flattened logarithmic halo with a core. */
  static ExternalField halo() {
    return ExternalField.of(
        "v0^2/2*log(rc^2 + x^2 + y^2 + (z/q)^2)", ParameterSet.of("v0", 1.2, "rc", 0.3, "q", 0.8));
  }

  /** The halo and a Plummer sphere whose mass pulsates. */
  static ExternalField changingField() {
    ExternalField pulsating =
        ExternalField.of(
            "-G*m*(1 + a*sin(w*t))/sqrt(x^2 + y^2 + z^2 + b^2)",
            ParameterSet.of("m", 0.7, "a", 0.4, "w", 1.9, "b", 0.5));
    return ExternalField.sum("halo", halo(), "core", pulsating);
  }

  /**
   * Random bodies in a cube of side 2 with random velocities. No two softenings are the same: the
   * larger of two equal ones has no derivative that differences could find.
   */
  static Particles cloud(int count, double softening, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] mass = new double[count];
    double[][] x = new double[count][3];
    double[][] v = new double[count][3];
    double[] softenings = new double[count];
    for (int i = 0; i < count; i++) {
      softenings[i] = softening * (1 + 0.5 * i / count);
      mass[i] = random.nextDouble(0.5, 1.5) / count;
      for (int k = 0; k < 3; k++) {
        x[i][k] = random.nextDouble(-1, 1);
        v[i][k] = random.nextDouble(-0.5, 0.5);
      }
    }
    return Particles.of(mass, x, v).withSoftenings(softenings);
  }
}
