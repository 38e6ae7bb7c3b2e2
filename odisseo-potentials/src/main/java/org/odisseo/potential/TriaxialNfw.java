// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.Map;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Functions;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Require;

/**
 * A halo of Navarro, Frenk and White whose density is stratified on similar ellipsoids, \(\rho =
 * \frac{M}{4\pi r_s^3}\frac{1}{\xi(1+\xi)^2}\) with \(\xi^2 = (x^2+y^2/q_y^2+z^2/q_z^2)/r_s^2\).
 * Its potential is an integral over the confocal shells (Binney and Tremaine 2008, equation 2.140
 * with \(\tau = 1/s^2-1\)),
 *
 * <p>\(\Phi = -\frac{GM}{r_s}q_yq_z\int_0^1\frac{ds}{(1+\xi_s)\sqrt{A_yA_z}},\quad \xi_s =
 * \frac{s}{r_s}\sqrt{x^2+\frac{y^2}{A_y}+\frac{z^2}{A_z}},\quad A_i = 1-(1-q_i^2)s^2.\)
 *
 * <p>With both ratios 1 this is {@link Nfw}. The mass is the scale mass of that sphere; the mass
 * within the ellipsoid \(\xi\) is \(q_yq_zM[\ln(1+\xi)-\xi/(1+\xi)]\).
 *
 * <p>The quadrature has 64 points in u with \(s = [u^2(3-2u)]^3\), which gathers them where far out
 * all of the integral comes from, near s = 0, and where a flat halo has a root, near s = 1.
 * Potential and force are exact to 1e-13 up to 1000 scale radii, to 1e-11 up to 10^4 and to 1e-8 up
 * to 10^5, for axis ratios from 0.2 to 5. A force takes some thirty times as long as that of a
 * sphere.
 *
 * @param mass scale mass M [mass], at least 0
 * @param scaleRadius r_s on the x axis [length], greater than 0
 * @param axisRatioY q_y, the axis of the ellipsoids along y over that along x, greater than 0
 * @param axisRatioZ q_z, the axis along z over that along x, greater than 0
 */
public record TriaxialNfw(double mass, double scaleRadius, double axisRatioY, double axisRatioZ)
    implements Potential {

  /** Points of the quadrature. */
  private static final int ORDER = 64;

  private static final Expr FORMULA = formula();

  /** Checks the parameters. */
  public TriaxialNfw {
    Require.nonNegative("mass", mass);
    Require.positive("scaleRadius", scaleRadius);
    Require.positive("axisRatioY", axisRatioY);
    Require.positive("axisRatioZ", axisRatioZ);
  }

  @Override
  public Expr potential() {
    return FORMULA;
  }

  private static Expr formula() {
    Variable u = Expr.variable("u");
    Expr s = Expr.parse("(u^2*(3-2*u))^3");
    Map<Variable, Expr> shell =
        Map.of(
            Expr.variable("s"), s,
            Expr.variable("ay"), Expr.parse("1-(1-axisRatioY^2)*s^2"),
            Expr.variable("az"), Expr.parse("1-(1-axisRatioZ^2)*s^2"));
    Expr integrand =
        Expr.parse("1/((1+s*norm(x,y/sqrt(ay),z/sqrt(az))/scaleRadius)*sqrt(ay*az))")
            .substitute(shell)
            .substitute(shell)
            .times(s.derivative(u));
    return Expr.parse("-G*mass/scaleRadius*axisRatioY*axisRatioZ")
        .times(Functions.integrate(integrand, u, Expr.constant(0), Expr.constant(1), ORDER));
  }
}
