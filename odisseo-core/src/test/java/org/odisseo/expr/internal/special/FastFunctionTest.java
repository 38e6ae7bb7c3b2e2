// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr.internal.special;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Piecewise polynomials against the functions that they stand for. */
class FastFunctionTest {
  private static final double LOW = 0x1p-20;

  @Test
  void incompleteGammaIsGoodToOnePartInTenToTheThirteen() {
    for (double a : new double[] {0.05, 0.5, 0.6, 1, 1.5, 2.7, 8}) {
      checkRelative(x -> IncompleteGamma.p(a, x), 64, 1, 1e-13);
    }
  }

  @Test
  void derivativesInTheShapeWithTheirExponentialTakenOut() {
    for (int k = 1; k <= 2; k++) {
      int order = k;
      checkScaled(x -> Math.exp(x) * IncompleteGamma.p(order, 0.6, x), 500);
    }
  }

  @Test
  void derivativesOfLogRatio() {
    for (int n = 0; n <= 4; n++) {
      int order = n;
      checkRelative(x -> LogRatio.derivative(order, x), 0x1p20, Double.NaN, 1e-13);
    }
  }

  @Test
  void outsideTheTableTheExactFunctionAnswers() {
    FastFunction root = FastFunction.of(Math::sqrt, 0.5, 8, Double.NaN);
    for (double x :
        new double[] {
          0, -0.0, 1e-300, 0.4999, 8, 1e300, Double.POSITIVE_INFINITY, -1, Double.NaN
        }) {
      assertEquals(Math.sqrt(x), root.value(x), "x=" + x);
    }
    FastFunction capped = FastFunction.of(Math::sqrt, 0.5, 8, 42);
    assertEquals(42, capped.value(8));
    assertEquals(42, capped.value(Double.POSITIVE_INFINITY));
    assertEquals(Double.NaN, capped.value(Double.NaN));
    assertEquals(Double.NaN, capped.value(-1));
    assertEquals(Double.NaN, capped.value(Double.NEGATIVE_INFINITY));
    assertEquals(0, capped.value(0));
  }

  @Test
  void whatPolynomialsDoNotReachIsComputedExactly() {
    for (DoubleUnaryOperator rough :
        new DoubleUnaryOperator[] {
          x -> Math.sin(40 * x), x -> Math.abs(x - 1.3), x -> x < 1.3 ? 1 : Double.NaN
        }) {
      FastFunction fast = FastFunction.of(rough, 1, 8, Double.NaN);
      // One interval, [1.25, 1.3125): the next one is smooth for two of them.
      for (double x = 1.26; x < 1.31; x += 0.001) {
        assertEquals(rough.applyAsDouble(x), fast.value(x), "x=" + x);
      }
    }
    FastFunction extreme = FastFunction.of(x -> 1 / x, 0x1p-1000, 0x1p1000, Double.NaN);
    for (double x = 0x1.3p-999; x < 0x1p1000; x *= 77) {
      assertEquals(1 / x, extreme.value(x), 1e-13 / x);
    }
  }

  @Test
  void valuesDoNotDependOnWhatWasAskedBefore() {
    double[] x = new SplittableRandom(3).doubles(2000, 0.01, 20).toArray();
    double[] forward = new double[x.length];
    double[] backward = new double[x.length];
    FastFunction one = FastFunction.of(v -> IncompleteGamma.p(0.6, v), LOW, 40, 1);
    FastFunction other = FastFunction.of(v -> IncompleteGamma.p(0.6, v), LOW, 40, 1);
    for (int i = 0; i < x.length; i++) {
      int j = x.length - 1 - i;
      forward[i] = one.value(x[i]);
      backward[j] = other.value(x[j]);
    }
    assertArrayEquals(forward, backward);
  }

  @Test
  void manyThreadsFillOneTable() {
    double[] x = new SplittableRandom(4).doubles(200_000, 0.001, 50).toArray();
    FastFunction alone = FastFunction.of(v -> IncompleteGamma.p(0.6, v), LOW, 40, 1);
    FastFunction shared = FastFunction.of(v -> IncompleteGamma.p(0.6, v), LOW, 40, 1);
    double[] expected = DoubleStream.of(x).map(alone::value).toArray();
    assertArrayEquals(expected, DoubleStream.of(x).parallel().map(shared::value).toArray());
  }

  private static void checkRelative(
      DoubleUnaryOperator exact, double high, double above, double tolerance) {
    FastFunction fast = FastFunction.of(exact, LOW, high, above);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double x = LOW * Math.pow(4 * high / LOW, random.nextDouble());
      double expected = exact.applyAsDouble(x);
      assertEquals(expected, fast.value(x), tolerance * Math.abs(expected), "x=" + x);
    }
  }

  /** For functions with a zero crossing: relative to the value at 1.06 x as well. */
  private static void checkScaled(DoubleUnaryOperator exact, double high) {
    FastFunction fast = FastFunction.of(exact, LOW, high, Double.NaN);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 3_000; i++) {
      double x = LOW * Math.pow(high / LOW, random.nextDouble());
      double expected = exact.applyAsDouble(x);
      double scale = Math.abs(expected) + Math.abs(exact.applyAsDouble(1.06 * x));
      assertEquals(expected, fast.value(x), 1e-12 * scale, "x=" + x);
    }
  }
}
