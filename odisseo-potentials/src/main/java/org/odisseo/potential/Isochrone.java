// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.expr.Expr;
import org.odisseo.validation.Require;

/**
 * The isochrone sphere of Henon (1959), \(\Phi = -GM/(b+\sqrt{b^2+r^2})\), whose actions and angles
 * are closed expressions.
 *
 * @param mass total mass M [mass], at least 0
 * @param scaleRadius b [length], greater than 0
 */
public record Isochrone(double mass, double scaleRadius) implements Potential {

  private static final Expr FORMULA =
      Expr.parse("-G*mass/(scaleRadius+sqrt(scaleRadius^2+x^2+y^2+z^2))");

  /** Checks the parameters. */
  public Isochrone {
    Require.nonNegative("mass", mass);
    Require.positive("scaleRadius", scaleRadius);
  }

  @Override
  public Expr potential() {
    return FORMULA;
  }
}
