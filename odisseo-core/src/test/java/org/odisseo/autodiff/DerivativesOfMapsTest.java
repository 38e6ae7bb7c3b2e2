// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradient, Jacobian, Hessian and Hessian-vector product on maps whose derivatives are known. */
class DerivativesOfMapsTest {

  private static final ParameterSet AT = ParameterSet.of("radius", 2, "angle", 0.6);

  /** Polar to Cartesian coordinates, counting how often each mode is used. */
  private static final class Polar implements Differentiable<ParameterSet, ParameterSet> {
    private int tangents;
    private int pullbacks;

    @Override
    public ParameterSet apply(ParameterSet at) {
      double r = at.value("radius");
      double angle = at.value("angle");
      return ParameterSet.of("x", r * Math.cos(angle), "y", r * Math.sin(angle));
    }

    @Override
    public WithPullback<ParameterSet, ParameterSet> vjp(ParameterSet at) {
      double[][] j = matrix(at);
      return new WithPullback<>(
          apply(at),
          c -> {
            pullbacks++;
            double[] v = c.toArray();
            return at.withArray(
                new double[] {j[0][0] * v[0] + j[1][0] * v[1], j[0][1] * v[0] + j[1][1] * v[1]});
          });
    }

    @Override
    public WithTangent<ParameterSet> jvp(ParameterSet at, ParameterSet tangent) {
      tangents++;
      double[][] j = matrix(at);
      double[] v = tangent.toArray();
      ParameterSet value = apply(at);
      return new WithTangent<>(
          value,
          value.withArray(
              new double[] {j[0][0] * v[0] + j[0][1] * v[1], j[1][0] * v[0] + j[1][1] * v[1]}));
    }

    static double[][] matrix(ParameterSet at) {
      double r = at.value("radius");
      double angle = at.value("angle");
      return new double[][] {
        {Math.cos(angle), -r * Math.sin(angle)}, {Math.sin(angle), r * Math.cos(angle)}
      };
    }
  }

  @Test
  void jacobianIsLabelledAndTheSameInBothModes() {
    Jacobian<ParameterSet, ParameterSet> forward = Jacobian.of(new Polar(), AT, Mode.FORWARD);
    Jacobian<ParameterSet, ParameterSet> reverse = Jacobian.of(new Polar(), AT, Mode.REVERSE);
    double[][] expected = Polar.matrix(AT);
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(expected[i], forward.toArray()[i]);
      assertArrayEquals(expected[i], reverse.toArray()[i]);
    }
    assertEquals(-2 * Math.sin(0.6), forward.entry("x", "angle"));
    assertEquals(-2 * Math.sin(0.6), forward.entry(0, 1));
    assertEquals(-2 * Math.sin(0.6), forward.row("x").value("angle"));
    assertEquals(-2 * Math.sin(0.6), forward.column("angle").value("x"));
    assertEquals(List.of("x", "y"), forward.rowLabels());
    assertEquals(List.of("radius", "angle"), forward.columnLabels());
    assertEquals(new Polar().apply(AT), reverse.value());
    ParameterSet tangent = AT.withArray(new double[] {0.3, -2});
    assertEquals(new Polar().jvp(AT, tangent).tangent(), forward.times(tangent));
    ParameterSet cotangent = reverse.value().withArray(new double[] {0.3, -2});
    assertEquals(new Polar().vjp(AT).pull(cotangent), forward.transposeTimes(cotangent));
  }

  @Test
  void jacobianTakesTheCheaperModeByShape() {
    Polar square = new Polar();
    Jacobian<ParameterSet, ParameterSet> ignored = Jacobian.of(square, AT);
    assertEquals(List.of(2, 0), List.of(square.tangents, square.pullbacks));

    Polar toOne = new Polar();
    Jacobian.of(toOne.then(Maps.sumOfSquares()), AT);
    assertEquals(List.of(0, 1), List.of(toOne.tangents, toOne.pullbacks));
    assertEquals(2, ignored.toArray().length);
  }

  @Test
  void jacobianNamesUnknownLabels() {
    Jacobian<ParameterSet, ParameterSet> jacobian = Jacobian.of(new Polar(), AT);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> jacobian.entry("x", "angel"));
    assertEquals(
        "unknown parameter \"angel\"; did you mean \"angle\"?; known: radius, angle",
        error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> jacobian.entry(0, 2));
  }

  @Test
  void jacobianPrintsAsATable() {
    String[] lines = Jacobian.of(new Polar(), AT).toString().lines().toArray(String[]::new);
    assertEquals(4, lines.length);
    assertEquals("Jacobian", lines[0]);
    assertEquals("          radius          angle", lines[1]);
    assertEquals("x   8.253356e-01  -1.129285e+00", lines[2]);
    assertTrue(Hessian.of(bump(), AT).toString().startsWith("Hessian (exact)"));
  }

  @Test
  void gradientOfTheSquaredRadiusIsTwiceTheRadius() {
    Differentiable<ParameterSet, Scalar> square = new Polar().then(Maps.sumOfSquares());
    ValueAndGradient<ParameterSet> result = Gradient.withValue(square, AT);
    assertEquals(4, result.value(), 4 * Math.ulp(4.0));
    assertEquals(4, result.gradient().value("radius"), 4 * Math.ulp(4.0));
    assertEquals(0, result.gradient().value("angle"), 4 * Math.ulp(4.0));
    assertEquals(result.gradient(), Gradient.of(square, AT));
    assertArrayEquals(
        result.gradient().toArray(),
        Gradient.of(square, AT, Mode.FORWARD).toArray(),
        4 * Math.ulp(4.0));
  }

  /** exp(sum of squares of sin): gradient and Hessian by hand. */
  private static TwiceDifferentiable<ParameterSet, Scalar> bump() {
    return Maps.<ParameterSet>elementwise(Math::sin, Math::cos, x -> -Math.sin(x))
        .then(Maps.sumOfSquares())
        .then(Maps.elementwise(Math::exp, Math::exp, Math::exp));
  }

  private static double[][] hessianOfBump(double a, double b) {
    double f = Math.exp(Math.sin(a) * Math.sin(a) + Math.sin(b) * Math.sin(b));
    double mixed = f * Math.sin(2 * a) * Math.sin(2 * b);
    double aa = f * (Math.pow(Math.sin(2 * a), 2) + 2 * Math.cos(2 * a));
    double bb = f * (Math.pow(Math.sin(2 * b), 2) + 2 * Math.cos(2 * b));
    return new double[][] {{aa, mixed}, {mixed, bb}};
  }

  @Test
  void hessianOfATwiceDifferentiableMapIsExact() {
    Hessian<ParameterSet> hessian = Hessian.of(bump(), AT);
    double[][] expected = hessianOfBump(2, 0.6);
    assertTrue(hessian.isExact());
    assertTrue(hessian.asymmetry() < 1e-14);
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(expected[i], hessian.toArray()[i], 1e-14 * 10);
    }
    assertEquals(hessian.entry(0, 1), hessian.entry("angle", "radius"));
    assertEquals(Gradient.of(bump(), AT), hessian.gradient());
    assertEquals(hessian.entry(1, 0), hessian.row("angle").value("radius"));
    ParameterSet direction = AT.withArray(new double[] {1, -3});
    double[] product = hessian.times(direction).toArray();
    assertEquals(expected[0][0] - 3 * expected[0][1], product[0], 1e-13);
  }

  @Test
  void hessianWithoutSecondDerivativesComesFromDifferencesAndSaysSo() {
    TwiceDifferentiable<ParameterSet, Scalar> twice = bump();
    Differentiable<ParameterSet, Scalar> once =
        Differentiable.of(
            twice::apply, (at, c) -> twice.vjp(at).pull(c), (at, t) -> twice.jvp(at, t).tangent());
    Hessian<ParameterSet> hessian = Hessian.of(once, AT);
    assertFalse(hessian.isExact());
    double[][] expected = hessianOfBump(2, 0.6);
    for (int i = 0; i < 2; i++) {
      // Five-point formula at steps of 2e-3 and 6e-4: h^4 f^(5)/30 is about 2e-11 times a few.
      assertArrayEquals(expected[i], hessian.toArray()[i], 2e-9);
    }
    assertTrue(hessian.asymmetry() < 1e-8, () -> "asymmetry " + hessian.asymmetry());
    assertTrue(hessian.asymmetry() > 0);
  }

  @Test
  void hessianVectorAgreesWithTheHessian() {
    ParameterSet direction = AT.withArray(new double[] {0.4, -3});
    HessianVector<ParameterSet> exact = HessianVector.of(bump(), AT, direction);
    HessianVector<ParameterSet> rough = HessianVector.byDifferences(bump(), AT, direction, 1e-4);
    assertTrue(exact.isExact());
    assertFalse(rough.isExact());
    double[] expected = Hessian.of(bump(), AT).times(direction).toArray();
    assertArrayEquals(expected, exact.product().toArray(), 1e-13);
    // Rounding of the gradients, about 1e-15, over the step.
    assertArrayEquals(expected, rough.product().toArray(), 1e-9);
    assertEquals(Gradient.of(bump(), AT), exact.gradient());
  }

  @Test
  void extrapolatedDifferencesKnowTheirError() {
    FiniteDifferences.Estimate<ParameterSet> estimate =
        FiniteDifferences.derivative(new Polar()::apply, AT, AT.unit("angle"));
    double actual = Math.abs(estimate.value().value("x") + 2 * Math.sin(0.6));
    assertTrue(actual < 1e-11, () -> "error " + actual);
    assertTrue(actual <= 10 * estimate.error().value("x"));
    assertTrue(estimate.error().value("x") < 1e-10);
  }

  @Test
  void differencesOfARoughFunctionAdmitIt() {
    FiniteDifferences.Estimate<Scalar> estimate =
        FiniteDifferences.derivative(
            at -> Scalar.of(Math.abs(at.value() - 1.0001)), Scalar.ONE, Scalar.ONE);
    assertTrue(estimate.error().value() > 1e-3, () -> "error " + estimate.error());
  }

  @Test
  void differenceGradientAndJacobianAgreeWithExactOnes() {
    assertArrayEquals(
        Gradient.of(bump(), AT).toArray(),
        FiniteDifferences.gradient(bump()::apply, AT).toArray(),
        1e-10);
    double[][] jacobian = FiniteDifferences.jacobian(new Polar()::apply, AT).toArray();
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(Polar.matrix(AT)[i], jacobian[i], 1e-11);
    }
  }

  @Test
  void fivePointFormulaIsOfFourthOrder() {
    double exact = Math.exp(1);
    double[] errors = new double[2];
    for (int k = 0; k < 2; k++) {
      Scalar slope =
          FiniteDifferences.central(
              at -> Scalar.of(Math.exp(at.value())), Scalar.ONE, Scalar.ONE, k == 0 ? 0.1 : 0.05);
      errors[k] = Math.abs(slope.value() - exact);
    }
    assertEquals(4, Math.log(errors[0] / errors[1]) / Math.log(2), 0.02);
  }
}
