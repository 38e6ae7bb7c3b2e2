// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import org.odisseo.concurrent.Workers;
import org.odisseo.gravity.DirectSummation;
import org.odisseo.gravity.PairTangent;

/** The mutual attraction of the bodies of one run, with the sums of cotangents. */
final class PairForce {

  private final DirectSummation attraction;
  private final double[] allMasses;
  private final double[] massTangents;
  private final double[] softeningTangents;
  private final double[] gradientMasses;
  private final double[] gradientSoftenings;

  /** Sums of the cotangents of masses. */
  final double[] masses;

  /** Sums of the cotangents of softenings. */
  final double[] softenings;

  PairForce(ForceModel model, ForceCotangent tangent, Workers workers) {
    DirectSummation all =
        DirectSummation.of(
                model.gravitationalConstant(), model.masses(), model.softenings(), model.sources())
            .withWorkers(workers);
    attraction = model.attractionFollowsPositions() ? all : all.stopGradient();
    allMasses = model.masses();
    massTangents = tangent.masses();
    softeningTangents = tangent.softenings();
    int n = model.bodies();
    gradientMasses = new double[n];
    gradientSoftenings = new double[n];
    masses = new double[n];
    softenings = new double[n];
  }

  void acceleration(double[][] x, double[][] a) {
    attraction.acceleration(x, a);
  }

  void tangent(double[][] x, double[][] dx, double[][] a, double[][] da) {
    attraction.accelerationAndJvp(x, new PairTangent(dx, massTangents, softeningTangents), a, da);
  }

  /** Reverse with the acceleration. */
  void adjoint(double[][] x, double[][] aBar, double[][] xBar, double[][] a) {
    attraction.accelerationAndVjp(
        x, aBar, a, new PairTangent(xBar, gradientMasses, gradientSoftenings));
    addUp();
  }

  /**
   * Reverse alone; gives the product of {@code aBar} with the acceleration, which costs nothing:
   * the acceleration is linear in the masses, so it is the sum of the masses times their
   * cotangents.
   */
  double adjoint(double[][] x, double[][] aBar, double[][] xBar) {
    attraction.vjp(x, aBar, new PairTangent(xBar, gradientMasses, gradientSoftenings));
    addUp();
    double product = 0;
    for (int i = 0; i < masses.length; i++) {
      product += allMasses[i] * gradientMasses[i];
    }
    return product;
  }

  private void addUp() {
    for (int i = 0; i < masses.length; i++) {
      masses[i] += gradientMasses[i];
      softenings[i] += gradientSoftenings[i];
    }
  }

  void clear() {
    Arrays.fill(masses, 0);
    Arrays.fill(softenings, 0);
  }
}
