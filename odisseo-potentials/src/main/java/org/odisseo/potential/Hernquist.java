// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.expr.Expr;
import org.odisseo.validation.Require;

/**
 * A sphere of Hernquist (1990, ApJ 356, 359), \(\Phi = -GM/(r+a)\), of density \(\rho =
 * \frac{M}{2\pi}\frac{a}{r(r+a)^3}\). The potential is finite at the centre; the acceleration tends
 * to GM/a^2 towards it from every side, and its value there is the mean over directions, zero.
 *
 * @param mass total mass M [mass], at least 0
 * @param scaleRadius a [length], greater than 0; half the mass lies within 2.414 a
 */
public record Hernquist(double mass, double scaleRadius) implements Potential {

  private static final Expr FORMULA = Expr.parse("-G*mass/(norm(x,y,z)+scaleRadius)");

  /** Checks the parameters. */
  public Hernquist {
    Require.nonNegative("mass", mass);
    Require.positive("scaleRadius", scaleRadius);
  }

  @Override
  public Expr potential() {
    return FORMULA;
  }
}
