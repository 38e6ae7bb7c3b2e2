// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;

class LeapfrogTest {

  private static final ParameterSet START = ParameterSet.of("x", 0.7, "y", -0.4);
  private static final LogDensity BANANA = LogDensity.of(Targets.banana(), START, Mode.REVERSE);
  private static final double[] COVARIANCE = {2, 0.6, 0.6, 0.5};

  private static PhasePointState start(Leapfrog leapfrog) {
    PhasePointState point = new PhasePointState(2);
    point.position[0] = 0.7;
    point.position[1] = -0.4;
    point.momentum[0] = 0.3;
    point.momentum[1] = -1.1;
    leapfrog.evaluate(point);
    leapfrog.updateVelocity(point);
    return point;
  }

  private static Leapfrog dense(LogDensity density) {
    return new Leapfrog(density, DenseMass.of(COVARIANCE, 2));
  }

  @Test
  void stepsBackUndoStepsForward() {
    Leapfrog leapfrog = dense(BANANA);
    PhasePointState point = start(leapfrog);
    double farthest = 0;
    for (int k = 0; k < 100; k++) {
      leapfrog.step(point, 0.02);
      farthest = Math.max(farthest, Math.abs(point.position[0] - 0.7));
    }
    assertTrue(farthest > 0.5, () -> "got no farther than at step 0: " + point.position[0]);
    for (int k = 0; k < 100; k++) {
      leapfrog.step(point, -0.02);
    }
    // 200 steps with a few roundings each, in a valley that stretches them little.
    assertArrayEquals(new double[] {0.7, -0.4}, point.position, 1e-12);
    assertArrayEquals(new double[] {0.3, -1.1}, point.momentum, 1e-12);
  }

  @Test
  void halfTheStepHasAQuarterOfTheEnergyError() {
    double coarse = energyError(100);
    double fine = energyError(200);
    double finer = energyError(400);
    // The next order is smaller by the square of the step; the ratio tends to 4.
    assertEquals(4, coarse / fine, 0.05);
    assertEquals(4, fine / finer, 0.0125);
  }

  private static double energyError(int steps) {
    Leapfrog leapfrog = dense(BANANA);
    PhasePointState point = start(leapfrog);
    double before = point.energy();
    for (int k = 0; k < steps; k++) {
      leapfrog.step(point, 0.6 / steps);
    }
    return point.energy() - before;
  }

  /** An oscillator with the mass 1/s in a potential x^2/2 has the frequency sqrt(s). */
  @Test
  void massesSetTheFrequency() {
    LogDensity oscillator =
        (at, gradient) -> {
          gradient[0] = -at[0];
          return -at[0] * at[0] / 2;
        };
    Leapfrog leapfrog = new Leapfrog(oscillator, new DiagonalMass(new double[] {9}));
    PhasePointState point = new PhasePointState(1);
    point.position[0] = 1;
    leapfrog.evaluate(point);
    leapfrog.updateVelocity(point);
    int steps = 1000;
    for (int k = 0; k < steps; k++) {
      leapfrog.step(point, 1.0 / steps);
    }
    // The phase error of the leapfrog is (frequency step)^2/24 of the phase.
    double phaseError = Math.pow(3.0 / steps, 2) / 24 * 3;
    assertEquals(Math.cos(3), point.position[0], phaseError);
    assertEquals(-Math.sin(3) / 3, point.momentum[0], phaseError);
  }

  @Test
  void momentaHaveTheInverseCovariance() {
    MassMatrix mass = DenseMass.of(COVARIANCE, 2);
    SplittableRandom random = new SplittableRandom(5);
    double[] p = new double[2];
    double[] v = new double[2];
    int n = 40_000;
    double[] sums = new double[3];
    for (int k = 0; k < n; k++) {
      mass.draw(random, p);
      mass.velocity(p, v);
      // Products of momenta and velocities have the mean 1 on the diagonal, 0 off it.
      sums[0] += p[0] * v[0];
      sums[1] += p[1] * v[1];
      sums[2] += p[0] * p[1];
    }
    double determinant = 2 * 0.5 - 0.6 * 0.6;
    double[] inverse = {0.5 / determinant, 2 / determinant, -0.6 / determinant};
    double bound = 4 / Math.sqrt(n);
    // var(p v) = 1 + P S for the entries of the inverse P and the covariance S.
    assertEquals(1, sums[0] / n, bound * Math.sqrt(1 + inverse[0] * 2));
    assertEquals(1, sums[1] / n, bound * Math.sqrt(1 + inverse[1] * 0.5));
    double variance = inverse[0] * inverse[1] + inverse[2] * inverse[2];
    assertEquals(inverse[2], sums[2] / n, bound * Math.sqrt(variance));
  }
}
