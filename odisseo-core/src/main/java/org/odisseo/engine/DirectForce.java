// SPDX-License-Identifier: Apache-2.0

package org.odisseo.engine;

import java.util.Arrays;
import java.util.List;
import org.odisseo.concurrent.Workers;
import org.odisseo.gravity.DirectSummation;
import org.odisseo.gravity.PairTangent;

/** The mutual attraction by direct summation over all pairs. */
final class DirectForce implements MutualForce {

  private final DirectSummation attraction;
  private final double[] allMasses;
  private final List<ForceCotangent> tangents;

  /** For one direction of several. */
  private final double[][] one;

  private final double[][] oneTangent;
  private final double[] gradientMasses;
  private final double[] gradientSoftenings;

  private final double[] masses;
  private final double[] softenings;

  DirectForce(ForceModel model, List<ForceCotangent> tangents, Workers workers) {
    DirectSummation all =
        DirectSummation.of(
                model.gravitationalConstant(), model.masses(), model.softenings(), model.sources())
            .withWorkers(workers);
    attraction = model.attractionFollowsPositions() ? all : all.stopGradient();
    allMasses = model.masses();
    this.tangents = tangents;
    one = new double[3][tangents.size() == 1 ? 0 : model.bodies()];
    oneTangent = new double[3][tangents.size() == 1 ? 0 : model.bodies()];
    int n = model.bodies();
    gradientMasses = new double[n];
    gradientSoftenings = new double[n];
    masses = new double[n];
    softenings = new double[n];
  }

  @Override
  public void acceleration(double[][] x, double[][] a) {
    attraction.acceleration(x, a);
  }

  @Override
  public void tangents(double[][] x, double[][] dx, double[][] a, double[][] da) {
    if (tangents.size() == 1) {
      attraction.accelerationAndJvp(x, tangent(0, dx), a, da);
      return;
    }
    JvmVectors.clear(da);
    addTangents(x, dx, a, da);
  }

  @Override
  public void addTangents(double[][] x, double[][] dx, double[][] a, double[][] da) {
    for (int k = 0; k < tangents.size(); k++) {
      int first = k * allMasses.length;
      for (int row = 0; row < 3; row++) {
        System.arraycopy(dx[row], first, one[row], 0, allMasses.length);
      }
      if (k == 0) {
        attraction.accelerationAndJvp(x, tangent(k, one), a, oneTangent);
      } else {
        attraction.jvp(x, tangent(k, one), oneTangent);
      }
      for (int row = 0; row < 3; row++) {
        JvmVectors.addScaled(1, oneTangent[row], da[row], first);
      }
    }
  }

  private PairTangent tangent(int k, double[][] dx) {
    return new PairTangent(dx, tangents.get(k).masses(), tangents.get(k).softenings());
  }

  @Override
  public void adjoint(double[][] x, double[][] aBar, double[][] xBar, double[][] a) {
    attraction.accelerationAndVjp(
        x, aBar, a, new PairTangent(xBar, gradientMasses, gradientSoftenings));
    addUp();
  }

  /**
   * The product costs nothing: the acceleration is linear in the masses, so it is the sum of the
   * masses times their cotangents.
   */
  @Override
  public double adjoint(double[][] x, double[][] aBar, double[][] xBar) {
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

  @Override
  public double[] masses() {
    return masses;
  }

  @Override
  public double[] softenings() {
    return softenings;
  }

  @Override
  public void clear() {
    Arrays.fill(masses, 0);
    Arrays.fill(softenings, 0);
  }
}
