// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Potentials at the origin and on the z axis, where careless formulas give 0/0. */
class OriginTest {

  private static final List<Variable> POSITION =
      List.of(Expr.variable("x"), Expr.variable("y"), Expr.variable("z"));

  private static final String PLUMMER = "-G*M/sqrt(x^2 + y^2 + z^2 + b^2)";
  private static final String NFW = "-G*M/rs*log_ratio(norm(x, y, z)/rs)";
  private static final String MIYAMOTO_NAGAI = "-G*M/sqrt(x^2 + y^2 + (a + sqrt(z^2 + b^2))^2)";
  private static final String HERNQUIST = "-G*M/(norm(x, y, z) + a)";
  private static final String ISOCHRONE = "-G*M/(b + sqrt(b^2 + x^2 + y^2 + z^2))";
  private static final String POINT_MASS = "-G*M/norm(x, y, z)";
  private static final String LOG_HALO = "v^2/2*log(x^2 + y^2 + (z/q)^2 + b^2)";
  private static final String CUTOFF =
      "-G*M/rc*cutoff_potential(3/2 - alpha/2, norm(x, y, z)^2/rc^2)";

  private static Map<String, Double> at(double x, double y, double z) {
    Map<String, Double> values =
        new HashMap<>(
            Map.of("G", 1.0, "M", 2.0, "rs", 3.0, "a", 1.5, "b", 0.4, "v", 1.1, "q", 0.9));
    values.putAll(Map.of("rc", 1.9, "alpha", 1.8, "x", x, "y", y, "z", z));
    return values;
  }

  private static Expr laplacian(Expr potential) {
    List<Expr> gradient = Derivatives.gradient(potential, POSITION);
    Expr sum = Expr.constant(0);
    for (int i = 0; i < 3; i++) {
      sum = sum.plus(gradient.get(i).derivative(POSITION.get(i)));
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {PLUMMER, NFW, MIYAMOTO_NAGAI, HERNQUIST, ISOCHRONE, LOG_HALO, CUTOFF})
  void valueIsFiniteAndForceZeroAtTheOrigin(String formula) {
    Expr potential = Expr.parse(formula);
    assertTrue(Double.isFinite(potential.evaluate(at(0, 0, 0))));
    for (int i = 0; i < 3; i++) {
      assertEquals(0.0, Math.abs(potential.derivative(POSITION.get(i)).evaluate(at(0, 0, 0))));
      assertEquals(
          0.0, Math.abs(Derivatives.gradient(potential, POSITION).get(i).evaluate(at(0, 0, 0))));
    }
  }

  /** Parameter derivatives are finite at the origin, too, and equal their limits. */
  @ParameterizedTest
  @ValueSource(strings = {PLUMMER, NFW, MIYAMOTO_NAGAI, HERNQUIST, ISOCHRONE, LOG_HALO, CUTOFF})
  void parameterDerivativesAreContinuousAtTheOrigin(String formula) {
    Expr potential = Expr.parse(formula);
    for (Variable v : potential.variables()) {
      double there = potential.derivative(v).evaluate(at(0, 0, 0));
      double near = potential.derivative(v).evaluate(at(1e-40, 0, 0));
      if (!POSITION.contains(v)) {
        assertEquals(near, there, 1e-6 * Math.abs(near), () -> formula + " by " + v);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NFW, HERNQUIST, POINT_MASS})
  void densityOfCuspsIsInfiniteNotUndefined(String formula) {
    assertEquals(Double.POSITIVE_INFINITY, laplacian(Expr.parse(formula)).evaluate(at(0, 0, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {PLUMMER, ISOCHRONE, MIYAMOTO_NAGAI, LOG_HALO})
  void densityOfCoresIsContinuous(String formula) {
    Expr laplacian = laplacian(Expr.parse(formula));
    double near = laplacian.evaluate(at(1e-6, 1e-6, 1e-6));
    assertEquals(near, laplacian.evaluate(at(0, 0, 0)), 1e-8 * Math.abs(near));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {PLUMMER, NFW, MIYAMOTO_NAGAI, HERNQUIST, ISOCHRONE, POINT_MASS, LOG_HALO, CUTOFF})
  void secondDerivativesAreFiniteOnTheAxis(String formula) {
    Expr potential = Expr.parse(formula);
    List<Variable> all = List.copyOf(potential.variables());
    for (Expr first : Derivatives.gradient(potential, all)) {
      for (Expr second : Derivatives.gradient(first, all)) {
        double onAxis = second.evaluate(at(0, 0, 0.7));
        double near = second.evaluate(at(1e-9, 1e-9, 0.7));
        assertEquals(near, onAxis, 1e-7 * Math.max(1, Math.abs(near)), formula);
      }
    }
  }

  /** Published closed forms of the density, away from the centre; a wrong potential fails. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        NFW + "; M/(norm(x, y, z)*rs^2*(1 + norm(x, y, z)/rs)^2)",
        PLUMMER + "; 3*M*b^2*(x^2 + y^2 + z^2 + b^2)^(-5/2)",
        HERNQUIST + "; 2*M*a/(norm(x, y, z)*(norm(x, y, z) + a)^3)",
        POINT_MASS + "; 0",
        CUTOFF
            + "; 2*M*rc^(alpha - 3)/exp(log_gamma(3/2 - alpha/2))*norm(x, y, z)^(-alpha)*exp(-norm(x, y, z)^2/rc^2)",
      })
  void densityByPoissonsEquation(String potential, String fourPiRho) {
    Map<String, Double> at = at(0.3, -0.5, 0.8);
    double expected = Expr.parse(fourPiRho).evaluate(at);
    double scale = Math.max(1, Math.abs(expected));
    assertEquals(expected, laplacian(Expr.parse(potential)).evaluate(at), 1e-13 * scale);
  }

  @Test
  void powersOfTheRadiusAreSmoothWhereTheyShouldBe() {
    Variable x = POSITION.get(0);
    Expr cube = Expr.parse("norm(x, y, z)^3");
    assertEquals(0, cube.derivative(x).evaluate(at(0, 0, 0)));
    assertEquals(0, cube.derivative(x).derivative(x).evaluate(at(0, 0, 0)));
    Expr square = Expr.parse("norm(x, y, z)^2");
    assertEquals(2, square.derivative(x).derivative(x).evaluate(at(0, 0, 0)));
  }

  @Test
  void exponentDerivativeOfAPowerLawVanishesAtTheCentre() {
    Expr e = Expr.parse("norm(x, y, z)^alpha");
    assertEquals(0, e.derivative(Expr.variable("alpha")).evaluate(at(0, 0, 0)));
    assertEquals(
        0,
        e.derivative(Expr.variable("alpha"))
            .derivative(Expr.variable("alpha"))
            .evaluate(at(0, 0, 0)));
  }
}
