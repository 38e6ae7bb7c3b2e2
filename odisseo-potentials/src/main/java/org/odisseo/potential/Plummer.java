// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.expr.Expr;
import org.odisseo.validation.Require;

/**
 * A Plummer (1911) sphere, \(\Phi = -GM/\sqrt{r^2+b^2}\), of density \(\rho =
 * \frac{3Mb^2}{4\pi}(r^2+b^2)^{-5/2}\).
 *
 * @param mass total mass M [mass], at least 0
 * @param scaleRadius Plummer radius b [length], greater than 0; half the mass lies within 1.305 b
 */
public record Plummer(double mass, double scaleRadius) implements Potential {

  private static final Expr FORMULA = Expr.parse("-G*mass/sqrt(x^2+y^2+z^2+scaleRadius^2)");

  /** Checks the parameters. */
  public Plummer {
    Require.nonNegative("mass", mass);
    Require.positive("scaleRadius", scaleRadius);
  }

  @Override
  public Expr potential() {
    return FORMULA;
  }
}
