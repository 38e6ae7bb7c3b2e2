// SPDX-License-Identifier: Apache-2.0

package org.odisseo.potential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.expr.Expr;
import org.odisseo.field.ExternalField;
import org.odisseo.testkit.DerivativeCheck;
import org.odisseo.units.UnitSystem;
import org.odisseo.validation.Require;

class FieldQuantityTest {

  private static final double[] XS = {1, 2.5, -4, 0.1};
  private static final double[] YS = {0.3, -2, 7, 0.2};
  private static final double[] ZS = {-1, 0.5, 3, 0.05};

  private static final Potential DISK = new MiyamotoNagai(6e10, 3, 0.3);

  /** A user's own potential: a record, its check and its formula, and nothing else. */
  private record Kuzmin(double mass, double scaleLength) implements Potential {

    private static final Expr FORMULA = Expr.parse("-G*mass/sqrt(x^2+y^2+(scaleLength+abs(z))^2)");

    Kuzmin {
      Require.positive("scaleLength", scaleLength);
    }

    @Override
    public Expr potential() {
      return FORMULA;
    }
  }

  private record Wrong(double mass, int exponent) implements Potential {
    @Override
    public Expr potential() {
      return Expr.parse("-G*mass/norm(x,y,z)");
    }
  }

  /** The example of the package's description. */
  @Test
  void descriptionOfThePackage() {
    CompositePotential galaxy = MilkyWay.bovy2014();
    FieldQuantity speed = galaxy.circularVelocity();
    assertEquals(0.2250, speed.at(8), 5e-5);
    assertEquals(220, UnitSystem.GALACTIC.velocityToKilometersPerSecond(speed.at(8)), 1e-6);
    assertTrue(speed.parameterGradient(8).value("disk.mass") > 0);
    assertTrue(galaxy.density().at(8, 0, 0) > 1e7);
    assertEquals(3, galaxy.tidalTensor().at(8, 0, 0).length);
    Potential mine = Potential.of("-G*mass/(norm(x,y,z)+a)", ParameterSet.of("mass", 1e10, "a", 1));
    assertTrue(mine.density().toLatex().contains("frac"));
  }

  @Test
  void equalPotentialsShareTheirQuantities() {
    assertSame(new Plummer(3, 1).density(), new Plummer(3, 1).density());
    assertSame(MilkyWay.bovy2014().value(), MilkyWay.bovy2014().value());
    assertFalse(new Plummer(3, 1).density() == new Plummer(3, 2).density());
    assertFalse(new Plummer(3, 1).density() == new Plummer(3, 1).in(UnitSystem.NBODY).density());
  }

  @Test
  void manyPointsAreThePointsOneByOne() {
    FieldQuantity density = DISK.density();
    double[] values = density.over(XS, YS, ZS);
    double[][] gradients = density.gradientOver(XS, YS, ZS);
    double[][] accelerations = DISK.acceleration().over(XS, YS, ZS);
    double[][] byParameter = density.parameterGradientOver(XS, YS, ZS);
    for (int i = 0; i < XS.length; i++) {
      assertEquals(density.at(XS[i], YS[i], ZS[i]), values[i]);
      double[] gradient = density.gradient(XS[i], YS[i], ZS[i]);
      double[] acceleration = DISK.acceleration().at(XS[i], YS[i], ZS[i]);
      for (int k = 0; k < 3; k++) {
        assertEquals(gradient[k], gradients[k][i]);
        assertEquals(acceleration[k], accelerations[k][i]);
        assertEquals(density.parameterGradient(XS[i], YS[i], ZS[i]).value(k), byParameter[k][i]);
      }
    }
  }

  @Test
  void parametersToValuesAreDifferentiable() {
    FieldQuantity speed = MilkyWay.bovy2014().circularVelocity();
    double[] radii = {0.5, 4, 8, 30};
    DerivativeCheck.of(speed.overParameters(radii), speed.parameters()).run();
    DerivativeCheck.of(DISK.density().overParameters(XS, YS, ZS), DISK.parameters()).run();
    assertArrayEquals(
        speed.over(radii),
        speed.overParameters(radii).apply(speed.parameters()).column("circular velocity"),
        1e-15);
    assertEquals(
        0,
        new PointMass(3)
            .density()
            .overParameters(XS, YS, ZS)
            .apply(ParameterSet.of("mass", 3))
            .norm());
  }

  @Test
  void coordinatesAndParametersToValueAreDifferentiable() {
    ParameterSet at = ParameterSet.of("x", 3, "y", -1, "z", 0.4).and(DISK.parameters());
    FieldQuantity density = DISK.density();
    DerivativeCheck.of(density.map(), at).run();
    assertEquals(density.at(3, -1, 0.4), density.map().apply(at).value("density"), 1e-6);
  }

  @Test
  void userRecordHasEverything() {
    Potential kuzmin = new Kuzmin(5e10, 2);
    assertEquals(ParameterSet.of("mass", 5e10, "scaleLength", 2), kuzmin.parameters());
    // Without mass off the plane; the flux counts the surface density all the same.
    double r = 3;
    double inside = 5e10 * (1 - 2 / Math.sqrt(r * r + 4));
    assertEquals(inside, kuzmin.enclosedMass().at(r), 1e-9 * inside);
    assertEquals(0, kuzmin.density().at(1, 1, 0.5), 1e-3);
    assertTrue(kuzmin.vanishesAtInfinity());
  }

  @Test
  void oneLineOfTextIsAsGoodAsARecord() {
    Potential line =
        Potential.of(
            "-G*M/sqrt(x^2+y^2+(a+sqrt(z^2+b^2))^2)", ParameterSet.of("M", 6e10, "a", 3, "b", 0.3));
    assertEquals(DISK.density().at(2, 1, 0.2), line.density().at(2, 1, 0.2), 1e-6);
    assertEquals(DISK.enclosedMass().at(4), line.enclosedMass().at(4), 1e-2);
    Potential asField = Potential.of(ExternalField.of(line.potential(), line.parameters()));
    assertEquals(line, asField);
    assertSame(line, Potential.of((ExternalField) line));
  }

  @Test
  void parameterNamedLikeACoordinateOfAProfileIsKeptApart() {
    Potential p =
        Potential.of("-G*M/sqrt(x^2+y^2+z^2+R^2+u^2)", ParameterSet.of("M", 1e10, "R", 3, "u", 4));
    Potential plummer = new Plummer(1e10, 5);
    assertEquals(plummer.circularVelocity().at(2), p.circularVelocity().at(2), 1e-15);
    assertEquals(plummer.enclosedMass().at(2), p.enclosedMass().at(2), 1e-3);
    assertEquals("R_", p.circularVelocity().coordinates().get(0).name());
  }

  @Test
  void sphericalPartsAreRecognisedInAnyWriting() {
    for (String formula :
        List.of(
            "-G*M/norm(x,y,z)",
            "-G*M/sqrt(x^2+y^2+z^2)",
            "-G*M*log(1+sqrt((x^2+y^2+z^2)/4))",
            "-G*M*exp(-2*x^2-2*y^2-2*z^2)",
            "-G*M*exp(-x^2/M-y^2/M-z^2/M)")) {
      assertTrue(Symmetry.isSpherical(Expr.parse(formula)), formula);
    }
    for (String formula :
        List.of(
            "-G*M/norm(x,y,2*z)",
            "-G*M/sqrt(x^2+y^2+z^4)",
            "-G*M*exp(-x^2-2*y^2-z^2)",
            "-G*M*exp(-x^2/M-y^2-z^2)",
            "-G*M*x*y*z/norm(x,y,z)",
            "-G*M*(x^2+y^2)/norm(x,y,z)",
            "-G*M*(x^2+x^2*y^2+z^2)")) {
      assertFalse(Symmetry.isSpherical(Expr.parse(formula)), formula);
    }
    assertTrue(Symmetry.isAxisymmetric(Expr.parse("-G*M/norm(x,y,2*z)")));
    assertTrue(Symmetry.isAxisymmetric(Expr.parse("log(x^2+y^2)*z+norm(x,y)")));
    assertFalse(Symmetry.isAxisymmetric(Expr.parse("log(x^2+1.1*y^2)*z")));
  }

  @Test
  void quadratureOfTheMassNeedsNoSymmetry() {
    // A Plummer sphere off the center: the same total mass, no symmetry about the z axis.
    Potential moved =
        Potential.of("-G*M/sqrt((x-p)^2+(y+p)^2+(z-p)^2+1)", ParameterSet.of("M", 1e10, "p", 0.3));
    double direct =
        SphereIntegral.of(
            (x, y, z) -> {
              double d = (x - 0.3) * (x - 0.3) + (y + 0.3) * (y + 0.3) + (z - 0.3) * (z - 0.3);
              return 3e10 / (4 * Math.PI) * Math.pow(1 + d, -2.5);
            },
            2);
    assertEquals(direct, moved.enclosedMass().at(2), 1e-9 * direct);
  }

  @Test
  void changingFieldsAreSeenAtATime() {
    Potential growing = Potential.of("-G*M*(1+t)/sqrt(x^2+y^2+z^2+1)", ParameterSet.of("M", 1e10));
    double now = growing.density().at(1, 0, 0);
    assertEquals(3 * now, growing.density().atTime(2).at(1, 0, 0), 1e-14 * now);
    assertEquals(
        3 * growing.acceleration().at(1, 0, 0)[0],
        growing.acceleration().atTime(2).at(1, 0, 0)[0],
        1e-16);
    assertEquals(now, growing.density().derivative("t").at(1, 0, 0), 1e-14 * now);
  }

  @Test
  void potentialWithoutParameters() {
    Potential well = Potential.of("-1/(1+x^2+2*y^2+3*z^2)", ParameterSet.of());
    assertEquals(ParameterSet.of(), well.value().parameterGradient(1, 0, 0));
    assertEquals(0, well.value().parameterGradientOver(XS, YS, ZS).length);
    assertEquals(0.5, well.value().gradient(1, 0, 0)[0]);
  }

  @Test
  void otherUnitsGoBy() {
    UnitSystem natural = UnitSystem.galpy(8, 220);
    Potential scaled = new Plummer(0.3, 0.2).in(natural);
    assertEquals(natural, scaled.units());
    assertEquals(-0.3 / Math.hypot(1, 0.2), scaled.value().at(1, 0, 0), 1e-15);
    assertEquals(natural, scaled.withParameters(scaled.parameters()).units());
  }

  @Test
  void badUseIsRefusedWithTheRule() {
    FieldQuantity density = DISK.density();
    assertMessage("coordinates must have length 3", () -> density.at(1, 2));
    assertMessage("one array for each", () -> density.over(XS, YS));
    assertMessage("y must have length 4", () -> density.over(XS, new double[2], ZS));
    assertMessage("did you mean \"scaleLength\"", () -> density.derivative("scaleLenght"));
    assertMessage("in this order", () -> density.with(ParameterSet.of("mass", 1)));
    assertMessage("unknown component", () -> DISK.acceleration().component("fx"));
    assertMessage(
        "must be a double", IllegalStateException.class, () -> new Wrong(1, 2).parameters());
  }

  @Test
  void compositesOfMapsAndLists() {
    Potential halo = new Nfw(1e12, 20);
    CompositePotential map = CompositePotential.of(Map.of("halo", halo));
    assertEquals(List.of("halo.mass", "halo.scaleRadius"), map.parameters().names());
    CompositePotential pair = CompositePotential.of("a", halo, "b", halo);
    assertEquals(2 * halo.value().at(1, 2, 3), pair.value().at(1, 2, 3), 1e-13);
    assertEquals(pair, CompositePotential.of(List.of("a", "b"), halo, halo));
    assertMessage("one per name", () -> CompositePotential.of(List.of("a"), halo, halo));
    assertMessage("at least one", () -> CompositePotential.of(Map.of()));
    assertMessage("did you mean", () -> pair.component("A"));
  }

  private static void assertMessage(String part, Runnable action) {
    assertMessage(part, IllegalArgumentException.class, action);
  }

  private static <E extends RuntimeException> void assertMessage(
      String part, Class<E> type, Runnable action) {
    E error = assertThrows(type, action::run);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }

  @Test
  void singularitiesAreAsDescribed() {
    Potential point = new PointMass(2);
    assertEquals(Double.NEGATIVE_INFINITY, point.value().at(0, 0, 0));
    assertEquals(0, norm(point.acceleration().at(0, 0, 0)));
    Potential cusp = new LogarithmicHalo(0.2, 0.8, 0);
    assertEquals(Double.NEGATIVE_INFINITY, cusp.value().at(0, 0, 0));
    for (double component : cusp.acceleration().at(0, 0, 0)) {
      assertEquals(Double.NaN, component);
    }
    assertEquals(0, norm(new LogarithmicHalo(0.2, 0.8, 0.1).acceleration().at(0, 0, 0)));
  }

  private static double norm(double[] a) {
    return Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
  }
}
