// SPDX-License-Identifier: Apache-2.0

package org.odisseo.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;

/** The check must pass what is right and fail what is wrong, even where the mistake is small. */
class DerivativeCheckTest {

  /** A strong dependence on one number and a weak one on another of quite a different size. */
  private static final ParameterSet AT = ParameterSet.of("strong", 1e10, "weak", 0.01);

  private static Scalar value(ParameterSet at) {
    return Scalar.of(1e-10 * at.value("strong") + 1e-2 * Math.sin(at.value("weak")));
  }

  private static Differentiable<ParameterSet, Scalar> map(double reverse, double forward) {
    return Differentiable.of(
        DerivativeCheckTest::value,
        (at, c) ->
            at.withArray(
                new double[] {
                  1e-10 * c.value(), reverse * 1e-2 * Math.cos(at.value("weak")) * c.value()
                }),
        (at, t) ->
            Scalar.of(
                1e-10 * t.value("strong")
                    + forward * 1e-2 * Math.cos(at.value("weak")) * t.value("weak")));
  }

  @Test
  void passesWhatIsRight() {
    DerivativeCheck.of(map(1, 1), AT).run();
  }

  @Test
  void noticesAWeakTangentThatIsOffByOnePartInTenThousand() {
    assertFailure("tangent against differences", map(1, 1.0001));
  }

  @Test
  void noticesAWeakPullbackThatIsOffByOnePartInAMillion() {
    assertFailure("pullback against tangent", map(1.000001, 1));
  }

  @Test
  void noticesAMissingTermAWrongSignAndNotANumber() {
    assertFailure("pullback against tangent", map(0, 1));
    assertFailure("pullback against tangent", map(-1, 1));
    assertFailure("tangent against differences", map(0, 0));
    assertFailure("tangent against differences", map(Double.NaN, Double.NaN));
    assertFailure("pullback against tangent", map(Double.NaN, 1));
  }

  @Test
  void noticesAValueThatDependsOnTheMode() {
    Differentiable<ParameterSet, Scalar> right = map(1, 1);
    AtomicInteger calls = new AtomicInteger();
    Differentiable<ParameterSet, Scalar> wrong =
        Differentiable.of(
            at -> Scalar.of(value(at).value() + calls.incrementAndGet() * 1e-6),
            (at, c) -> right.vjp(at).pull(c),
            (at, t) -> right.jvp(at, t).tangent());
    assertFailure("value of vjp", wrong);
  }

  @Test
  void refusesToCheckWhatIsTooRough() {
    Differentiable<ParameterSet, Scalar> rough =
        Differentiable.of(
            at -> Scalar.of(Math.floor(at.value("weak") * 1e4)),
            (at, c) -> at.zero(),
            (at, t) -> Scalar.ZERO);
    assertFailure("too rough", rough);
  }

  private static void assertFailure(String expected, Differentiable<ParameterSet, Scalar> map) {
    AssertionError error =
        assertThrows(AssertionError.class, () -> DerivativeCheck.of(map, AT).run());
    assertTrue(error.getMessage().contains(expected), error.getMessage());
  }
}
