// SPDX-License-Identifier: Apache-2.0

package org.odisseo.initial;

import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Selection;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorRecord;
import org.odisseo.particles.Particles;
import org.odisseo.units.UnitSystem;
import org.odisseo.validation.Require;

/**
 * Two bodies on a Kepler orbit about their common center of mass, at pericenter: separated along x,
 * moving along y, counterclockwise, with the relative velocity sqrt(G M (1 + e) / r_p).
 *
 * <p>Any numbers are accepted, since a record of this type also serves as a gradient; {@link #of}
 * checks.
 *
 * @param mass1 mass of the first body, which starts at negative x
 * @param mass2 mass of the second body, which starts at positive x
 * @param pericenter least separation r_p [length]
 * @param eccentricity e; 0 is a circle, below 1 an ellipse, 1 a parabola, above 1 a hyperbola
 */
public record TwoBody(double mass1, double mass2, double pericenter, double eccentricity)
    implements VectorRecord<TwoBody> {

  private static final ExpressionMap PERICENTER =
      ExpressionMap.parse(
          "mass[0] = mass1",
          "mass[1] = mass2",
          "x[0] = -mass2/(mass1 + mass2)*pericenter",
          "x[1] = mass1/(mass1 + mass2)*pericenter",
          "vy[0] = -mass2*sqrt(G*(1 + eccentricity)/((mass1 + mass2)*pericenter))",
          "vy[1] = mass1*sqrt(G*(1 + eccentricity)/((mass1 + mass2)*pericenter))");

  /**
   * An orbit; masses must not be negative and not both zero, the pericenter must be greater than
   * zero and the eccentricity not negative.
   */
  public static TwoBody of(double mass1, double mass2, double pericenter, double eccentricity) {
    Require.nonNegative("mass1", mass1);
    Require.nonNegative("mass2", mass2);
    Require.positive("mass1 + mass2", mass1 + mass2);
    Require.positive("pericenter", pericenter);
    Require.nonNegative("eccentricity", eccentricity);
    return new TwoBody(mass1, mass2, pericenter, eccentricity);
  }

  /** Half the long axis of the relative orbit, r_p / (1 - e); infinite for a parabola. */
  public double semiMajorAxis() {
    return pericenter / (1 - eccentricity);
  }

  /** The period 2 pi sqrt(a^3 / (G M)) of an ellipse; infinite for open orbits. */
  public double period(UnitSystem units) {
    if (eccentricity >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double a = semiMajorAxis();
    return 2 * Math.PI * a * Math.sqrt(a / (units.gravitationalConstant() * (mass1 + mass2)));
  }

  /** The two bodies at pericenter, without softening. */
  public Particles particles(UnitSystem units) {
    return map(units).apply(of(mass1, mass2, pericenter, eccentricity)).validated();
  }

  /** The two bodies at pericenter as a function of masses, pericenter and eccentricity. */
  public static TwiceDifferentiable<TwoBody, Particles> map(UnitSystem units) {
    ExpressionMap bodies = PERICENTER.fixing(ParameterSet.of("G", units.gravitationalConstant()));
    return Maps.toParameters(new TwoBody(1, 1, 1, 0))
        .then(bodies)
        .then(Selection.of(Particles.zero(2), bodies.outputs()).insertion());
  }
}
