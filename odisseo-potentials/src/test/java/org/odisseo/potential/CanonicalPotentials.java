// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.odisseo.potential.PotentialCase.Center.CUSP;
import static org.odisseo.potential.PotentialCase.Center.FINITE;
import static org.odisseo.potential.PotentialCase.Center.SINGULAR;

import java.util.List;
import org.apache.commons.numbers.gamma.Gamma;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.potential.PotentialCase.Density;
import org.odisseo.potential.PotentialCase.Rejected;
import org.odisseo.potential.ThreeMiyamotoNagai.Fit;
import org.odisseo.potential.ThreeMiyamotoNagai.VerticalProfile;
import org.odisseo.units.UnitSystem;

/** Every potential of the module, once. A new one gets an entry in {@link #all}. */
final class CanonicalPotentials {

  private static final double G = UnitSystem.GALACTIC.gravitationalConstant();

  private CanonicalPotentials() {}

  static List<PotentialCase> all() {
    return List.of(
        pointMass(),
        plummer(),
        hernquist(),
        isochrone(),
        nfw(),
        triaxialNfw(),
        miyamotoNagai(),
        threeMiyamotoNagai("threeExponentialPositive", VerticalProfile.EXPONENTIAL, Fit.POSITIVE),
        threeMiyamotoNagai("threeSechSigned", VerticalProfile.SECH_SQUARED, Fit.SIGNED),
        powerLawCutoff("bulge", 1.8, CUSP),
        powerLawCutoff("steep bulge", 2.3, SINGULAR),
        powerLawCutoff("Gaussian", 0, FINITE),
        logarithmicHalo(),
        milkyWay(),
        ofOneLine());
  }

  private static PotentialCase pointMass() {
    return new PotentialCase(
        "point mass",
        new PointMass(4e6),
        0.01,
        (x, y, z) -> 0,
        4e6,
        SINGULAR,
        List.of(
            new Rejected("mass must be >= 0 and finite, got -1.0", () -> new PointMass(-1)),
            new Rejected(
                "mass must be >= 0 and finite, got NaN", () -> new PointMass(Double.NaN))));
  }

  private static PotentialCase plummer() {
    double m = 1.1e4;
    double b = 0.008;
    return new PotentialCase(
        "Plummer",
        new Plummer(m, b),
        b,
        Density.spherical(
            r -> 3 * m / (4 * Math.PI * b * b * b) * Math.pow(1 + r * r / (b * b), -2.5)),
        m,
        FINITE,
        List.of(
            new Rejected("mass must be >= 0", () -> new Plummer(Double.POSITIVE_INFINITY, 1)),
            new Rejected("scaleRadius must be > 0 and finite, got 0.0", () -> new Plummer(1, 0))));
  }

  private static PotentialCase hernquist() {
    double m = 5e9;
    double a = 0.7;
    return new PotentialCase(
        "Hernquist",
        new Hernquist(m, a),
        a,
        Density.spherical(r -> m * a / (2 * Math.PI * r * Math.pow(r + a, 3))),
        m,
        CUSP,
        List.of(
            new Rejected("mass must be >= 0", () -> new Hernquist(-1, 1)),
            new Rejected("scaleRadius must be > 0", () -> new Hernquist(1, Double.NaN))));
  }

  private static PotentialCase isochrone() {
    double m = 2e11;
    double b = 6;
    return new PotentialCase(
        "isochrone",
        new Isochrone(m, b),
        b,
        // Binney and Tremaine 2008, equation 2.49.
        Density.spherical(
            r -> {
              double a = Math.sqrt(b * b + r * r);
              return m
                  * (3 * (b + a) * a * a - r * r * (b + 3 * a))
                  / (4 * Math.PI * Math.pow(b + a, 3) * a * a * a);
            }),
        m,
        FINITE,
        List.of(
            new Rejected("mass must be >= 0", () -> new Isochrone(-1, 1)),
            new Rejected("scaleRadius must be > 0", () -> new Isochrone(1, -2))));
  }

  private static PotentialCase nfw() {
    double m = 4.3683325e11;
    double rs = 16;
    return new PotentialCase(
        "NFW",
        new Nfw(m, rs),
        rs,
        nfwDensity(m, rs),
        Double.POSITIVE_INFINITY,
        CUSP,
        List.of(
            new Rejected("mass must be >= 0", () -> new Nfw(-1, 1)),
            new Rejected("scaleRadius must be > 0", () -> new Nfw(1, 0)),
            new Rejected("concentration must be > 0", () -> Nfw.ofVirialMass(1e12, -3)),
            new Rejected("virialMass must be > 0", () -> Nfw.ofVirialMass(Double.NaN, 10))));
  }

  private static Density nfwDensity(double m, double rs) {
    return Density.spherical(r -> m / (4 * Math.PI * r * (r + rs) * (r + rs)));
  }

  private static PotentialCase triaxialNfw() {
    double m = 4.3683325e11;
    double rs = 16;
    double qy = 0.8;
    double qz = 0.6;
    Density sphere = nfwDensity(m, rs);
    return new PotentialCase(
        "triaxial NFW",
        new TriaxialNfw(m, rs, qy, qz),
        rs,
        (x, y, z) -> sphere.at(x, y / qy, z / qz),
        Double.POSITIVE_INFINITY,
        CUSP,
        List.of(
            new Rejected("mass must be >= 0", () -> new TriaxialNfw(-1, 1, 1, 1)),
            new Rejected("scaleRadius must be > 0", () -> new TriaxialNfw(1, 0, 1, 1)),
            new Rejected("axisRatioY must be > 0", () -> new TriaxialNfw(1, 1, 0, 1)),
            new Rejected("axisRatioZ must be > 0", () -> new TriaxialNfw(1, 1, 1, -1))));
  }

  private static PotentialCase miyamotoNagai() {
    double m = 6.8e10;
    return new PotentialCase(
        "Miyamoto-Nagai",
        new MiyamotoNagai(m, 3, 0.28),
        3,
        miyamotoNagaiDensity(m, 3, 0.28),
        m,
        FINITE,
        List.of(
            new Rejected("mass must be >= 0", () -> new MiyamotoNagai(-1, 3, 0.3)),
            new Rejected("scaleLength must be >= 0", () -> new MiyamotoNagai(1, -3, 0.3)),
            new Rejected("scaleHeight must be > 0", () -> new MiyamotoNagai(1, 3, 0))));
  }

  /** The masses, scale lengths and the scale height of the three disks are those of galpy. */
  private static PotentialCase threeMiyamotoNagai(String name, VerticalProfile vertical, Fit fit) {
    double[] v = GalpyReference.numbers(name + ".disks");
    Density first = miyamotoNagaiDensity(v[0] * 1e10, v[1], v[2]);
    Density second = miyamotoNagaiDensity(v[3] * 1e10, v[4], v[5]);
    Density third = miyamotoNagaiDensity(v[6] * 1e10, v[7], v[8]);
    return new PotentialCase(
        name,
        new ThreeMiyamotoNagai(6.5e10, 3, 0.3, vertical, fit),
        3,
        (x, y, z) -> first.at(x, y, z) + second.at(x, y, z) + third.at(x, y, z),
        1e10 * (v[0] + v[3] + v[6]),
        FINITE,
        List.of(
            new Rejected("mass must be >= 0", () -> new ThreeMiyamotoNagai(-1, 3, 0.3)),
            new Rejected("scaleLength must be > 0", () -> new ThreeMiyamotoNagai(1, 0, 0.3)),
            new Rejected("scaleHeight must be > 0", () -> new ThreeMiyamotoNagai(1, 3, 0)),
            new Rejected(
                "got scaleHeight/scaleLength = 1.0", () -> new ThreeMiyamotoNagai(1, 3, 3)),
            new Rejected(
                "b/scaleLength is at most 3.0",
                () -> new ThreeMiyamotoNagai(1, 3, 15, VerticalProfile.EXPONENTIAL, Fit.SIGNED))));
  }

  /** Binney and Tremaine 2008, equation 2.69b. */
  private static Density miyamotoNagaiDensity(double m, double a, double b) {
    return (x, y, z) -> {
      double r2 = x * x + y * y;
      double c = Math.sqrt(z * z + b * b);
      double top = a * r2 + (a + 3 * c) * (a + c) * (a + c);
      double bottom = Math.pow(r2 + (a + c) * (a + c), 2.5) * c * c * c;
      return b * b * m / (4 * Math.PI) * top / bottom;
    };
  }

  private static PotentialCase powerLawCutoff(
      String name, double exponent, PotentialCase.Center center) {
    double m = 4.5e9;
    double rc = 1.9;
    return new PotentialCase(
        name,
        new PowerLawCutoff(m, exponent, rc),
        rc,
        cutoffDensity(m, exponent, rc),
        m,
        center,
        List.of(
            new Rejected("mass must be >= 0", () -> new PowerLawCutoff(-1, 1, 1)),
            new Rejected(
                "exponent must be finite and < 3, got 3.0", () -> new PowerLawCutoff(1, 3, 1)),
            new Rejected("exponent", () -> new PowerLawCutoff(1, Double.NaN, 1)),
            new Rejected("exponent", () -> new PowerLawCutoff(1, Double.NEGATIVE_INFINITY, 1)),
            new Rejected("cutoffRadius must be > 0", () -> new PowerLawCutoff(1, 1, 0))));
  }

  /** Normalised so that the integral over space is the mass. */
  private static Density cutoffDensity(double m, double exponent, double rc) {
    double norm = m / (2 * Math.PI * rc * rc * rc * Gamma.value((3 - exponent) / 2));
    return Density.spherical(
        r -> norm * Math.pow(r / rc, -exponent) * Math.exp(-(r / rc) * (r / rc)));
  }

  private static PotentialCase logarithmicHalo() {
    double v = 0.225;
    double q = 0.9;
    double rc = 0.5;
    return new PotentialCase(
        "logarithmic halo",
        new LogarithmicHalo(v, q, rc),
        2,
        // Binney and Tremaine 2008, equation 2.71c.
        (x, y, z) -> {
          double r2 = x * x + y * y;
          double top = (2 * q * q + 1) * rc * rc + r2 + (2 - 1 / (q * q)) * z * z;
          double bottom = rc * rc + r2 + z * z / (q * q);
          return v * v / (4 * Math.PI * G * q * q) * top / (bottom * bottom);
        },
        Double.NaN,
        FINITE,
        List.of(
            new Rejected("circularSpeed must be >= 0", () -> new LogarithmicHalo(-1, 1, 1)),
            new Rejected("flattening must be > 0", () -> new LogarithmicHalo(1, 0, 1)),
            new Rejected("coreRadius must be >= 0", () -> new LogarithmicHalo(1, 1, -1))));
  }

  private static PotentialCase milkyWay() {
    Density halo = nfwDensity(4.3683325e11, 16);
    Density disk = miyamotoNagaiDensity(68_193_902_782.346756, 3, 0.28);
    Density bulge = cutoffDensity(4_501_365_375.06545, 1.8, 1.9);
    return new PotentialCase(
        "Milky Way of Bovy 2014",
        MilkyWay.bovy2014(),
        8,
        (x, y, z) -> halo.at(x, y, z) + disk.at(x, y, z) + bulge.at(x, y, z),
        Double.POSITIVE_INFINITY,
        CUSP,
        List.of(
            new Rejected(
                "component names must be different",
                () -> MilkyWay.bovy2014().and("halo", new PointMass(1))),
            new Rejected(
                "did you mean \"disk\"", () -> MilkyWay.bovy2014().with("disc", new PointMass(1))),
            new Rejected(
                "same units",
                () ->
                    CompositePotential.of(
                        "a", new PointMass(1), "b", new PointMass(1).in(UnitSystem.NBODY)))));
  }

  /** Without any symmetry, so that nothing is simplified: a Plummer sphere, stretched and moved. */
  private static PotentialCase ofOneLine() {
    double b = 0.6;
    ParameterSet parameters = ParameterSet.of("M", 3e8, "b", b, "R", 0.4, "q", 1.3);
    return new PotentialCase(
        "one line of text",
        Potential.of("-G*M/sqrt(x^2+y^2+(z-R)^2+b^2)+G*M*0.1*z*exp(-x^2-q*y^2-z^2)", parameters),
        1,
        (x, y, z) -> {
          double r2 = x * x + y * y + (z - 0.4) * (z - 0.4) + b * b;
          double bump = 0.1 * z * Math.exp(-x * x - 1.3 * y * y - z * z);
          double laplacian = bump * (4 * x * x - 2 + 4 * 1.69 * y * y - 2.6 + 4 * z * z - 6);
          return 3e8 / (4 * Math.PI) * (3 * b * b * Math.pow(r2, -2.5) + laplacian);
        },
        3e8,
        FINITE,
        List.of(
            new Rejected("did you mean \"M\"", () -> Potential.of("-G*m/norm(x,y,z)", parameters)),
            new Rejected("column", () -> Potential.of("-G*M/norm(x,y,z", parameters))));
  }
}
