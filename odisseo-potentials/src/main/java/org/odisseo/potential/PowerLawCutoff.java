// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import org.odisseo.expr.Expr;
import org.odisseo.validation.Require;

/**
 * A sphere whose density is a power law with an exponential cut-off, \(\rho \propto
 * r^{-\alpha}\exp[-(r/r_c)^2]\), as used for bulges. With s = (r/r_c)^2 and the regularised lower
 * incomplete gamma function P the mass within r is \(M P(\tfrac{3-\alpha}{2}, s)\) and
 *
 * <p>\(\Phi = -\frac{GM}{r_c}\left[\frac{P(\frac{3-\alpha}{2},s)}{\sqrt s} +
 * \frac{\Gamma(1-\frac\alpha2)}{\Gamma(\frac{3-\alpha}{2})}
 * \left(1-P(1-\tfrac\alpha2,s)\right)\right].\)
 *
 * <p>The potential is finite at the centre for an exponent below 2.
 *
 * @param mass total mass M [mass], at least 0
 * @param exponent \(\alpha\), less than 3; the density of the Milky Way's bulge has 1.8
 * @param cutoffRadius r_c [length], greater than 0
 */
public record PowerLawCutoff(double mass, double exponent, double cutoffRadius)
    implements Potential {

  private static final Expr FORMULA =
      Expr.parse(
          "-G*mass/cutoffRadius"
              + "*cutoff_potential(3/2-exponent/2, (x^2+y^2+z^2)/cutoffRadius^2)");

  /** Checks the parameters. */
  public PowerLawCutoff {
    Require.nonNegative("mass", mass);
    if (!(exponent < 3 && exponent > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException("exponent must be finite and < 3, got " + exponent);
    }
    Require.positive("cutoffRadius", cutoffRadius);
  }

  @Override
  public Expr potential() {
    return FORMULA;
  }
}
