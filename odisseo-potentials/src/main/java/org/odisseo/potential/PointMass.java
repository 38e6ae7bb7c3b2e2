// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.expr.Expr;
import org.odisseo.validation.Require;

/**
 * The field of a point mass, \(\Phi = -GM/r\). Infinite at the origin; the acceleration there is
 * the mean over directions, zero, so a body that comes to lie on the mass does not feel it.
 *
 * @param mass the mass M [mass], at least 0
 */
public record PointMass(double mass) implements Potential {

  private static final Expr FORMULA = Expr.parse("-G*mass/norm(x,y,z)");

  /** Checks the mass. */
  public PointMass {
    Require.nonNegative("mass", mass);
  }

  @Override
  public Expr potential() {
    return FORMULA;
  }
}
