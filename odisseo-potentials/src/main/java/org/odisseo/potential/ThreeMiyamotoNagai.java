// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import java.util.Map;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;
import org.odisseo.validation.Require;

/**
 * A disk whose surface density falls exponentially, \(\rho\propto e^{-R/h_R}\) times a profile in
 * z, approximated by three {@link MiyamotoNagai} disks: \(\Phi = -G\sum_{i=1}^3
 * m_i/\sqrt{x^2+y^2+(a_i+\sqrt{z^2+b^2})^2}\). The thickness b/h_R is a polynomial of h_z/h_R, and
 * each m_i/M and a_i/h_R is one of b/h_R.
 *
 * <p>For h_z = 0.1 h_R the circular velocity is that of the exponential disk within 3 per cent from
 * 0.3 to 4 scale lengths. Further out it is too high, at 10 scale lengths by 5 per cent for {@link
 * Fit#POSITIVE} and 1 per cent for {@link Fit#SIGNED}; further in it is too low. The mass far away
 * is the sum of the m_i, not M: about a tenth more for {@link Fit#POSITIVE} and a tenth less for
 * {@link Fit#SIGNED}. The surface density is right within 2 per cent of its central value from 0.5
 * scale lengths on.
 *
 * @source Smith, Flynn, Candlish, Fellhauer and Gibson 2015, MNRAS 448, 2934, tables 1 and 2
 * @param mass M of the exponential disk [mass], at least 0
 * @param scaleLength h_R [length], greater than 0
 * @param scaleHeight h_z [length], greater than 0 and not so large that b/h_R is outside of the
 *     range of the fit: 1.35 for {@link Fit#POSITIVE}, 3 for {@link Fit#SIGNED}
 * @param vertical how the density falls with the height
 * @param fit which of the two sets of coefficients
 */
public record ThreeMiyamotoNagai(
    double mass, double scaleLength, double scaleHeight, VerticalProfile vertical, Fit fit)
    implements Potential {

  /** How the density of the disk falls with the height. */
  public enum VerticalProfile {
    /** e^(-|z|/h_z). */
    EXPONENTIAL(-0.269, 1.08, 1.092, 0),
    /**
     * sech^2(z/h_z). The fit follows the fall over some heights rather than the middle: in the
     * plane the density is up to half again as high, and half of the column lies within 0.38 h_z,
     * not 0.55 h_z.
     */
    SECH_SQUARED(-0.033, 0.262, 0.659, 0);

    private final double[] thickness;

    VerticalProfile(double... thickness) {
      this.thickness = thickness;
    }
  }

  /** The coefficients: of b/h_R to the fourth, third, second and first power and one. */
  public enum Fit {
    /** The density is positive everywhere. */
    POSITIVE(
        1.35,
        new double[][] {
          {0.0036, -0.0330, 0.1117, -0.1335, 0.1749},
          {-0.0131, 0.1090, -0.3035, 0.2921, -5.7976},
          {-0.0048, 0.0454, -0.1425, 0.1012, 6.7120}
        },
        new double[][] {
          {-0.0158, 0.0993, -0.2070, -0.7089, 0.6445},
          {-0.0319, 0.1514, -0.1279, -0.9325, 2.6836},
          {-0.0326, 0.1816, -0.2943, -0.6329, 2.3193}
        }),
    /** A better fit, whose density is negative far out. */
    SIGNED(
        3,
        new double[][] {
          {-0.0090, 0.0640, -0.1653, 0.1164, 1.9487},
          {0.0173, -0.0903, 0.0877, 0.2029, -1.3077},
          {-0.0051, 0.0287, -0.0361, -0.0544, 0.2242}
        },
        new double[][] {
          {-0.0358, 0.2610, -0.6987, -0.1193, 2.0074},
          {-0.0830, 0.4992, -0.7967, -1.2966, 4.4441},
          {-0.0247, 0.1718, -0.4124, -0.5944, 0.7333}
        });

    private final double largestThickness;
    private final double[][] masses;
    private final double[][] lengths;

    Fit(double largestThickness, double[][] masses, double[][] lengths) {
      this.largestThickness = largestThickness;
      this.masses = masses;
      this.lengths = lengths;
    }
  }

  /** Beyond this h_z/h_R the polynomial of the thickness, a cubic, soon turns back. */
  private static final double LARGEST_HEIGHT = 3;

  private record Variant(VerticalProfile vertical, Fit fit) {}

  private static final SoftCache<Variant, Expr> FORMULAS =
      new SoftCache<>(variant -> formula(variant.vertical, variant.fit));

  /** Checks the parameters. */
  public ThreeMiyamotoNagai {
    Require.nonNegative("mass", mass);
    Require.positive("scaleLength", scaleLength);
    Require.positive("scaleHeight", scaleHeight);
    double height = scaleHeight / scaleLength;
    double thickness = polynomial(vertical.thickness, Expr.constant(height)).evaluate(Map.of());
    if (!(height <= LARGEST_HEIGHT && thickness <= fit.largestThickness)) {
      throw new IllegalArgumentException(
          "scaleHeight must be so small that b/scaleLength is at most "
              + fit.largestThickness
              + " for a density that is "
              + fit
              + ", got scaleHeight/scaleLength = "
              + height);
    }
  }

  /** The disk of exponential profile in z and of positive density. */
  public ThreeMiyamotoNagai(double mass, double scaleLength, double scaleHeight) {
    this(mass, scaleLength, scaleHeight, VerticalProfile.EXPONENTIAL, Fit.POSITIVE);
  }

  @Override
  public Expr potential() {
    return FORMULAS.get(new Variant(vertical, fit));
  }

  @Override
  public ParameterSet parameters() {
    return ParameterSet.of("mass", mass, "scaleLength", scaleLength, "scaleHeight", scaleHeight);
  }

  private static Expr formula(VerticalProfile vertical, Fit fit) {
    Expr thickness = polynomial(vertical.thickness, Expr.parse("scaleHeight/scaleLength"));
    Variable m = Expr.variable("m");
    Variable a = Expr.variable("a");
    Variable b = Expr.variable("b");
    Expr disk = Expr.parse("-G*mass*m/sqrt(x^2+y^2+(scaleLength*a+sqrt(z^2+(scaleLength*b)^2))^2)");
    Expr sum = Expr.constant(0);
    for (int i = 0; i < fit.masses.length; i++) {
      Expr share = polynomial(fit.masses[i], thickness);
      Expr length = polynomial(fit.lengths[i], thickness);
      sum = sum.plus(disk.substitute(Map.of(m, share, a, length, b, thickness)));
    }
    return sum;
  }

  /** By Horner's rule, the coefficient of the highest power first. */
  private static Expr polynomial(double[] coefficients, Expr variable) {
    Expr sum = Expr.constant(0);
    for (double coefficient : coefficients) {
      sum = sum.times(variable).plus(coefficient);
    }
    return sum;
  }
}
