// SPDX-License-Identifier: Apache-2.0

package org.odisseo.particles;

import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.expr.Expr;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/** Differentiable maps between particles and points of phase space. */
public final class ParticleMaps {

  private ParticleMaps() {}

  /**
   * Moves all particles by one offset in position and velocity: puts a cluster on an orbit, with
   * derivatives with respect to both.
   */
  public static TwiceDifferentiable<Pair<Particles, PhasePoint>, Particles> shift() {
    return Maps.linear(
        pair -> pair.first().shifted(pair.second()),
        cotangent -> Pair.of(cotangent, sum(cotangent)));
  }

  /** Takes position and velocity of one particle out of {@code shape.count()} ones. */
  public static TwiceDifferentiable<Particles, PhasePoint> phasePoint(Particles shape, int i) {
    Require.index("particle index", i, shape.count());
    return Maps.linear(
        particles -> particles.phasePoint(i),
        cotangent -> {
          double[] all = new double[shape.size()];
          double[] one = cotangent.toArray();
          for (int k = 0; k < one.length; k++) {
            all[(2 + k) * shape.count() + i] = one[k];
          }
          return shape.withArray(all);
        });
  }

  /**
   * A quantity of one particle out of {@code shape.count()} ones, by a formula of {@code x, y, z,
   * vx, vy, vz}: its distance is {@code "sqrt(x^2+y^2+z^2)"}.
   *
   * @throws IllegalArgumentException if the formula is malformed, with the column, or has other
   *     variables
   */
  public static TwiceDifferentiable<Particles, Scalar> quantity(
      Particles shape, int i, String formula) {
    ExpressionMap map = ExpressionMap.of("quantity", Expr.parse(formula));
    for (String variable : map.inputs()) {
      if (!PhasePoint.ORIGIN.labels().contains(variable)) {
        throw Names.unknown("coordinate", variable, PhasePoint.ORIGIN.labels());
      }
    }
    return phasePoint(shape, i)
        .then(Maps.toParameters(PhasePoint.ORIGIN))
        .then(map.output("quantity"));
  }

  /** Makes a single particle of a given mass and softening out of a point of phase space. */
  public static Differentiable<PhasePoint, Particles> single(double mass, double softening) {
    Particles rest = Particles.single(mass, PhasePoint.ORIGIN).withSoftening(softening);
    TwiceDifferentiable<PhasePoint, Particles> place =
        Maps.linear(point -> rest.zero().shifted(point), cotangent -> cotangent.phasePoint(0));
    return place.then(Maps.translate(rest));
  }

  private static PhasePoint sum(Particles cotangent) {
    PhasePoint sum = PhasePoint.ORIGIN;
    for (int i = 0; i < cotangent.count(); i++) {
      sum = sum.plus(cotangent.phasePoint(i));
    }
    return sum;
  }
}
