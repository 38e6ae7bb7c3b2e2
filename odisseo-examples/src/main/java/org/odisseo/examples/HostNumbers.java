// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.List;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.potential.FieldQuantity;
import org.odisseo.potential.FieldVector;
import org.odisseo.potential.Potential;
import org.odisseo.units.UnitSystem;

/**
 * Numbers by which hosts of different shape can be compared, as functions of the parameters of a
 * host that is symmetric about the z axis and the plane.
 */
final class HostNumbers {

  private static final UnitSystem UNITS = UnitSystem.GALACTIC;
  private static final int NODES = 30;

  private HostNumbers() {}

  /** The circular velocity in the plane [km/s]. */
  static Differentiable<ParameterSet, Scalar> circularVelocity(Potential host, double radius) {
    return sum(
        host.circularVelocity(),
        new double[] {1 / UNITS.velocityFromKilometersPerSecond(1)},
        new double[] {radius});
  }

  /**
   * The mass of everything within a sphere [solar masses], by the theorem of Gauss from the
   * acceleration towards the center: \( M = \frac{r^2}{G} \int_0^1 -a_r \, d\mu \) with \( \mu =
   * z/r \).
   */
  static Differentiable<ParameterSet, Scalar> enclosedMass(Potential host, double radius) {
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(NODES, 0, 1);
    double[] x = new double[NODES];
    double[] z = new double[NODES];
    double[] inX = new double[NODES];
    double[] inZ = new double[NODES];
    double factor = radius * radius / UNITS.gravitationalConstant();
    for (int i = 0; i < NODES; i++) {
      double mu = rule.getPoint(i);
      double across = Math.sqrt((1 - mu) * (1 + mu));
      x[i] = radius * across;
      z[i] = radius * mu;
      inX[i] = -factor * rule.getWeight(i) * across;
      inZ[i] = -factor * rule.getWeight(i) * mu;
    }
    FieldVector acceleration = host.acceleration();
    return Maps.sum(
        sum(acceleration.component("ax"), inX, x, new double[NODES], z),
        sum(acceleration.component("az"), inZ, x, new double[NODES], z));
  }

  private static Differentiable<ParameterSet, Scalar> sum(
      FieldQuantity quantity, double[] weights, double[]... points) {
    TwiceDifferentiable<ParameterSet, Columns> values = quantity.overParameters(points);
    return values.then(Maps.weighted(Columns.of(List.of(quantity.name()), weights)));
  }
}
