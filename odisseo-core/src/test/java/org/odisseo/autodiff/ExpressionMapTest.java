// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.testkit.Errors.assertMessage;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.odisseo.expr.Expr;
import org.odisseo.testkit.DifferentiableContract;

class ExpressionMapTest {

  private static final ExpressionMap POLAR =
      ExpressionMap.parse("x = r*cos(angle)", "y = r*sin(angle)");

  private static final ParameterSet AT = ParameterSet.of("r", 2, "angle", 0.6);

  /** A potential with a mass of 1e10, a small G and a point off the axis. */
  private static final ExpressionMap DISK =
      ExpressionMap.parse(
              "phi = -G*mass/sqrt(x^2 + y^2 + (a + sqrt(z^2 + b^2))^2)", "lz = x*vy - y*vx")
          .fixing(ParameterSet.of("G", 4.498502151469554e-12));

  private static final ParameterSet DISK_PARAMETERS =
      ParameterSet.of("mass", 6.5e10, "a", 3, "b", 0.28);

  private static final ParameterSet STAR =
      ParameterSet.of("x", -8, "y", 0.3, "z", 0.02, "unused", 1)
          .and(ParameterSet.of("vx", 0.01, "vy", 0.22));

  @Nested
  class PolarContract extends DifferentiableContract<ParameterSet, ParameterSet> {
    @Override
    protected Differentiable<ParameterSet, ParameterSet> map() {
      return POLAR;
    }

    @Override
    protected List<ParameterSet> points() {
      return List.of(AT, ParameterSet.of("angle", -2.2, "spare", 1, "r", 3));
    }
  }

  @Nested
  class DiskContract extends DifferentiableContract<ParameterSet, ParameterSet> {
    @Override
    protected Differentiable<ParameterSet, ParameterSet> map() {
      return DISK;
    }

    @Override
    protected List<ParameterSet> points() {
      return List.of(STAR.and(DISK_PARAMETERS));
    }
  }

  @Nested
  class ChainContract extends DifferentiableContract<ParameterSet, Scalar> {
    @Override
    protected Differentiable<ParameterSet, Scalar> map() {
      return POLAR.then(ExpressionMap.parse("s = x^3*y + exp(y)").output("s"));
    }

    @Override
    protected List<ParameterSet> points() {
      return List.of(AT);
    }
  }

  @Nested
  class PointwiseContract extends DifferentiableContract<Pair<Columns, ParameterSet>, Columns> {
    @Override
    protected Differentiable<Pair<Columns, ParameterSet>, Columns> map() {
      return DISK.pointwise("x", "y", "z", "vx", "vy");
    }

    @Override
    protected List<Pair<Columns, ParameterSet>> points() {
      ParameterSet other = STAR.with("x", 5).with("z", -1).with("vx", 0.1);
      return List.of(
          Pair.of(Columns.ofRows(List.of(STAR, other, STAR.times(0.5))), DISK_PARAMETERS));
    }
  }

  @Nested
  class PointwiseAtFixedParameters extends DifferentiableContract<Columns, Columns> {
    @Override
    protected Differentiable<Columns, Columns> map() {
      return DISK.pointwise("x", "y", "z", "vx", "vy").with(DISK_PARAMETERS);
    }

    @Override
    protected List<Columns> points() {
      return List.of(Columns.ofRows(List.of(STAR, STAR.times(0.5))));
    }
  }

  @Test
  void valuesAndDerivativesHaveNames() {
    assertEquals(List.of("angle", "r"), POLAR.inputs());
    assertEquals(List.of("x", "y"), POLAR.outputs());
    assertEquals(2 * Math.cos(0.6), POLAR.apply(AT).value("x"), 1e-15);
    assertEquals(-2 * Math.sin(0.6), Jacobian.of(POLAR, AT).entry("x", "angle"), 1e-15);
    assertEquals(Math.sin(0.6), Gradient.of(POLAR.output("y"), AT).value("r"), 1e-15);
    Hessian<ParameterSet> hessian = Hessian.of(POLAR.output("x"), AT);
    assertTrue(hessian.isExact());
    assertEquals(-Math.sin(0.6), hessian.entry("r", "angle"), 1e-15);
    assertEquals(0, hessian.entry("r", "r"));
  }

  @Test
  void exampleOfThePackage() {
    ExpressionMap orbit = ExpressionMap.parse("energy = v^2/2 - G*mass/r", "momentum = r*v");
    ParameterSet at = ParameterSet.of("r", 8, "v", 0.22, "mass", 1e11, "G", 4.5e-12);
    assertEquals(-4.5e-12 / 8, Jacobian.of(orbit, at).entry("energy", "mass"), 1e-27);
    assertEquals(0.22, Gradient.of(orbit.output("energy"), at).value("v"), 1e-16);
    double mixed = Hessian.of(orbit.output("energy"), at).entry("r", "mass");
    assertEquals(4.5e-12 / 64, mixed, 1e-28);
  }

  @Test
  void partialsAreExpressionsOfAnyOrder() {
    ExpressionMap third = POLAR.partial("angle").partial("angle").partial("angle");
    assertEquals(2 * Math.sin(0.6), third.apply(AT).value("x"), 1e-15);
    assertEquals(Expr.parse("r*sin(angle)"), third.expression("x"));
  }

  @Test
  void fixedInputsAreNoInputs() {
    ExpressionMap circle = POLAR.fixing(ParameterSet.of("r", 5));
    assertEquals(List.of("angle"), circle.inputs());
    assertEquals(5, circle.apply(ParameterSet.of("angle", 0)).value("x"));
    assertEquals(
        -5, circle.partial("angle").partial("angle").apply(ParameterSet.of("angle", 0)).value("x"));
  }

  @Test
  void pointwiseValuesAreThoseOfEachPoint() {
    Columns stars = Columns.ofRows(List.of(STAR, STAR.times(2)));
    Columns values =
        DISK.pointwise("x", "y", "z", "vx", "vy").apply(Pair.of(stars, DISK_PARAMETERS));
    for (int i = 0; i < 2; i++) {
      assertEquals(DISK.apply(stars.row(i).and(DISK_PARAMETERS)), values.row(i));
    }
  }

  @Test
  void twoDifferentSetsOfDerivativesOfParametersAddUp() {
    Columns stars = Columns.ofRows(List.of(STAR, STAR.times(2)));
    PointwiseMap map = DISK.pointwise("x", "y", "z", "vx", "vy");
    Columns ones = Columns.of(List.of("phi", "lz"), new double[] {1, 1}, new double[2]);
    double sum = map.vjp(Pair.of(stars, DISK_PARAMETERS)).pull(ones).second().value("mass");
    double expected = 0;
    for (int i = 0; i < 2; i++) {
      ParameterSet at = stars.row(i).and(DISK_PARAMETERS);
      expected += DISK.apply(at).value("phi") / 6.5e10;
    }
    assertEquals(expected, sum, 4 * Math.ulp(expected));
  }

  @Test
  void fromSeveralThreadsAtOnce() {
    double[] single = new double[200];
    double[] parallel = new double[200];
    for (int i = 0; i < single.length; i++) {
      single[i] = slope(i);
    }
    ExpressionMap fresh = ExpressionMap.parse("x = r*cos(angle)", "y = r*sin(angle)");
    java.util.stream.IntStream.range(0, parallel.length)
        .parallel()
        .forEach(i -> parallel[i] = Gradient.of(fresh.output("x"), AT.with("r", i)).value("angle"));
    assertArrayEquals(single, parallel);
  }

  private static double slope(int i) {
    return Gradient.of(POLAR.output("x"), AT.with("r", i)).value("angle");
  }

  @Test
  void mistakesAreExplained() {
    assertMessage(
        "the point must have the parameter \"angle\" of the expressions; unknown parameter"
            + " \"angle\"; did you mean \"angel\"?; known: r, angel",
        () -> POLAR.apply(ParameterSet.of("r", 1, "angel", 2)));
    assertMessage(
        "a line must be a name, an equals sign and an expression, got \"r*cos(angle)\"",
        () -> ExpressionMap.parse("r*cos(angle)"));
    assertMessage(
        "output names must differ, got \"x\" twice", () -> ExpressionMap.parse("x = 1", "x = 2"));
    assertMessage(
        "unknown input of the expressions \"R\"; did you mean \"r\"?; known: angle, r",
        () -> POLAR.fixing(ParameterSet.of("R", 1)));
    assertMessage(
        "unknown input of the expressions \"z\"; known: angle, r", () -> POLAR.pointwise("z"));
    assertMessage("unknown parameter \"z\"; known: x, y", () -> POLAR.output("z"));
    assertMessage(
        "other must have the parameters (x, y) in this order, got (u, v)",
        () -> POLAR.vjp(AT).pull(ParameterSet.of("u", 1, "v", 2)));
    assertMessage(
        "unknown column \"vx\"; did you mean \"x\"?; known: x, y, z",
        () ->
            DISK.pointwise("x", "y", "z", "vx", "vy")
                .apply(
                    Pair.of(
                        Columns.of(
                            List.of("x", "y", "z"), new double[1], new double[1], new double[1]),
                        DISK_PARAMETERS)));
    IllegalArgumentException malformed =
        assertThrows(IllegalArgumentException.class, () -> ExpressionMap.parse("x = r*cos(angle"));
    assertTrue(malformed.getMessage().contains("^"), malformed.getMessage());
  }
}
