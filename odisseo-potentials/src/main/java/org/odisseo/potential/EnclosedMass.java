// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.odisseo.field.ExternalField.GRAVITATIONAL_CONSTANT;
import static org.odisseo.field.ExternalField.X;
import static org.odisseo.field.ExternalField.Y;
import static org.odisseo.field.ExternalField.Z;

import java.util.Map;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Functions;
import org.odisseo.expr.Variable;

/**
 * The mass within a sphere about the origin, by Gauss's theorem: the mean of dPhi/dr over the
 * sphere times r^2/G. Spherical terms of the potential need no mean, and axisymmetric ones only a
 * mean over the cosine of the polar angle; each term is treated by its own symmetry.
 */
final class EnclosedMass {

  /** Points of the quadrature over each half of the sphere, from plane to pole. */
  private static final int POLAR_ORDER = 64;

  /** Points of the quadrature over the azimuth. */
  private static final int AZIMUTHAL_ORDER = 64;

  /** A radius that is nothing, and yet its sixth power, as in second derivatives, is a number. */
  private static final double CENTER = 1e-40;

  private final Variable radius;
  private final Variable polar;
  private final Variable azimuth;

  private EnclosedMass(Expr potential, Variable radius) {
    this.radius = radius;
    this.polar = FreshVariable.notIn(potential, "u");
    this.azimuth = FreshVariable.notIn(potential, "phi");
  }

  static Expr of(Expr potential, SymmetricParts parts, RadialForm spherical, Variable radius) {
    // r dPhi/dr has a limit in the center, which is found just outside of it.
    Expr outside = Functions.max(radius, Expr.constant(CENTER));
    Expr flattened =
        new EnclosedMass(potential, radius).flattened(parts).substitute(Map.of(radius, outside));
    return spherical.flux(radius).plus(radius.times(flattened)).over(GRAVITATIONAL_CONSTANT);
  }

  /** The mean of r dPhi/dr over the sphere, for all terms that are not spherical. */
  private Expr flattened(SymmetricParts parts) {
    return radius.times(
        axisymmetricSlope(parts.axisymmetric()).plus(generalSlope(parts.general())));
  }

  private Expr axisymmetricSlope(Expr potential) {
    return polarMean(potential, Expr.constant(1), Expr.constant(0));
  }

  private Expr generalSlope(Expr potential) {
    Expr mean = polarMean(potential, Functions.cos(azimuth), Functions.sin(azimuth));
    Expr turn = Expr.constant(2 * Math.PI);
    return Functions.integrate(mean, azimuth, Expr.constant(0), turn, AZIMUTHAL_ORDER).over(turn);
  }

  /**
   * The mean of the slope over the cosine c of the polar angle. Thin disks vary rapidly near the
   * plane, so c = u^3 gathers the points there.
   */
  private Expr polarMean(Expr potential, Expr cosAzimuth, Expr sinAzimuth) {
    Expr cos = polar.pow(3);
    Expr sin = Expr.constant(1).minus(cos.square()).sqrt();
    Expr x = radius.times(sin).times(cosAzimuth);
    Expr y = radius.times(sin).times(sinAzimuth);
    Expr z = radius.times(cos);
    Expr above = slope(potential, x, y, z);
    Expr below = Symmetry.isEvenInZ(potential) ? above : slope(potential, x, y, z.negate());
    Expr weighted = above.plus(below).times(polar.square()).times(1.5);
    return Functions.integrate(weighted, polar, Expr.constant(0), Expr.constant(1), POLAR_ORDER);
  }

  /** dPhi/dr along the ray on which the point (x, y, z), linear in the radius, lies. */
  private Expr slope(Expr potential, Expr x, Expr y, Expr z) {
    return potential.substitute(Map.of(X, x, Y, y, Z, z)).derivative(radius);
  }
}
