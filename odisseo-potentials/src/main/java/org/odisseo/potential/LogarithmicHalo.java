// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.expr.Expr;
import org.odisseo.validation.Require;

/**
 * A halo with a flat rotation curve, \(\Phi = \frac{v_0^2}{2}\ln(x^2+y^2+z^2/q^2+r_c^2)\). It has
 * infinite mass and grows without limit, so there is no escape velocity. The zero of the potential
 * lies where the argument of the logarithm is one squared unit of length. Without a core the
 * potential is minus infinity at the origin, and the acceleration there is NaN.
 *
 * @param circularSpeed v_0, the circular velocity far out [velocity: kpc/Myr in galactic units], at
 *     least 0
 * @param flattening q, the axis ratio of the equipotentials, greater than 0; the density is nowhere
 *     negative for q of at least 0.7071
 * @param coreRadius r_c [length], at least 0
 */
public record LogarithmicHalo(double circularSpeed, double flattening, double coreRadius)
    implements Potential {

  private static final Expr FORMULA =
      Expr.parse("circularSpeed^2/2*log(x^2+y^2+(z/flattening)^2+coreRadius^2)");

  /** Checks the parameters. */
  public LogarithmicHalo {
    Require.nonNegative("circularSpeed", circularSpeed);
    Require.positive("flattening", flattening);
    Require.nonNegative("coreRadius", coreRadius);
  }

  @Override
  public Expr potential() {
    return FORMULA;
  }
}
