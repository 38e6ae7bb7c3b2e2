// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.Jacobian;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.initial.PlummerSphere;
import org.odisseo.particles.PhasePoint;
import org.odisseo.stream.StreamParameters;
import org.odisseo.testkit.DifferentiableContract;

class FreeParametersTest extends DifferentiableContract<ParameterSet, StreamParameters> {

  private static final StreamParameters REFERENCE =
      new StreamParameters(
          3000,
          new PlummerSphere(2e4, 0.01),
          new PhasePoint(11.8, 0, 6.4, 0.11, -0.25, -0.09),
          ParameterSet.of("halo.mass", 4e11, "halo.scaleRadius", 16, "disk.mass", 5e10));

  private static final FreeParameters<StreamParameters> FREE =
      FreeParameters.of(REFERENCE)
          .logBounded("host.halo.mass", 1e11, 1e13)
          .named("M_NFW")
          .bounded("duration", 1000, 6000)
          .positive("progenitor.mass")
          .real("today.z")
          .real("today.y", 0.25);

  @Override
  protected Differentiable<ParameterSet, StreamParameters> map() {
    return FREE.toPoint();
  }

  @Override
  protected List<ParameterSet> points() {
    return List.of(
        FREE.start(),
        u(-0.4, 1.3, 0.7, -2, 3),
        // Near bounds, and the origin of all coordinates.
        u(5, -6, 2, 0.5, -0.2),
        u(0, 0, 0, 0, 0));
  }

  @Test
  void coordinatesFollowTheirFormulas() {
    ParameterSet start = FREE.start();
    assertEquals(
        List.of("M_NFW", "duration", "progenitor.mass", "today.z", "today.y"), start.names());
    assertEquals("host.halo.mass", FREE.labels().get(0));
    // ln 4 of ln 100, and 2000 of 5000.
    double part = Math.log(4) / Math.log(100);
    assertEquals(Math.log(part / (1 - part)), start.value("M_NFW"), 1e-14);
    assertEquals(Math.log(0.4 / 0.6), start.value("duration"), 1e-14);
    assertEquals(0, start.value("progenitor.mass"), 0);
    assertEquals(0, start.value("today.z"), 0);
    StreamParameters other = FREE.point(u(0, 0, Math.log(3), 2, 2));
    assertEquals(1e12, other.host().value("halo.mass"), 1e12 * 1e-15);
    assertEquals(3500, other.duration(), 0);
    assertEquals(6e4, other.progenitor().mass(), 6e4 * 1e-15);
    // The default scale is the number itself.
    assertEquals(3 * 6.4, other.today().z(), 1e-14);
    assertEquals(0.5, other.today().y(), 0);
    // What is not free stays.
    assertEquals(REFERENCE, other.withArray(replaced(other)));
  }

  @Test
  void pointsAndCoordinatesAreInverse() {
    SplittableRandom random = new SplittableRandom(3);
    for (int k = 0; k < 200; k++) {
      ParameterSet u = FREE.start().withArray(random.doubles(5, -8, 8).toArray());
      ParameterSet back = FREE.coordinates(FREE.point(u));
      ParameterSet again = FREE.coordinatesOfValues(FREE.values(u));
      for (int i = 0; i < 5; i++) {
        // A bounded number is off by an ulp of its bound, a part 1e-16 exp(8) of its distance to
        // the bound; a logarithm of numbers of that size is exact to a few times that.
        assertEquals(u.value(i), back.value(i), 1e-11);
        assertEquals(back.value(i), again.value(i), 0);
      }
    }
  }

  @Test
  void boundsHoldHoweverFarOut() {
    for (double far : new double[] {-1e300, -800, -40, 40, 800, 1e300}) {
      ParameterSet values = FREE.values(u(far, far, 0, 0, 0));
      assertEquals(far < 0 ? 1e11 : 1e13, values.value("M_NFW"), 1e13 * 1e-15);
      assertTrue(values.value("M_NFW") >= 1e11 && values.value("M_NFW") <= 1e13);
      assertEquals(far < 0 ? 1000 : 6000, values.value("duration"), 6000 * 1e-15);
      assertTrue(values.value("duration") >= 1000 && values.value("duration") <= 6000);
      assertTrue(FREE.logJacobian().apply(u(far, far, 0, 0, 0)).isFinite());
      assertTrue(
          Gradient.of(FREE.logJacobian(), u(far, far, 0, 0, 0)).isFinite(), "gradient " + far);
    }
  }

  @Test
  void aStartOutsideItsBoundsIsNamed() {
    assertMessage(
        "duration must be > 1000.0 and < 6000.0, got 999.0",
        () -> FREE.coordinates(REFERENCE.withDuration(999)));
    assertMessage(
        "duration must be > 1000.0 and < 6000.0, got 6000.0",
        () -> FREE.coordinates(REFERENCE.withDuration(6000)));
    assertMessage(
        "duration must be > 1000.0 and < 6000.0, got NaN",
        () -> FREE.coordinates(REFERENCE.withDuration(Double.NaN)));
    assertMessage(
        "M_NFW must be > 1.0E11 and < 1.0E13, got -1.0E12",
        () -> FREE.coordinates(REFERENCE.withHost(REFERENCE.host().with("halo.mass", -1e12))));
    assertMessage(
        "progenitor.mass must be > 0 and finite, got 0.0",
        () -> FREE.coordinates(REFERENCE.withProgenitor(new PlummerSphere(0, 0.01).zero())));
    assertMessage(
        "today.y must be finite, got Infinity",
        () ->
            FREE.coordinatesOfValues(
                FREE.values(FREE.start()).with("today.y", Double.POSITIVE_INFINITY)));
  }

  @Test
  void choicesThatCannotBeMeantAreErrors() {
    FreeParameters<ParameterSet> none =
        FreeParameters.of(ParameterSet.of("mass", 2, "slope", -1, "zero", 0));
    assertMessage("unknown parameter \"mas\"; did you mean \"mass\"", () -> none.real("mas"));
    assertMessage("got \"mass\" twice", () -> none.positive("mass").real("mass"));
    assertMessage("reference.slope must be > 0", () -> none.positive("slope"));
    assertMessage("scale of slope must be > 0", () -> none.real("slope", 0));
    assertMessage(
        "mass: high must be > low = 3.0 and finite, got 3.0", () -> none.bounded("mass", 3, 3));
    assertMessage("mass: low must be > 0", () -> none.logBounded("mass", 0, 3));
    assertMessage("got \"m\" before any", () -> none.named("m"));
    assertThrows(
        IllegalArgumentException.class, () -> none.real("mass").real("slope").named("mass"));
    // A zero has the scale one.
    assertEquals(4, none.real("zero").values(ParameterSet.of("zero", 4)).value("zero"), 0);
  }

  @Test
  void parameterSetsHaveFreeParametersToo() {
    ParameterSet reference = ParameterSet.of("a", 2, "b", 3, "c", 4);
    FreeParameters<ParameterSet> free =
        FreeParameters.of(reference).positive("c").real("a", 1).named("shift");
    assertEquals(ParameterSet.of("c", 0, "shift", 0), free.start());
    ParameterSet u = ParameterSet.of("c", Math.log(2), "shift", 0.5);
    assertEquals(ParameterSet.of("a", 2.5, "b", 3, "c", 8), free.point(u));
    assertEquals(ParameterSet.of("c", 8, "shift", 2.5), free.values(u));
    // The chain rule: d/du of a + 10 b + 100 c.
    Differentiable<ParameterSet, Scalar> loss =
        free.restrict(Maps.weighted(ParameterSet.of("a", 1, "b", 10, "c", 100)));
    ParameterSet gradient = Gradient.of(loss, u);
    assertEquals(800, gradient.value("c"), 1e-12);
    assertEquals(1, gradient.value("shift"), 0);
    ParameterSet sigmas = free.sigmas(u, ParameterSet.of("c", 0.1, "shift", 0.2));
    assertEquals(0.8, sigmas.value("c"), 1e-15);
    assertEquals(0.2, sigmas.value("shift"), 0);
  }

  @Test
  void aFitInCoordinatesFindsThePoint() {
    FreeParameters<ParameterSet> free =
        FreeParameters.of(ParameterSet.of("x", 9.9, "m", 1.1, "held", 7))
            .bounded("x", 0, 10)
            .logBounded("m", 1, 1000);
    Differentiable<ParameterSet, Scalar> loss =
        ExpressionMap.parse("f = (x - 3)^2 + log(m/50)^2 + held").output("f");
    Minimum<ParameterSet> minimum =
        LBfgs.create()
            .withStopping(StoppingRule.standard())
            .minimize(free.restrict(loss), free.start())
            .orThrow();
    ParameterSet best = free.point(minimum.point());
    // A gradient of 1e-8 in u is an error of 1e-8 / (2 dx/du) in x: dx/du = 2.1, d ln m/du = 1.7.
    assertEquals(3, best.value("x"), 3e-9);
    assertEquals(50, best.value("m"), 50 * 3e-9);
    assertEquals(7, best.value("held"), 0);
    assertEquals(7, minimum.value(), 1e-14);
  }

  @Test
  void logJacobianIsTheLogOfTheDerivative() {
    // Flat in x for real and bounded numbers; in ln x for the others, whose derivative is dx/du/x.
    for (ParameterSet u : points()) {
      Jacobian<ParameterSet, StreamParameters> jacobian = Jacobian.of(FREE.toPoint(), u);
      StreamParameters at = FREE.point(u);
      double expected =
          Math.log(jacobian.entry("host.halo.mass", "M_NFW") / at.host().value("halo.mass"))
              + Math.log(jacobian.entry("duration", "duration"))
              + Math.log(
                  jacobian.entry("progenitor.mass", "progenitor.mass") / at.progenitor().mass())
              + Math.log(jacobian.entry("today.z", "today.z"))
              + Math.log(jacobian.entry("today.y", "today.y"));
      assertEquals(expected, FREE.logJacobian().apply(u).value(), 1e-13 * Math.abs(expected));
    }
  }

  @Test
  void boundedPriorsAreNormalised() {
    FreeParameters<ParameterSet> free =
        FreeParameters.of(ParameterSet.of("x", 1, "m", 2))
            .bounded("x", -3, 4)
            .logBounded("m", 1, 10);
    // The trapezoidal rule is exact to rounding for a logistic density; the tails beyond 40 hold
    // 4e-18 of the whole.
    double[] integral = new double[2];
    double step = 0.25;
    for (double u = -40; u <= 40; u += step) {
      double atX = free.logJacobian().apply(ParameterSet.of("x", u, "m", 0)).value();
      double atM = free.logJacobian().apply(ParameterSet.of("x", 0, "m", u)).value();
      // At zero the other factor is a quarter of its width.
      integral[0] += step * Math.exp(atX) / (Math.log(10) / 4);
      integral[1] += step * Math.exp(atM) / (7.0 / 4);
    }
    assertEquals(7, integral[0], 7e-12);
    assertEquals(Math.log(10), integral[1], 3e-12);
  }

  private static double[] replaced(StreamParameters other) {
    double[] numbers = other.toArray();
    double[] reference = REFERENCE.toArray();
    for (String label : FREE.labels()) {
      numbers[REFERENCE.indexOf(label)] = reference[REFERENCE.indexOf(label)];
    }
    return numbers;
  }

  private static void assertMessage(String part, Executable code) {
    String message = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static ParameterSet u(double... numbers) {
    return FREE.start().withArray(numbers);
  }
}
