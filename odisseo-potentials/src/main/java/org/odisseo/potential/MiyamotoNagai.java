// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.expr.Expr;
import org.odisseo.validation.Require;

/**
 * The disk of Miyamoto and Nagai (1975, PASJ 27, 533), \(\Phi =
 * -GM/\sqrt{x^2+y^2+(a+\sqrt{z^2+b^2})^2}\). It is a Plummer sphere for a = 0.
 *
 * @param mass total mass M [mass], at least 0
 * @param scaleLength a [length], at least 0
 * @param scaleHeight b [length], greater than 0
 */
public record MiyamotoNagai(double mass, double scaleLength, double scaleHeight)
    implements Potential {

  private static final Expr FORMULA =
      Expr.parse("-G*mass/sqrt(x^2+y^2+(scaleLength+sqrt(z^2+scaleHeight^2))^2)");

  /** Checks the parameters. */
  public MiyamotoNagai {
    Require.nonNegative("mass", mass);
    Require.nonNegative("scaleLength", scaleLength);
    Require.positive("scaleHeight", scaleHeight);
  }

  @Override
  public Expr potential() {
    return FORMULA;
  }
}
