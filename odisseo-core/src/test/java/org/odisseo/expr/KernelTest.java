// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled kernels against the interpreter. */
class KernelTest {

  /** Accuracy of one operation or function: fast tables are good to 1e-14, most others to 1e-16. */
  private static final double UNIT = 3e-14;

  private static final Variable X = Expr.variable("x");
  private static final Variable Y = Expr.variable("y");
  private static final Variable A = Expr.variable("a");
  private static final Variable S = Expr.variable("s");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void randomExpressionsEqualTheInterpreter(long seed) {
    RandomExpressions random = new RandomExpressions(seed);
    List<Expr> outputs = random.grow(40, 4);
    for (int mask : new int[] {0b000111, 0b111111, 0b101010, 0b010001, 0b000000, 0b111000}) {
      check(outputs, random, mask, 4);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104, 105, 106})
  void gradientsOfRandomExpressionsEqualTheInterpreter(long seed) {
    RandomExpressions random = new RandomExpressions(seed);
    Expr output = random.grow(18, 1).get(0);
    List<Expr> gradient = Derivatives.gradient(output, RandomExpressions.VARIABLES);
    check(gradient, random, 0b000111, 4);
    check(gradient, random, 0b111111, 2);
  }

  /** Compares at random points; bit j of the mask makes variable j per point. */
  private static void check(List<Expr> outputs, RandomExpressions random, int mask, int points) {
    List<Variable> perPoint = new ArrayList<>();
    List<Variable> shared = new ArrayList<>();
    for (int j = 0; j < RandomExpressions.VARIABLES.size(); j++) {
      (((mask >> j) & 1) == 1 ? perPoint : shared).add(RandomExpressions.VARIABLES.get(j));
    }
    Map<String, Double> first = random.point();
    double[] sharedValues = shared.stream().mapToDouble(v -> first.get(v.name())).toArray();
    List<Map<String, Double>> all = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      Map<String, Double> point = random.point();
      shared.forEach(v -> point.put(v.name(), first.get(v.name())));
      all.add(point);
    }
    check(Kernel.compile(outputs, perPoint, shared).bind(sharedValues), outputs, all);
  }

  private static void check(
      Kernel.Bound bound, List<Expr> outputs, List<Map<String, Double>> points) {
    List<Variable> perPoint = bound.kernel().perPoint();
    int n = points.size();
    double[][] in = new double[perPoint.size()][n];
    for (int j = 0; j < in.length; j++) {
      for (int i = 0; i < n; i++) {
        in[j][i] = points.get(i).get(perPoint.get(j).name());
      }
    }
    double[][] out = new double[outputs.size()][n];
    bound.evaluate(in, out, 0, n);
    for (int i = 0; i < n; i++) {
      double[] one = new double[outputs.size()];
      int point = i;
      bound.evaluate(IntStream.range(0, in.length).mapToDouble(j -> in[j][point]).toArray(), one);
      for (int k = 0; k < out.length; k++) {
        Expr output = outputs.get(k);
        RoundingError.Estimate estimate = RoundingError.of(output, points.get(i), UNIT);
        double expected = output.evaluate(points.get(i));
        String what = "output " + k + " at " + points.get(i);
        assertEquals(expected, out[k][i], estimate.error(), what);
        assertEquals(out[k][i], one[k], what + ", alone and in an array");
      }
    }
  }

  private static void check(Expr output, List<Variable> perPoint, double[]... points) {
    List<Variable> shared = new ArrayList<>(output.variables());
    shared.removeAll(perPoint);
    for (double[] point : points) {
      Map<String, Double> values = new HashMap<>();
      for (int j = 0; j < perPoint.size(); j++) {
        values.put(perPoint.get(j).name(), point[j]);
      }
      double[] sharedValues = new double[shared.size()];
      for (int j = 0; j < sharedValues.length; j++) {
        sharedValues[j] = point[perPoint.size() + j];
        values.put(shared.get(j).name(), sharedValues[j]);
      }
      Kernel kernel = Kernel.compile(List.of(output), perPoint, shared);
      check(kernel.bind(sharedValues), List.of(output), List.of(values));
    }
  }

  @ParameterizedTest
  @EnumSource(Fn.class)
  void everyFunctionWithEveryKindOfArgument(Fn fn) {
    for (int order = 0; order <= (fn.hasOrder() ? 3 : 0); order++) {
      List<Expr> args =
          fn.arity() == 1 ? List.of(X) : fn.arity() == 2 ? List.of(A, X) : List.of(A, X, Y);
      Expr call =
          fn == Fn.POWER_LOG ? Calls.of(fn, order, List.of(X, A)) : Calls.of(fn, order, args);
      double x = fn == Fn.ACOSH ? 1.4 : 0.55;
      for (List<Variable> perPoint :
          List.of(List.of(X), List.of(A, X), List.of(A), List.<Variable>of())) {
        Map<String, Double> values = Map.of("x", x, "a", 0.7, "y", 0.3);
        List<Variable> used = perPoint.stream().filter(call.variables()::contains).toList();
        List<Variable> shared = new ArrayList<>(call.variables());
        shared.removeAll(used);
        double[] sharedValues = shared.stream().mapToDouble(v -> values.get(v.name())).toArray();
        check(
            Kernel.compile(List.of(call), used, shared).bind(sharedValues),
            List.of(call),
            List.of(values));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        -4, -3, -2, -1, 2, 3, 7, 31, 40, 0.5, 1.5, 2.5, -0.5, -1.5, -3.5, 0.25, 0.75, -0.25, -1.75,
        0.3, -2.2
      })
  void powersAtEdges(double exponent) {
    Expr power = X.pow(exponent);
    Expr both = power.plus(X.pow(-0.5)).plus(X.pow(-1));
    boolean whole = exponent == Math.rint(exponent);
    for (double x : new double[] {0, 1e-12, 0.3, 1, 2.5, 1e5, Double.POSITIVE_INFINITY, -0.7}) {
      double[] point = {x};
      assertClose(Math.pow(x, exponent), evaluate(power, point), 1e-13 * (whole ? 3 : 1));
      assertClose(Math.pow(x, exponent) + Math.pow(x, -0.5) + 1 / x, evaluate(both, point), 1e-13);
    }
  }

  private static double evaluate(Expr output, double... x) {
    double[] out = new double[1];
    Kernel.compile(List.of(output), List.of(X, Y).subList(0, x.length), List.of())
        .bind()
        .evaluate(x, out);
    return out[0];
  }

  private static void assertClose(double expected, double actual, double relative) {
    assertEquals(expected, actual, Double.isFinite(expected) ? relative * Math.abs(expected) : 0);
  }

  @Test
  void directionCosinesAndCuspsAreFiniteAtTheOrigin() {
    Expr radius = Functions.norm(X, Y);
    Expr cusp =
        Functions.logRatio(radius)
            .plus(Functions.cutoffPotential(Expr.constant(0.6), radius.square()));
    List<Expr> force = Derivatives.gradient(cusp, List.of(X, Y));
    double[] out = new double[2];
    Kernel.compile(force, List.of(X, Y), List.of()).bind().evaluate(new double[] {0, 0}, out);
    assertArrayEquals(new double[] {0, 0}, out, 1e-300);
    Expr second = force.get(0).derivative(X);
    assertEquals(second.evaluate(Map.of("x", 0.0, "y", 0.0)), evaluate(second, 0, 0));
    // An infinite numerator over zero is zero as well.
    Expr guarded = Functions.safeRatio(Functions.log(X), Y);
    assertEquals(0, evaluate(guarded, 0, 0));
    assertEquals(Double.NEGATIVE_INFINITY, evaluate(guarded, 0, 1));
  }

  /** Where several are needed the lower ones are made from the highest. */
  @Test
  void derivativesOfTheLogarithmicRatioTogether() {
    List<Expr> orders = IntStream.range(0, 5).mapToObj(n -> Functions.logRatio(n, X)).toList();
    for (int count = 2; count <= 5; count++) {
      Kernel.Bound together =
          Kernel.compile(orders.subList(0, count), List.of(X), List.of()).bind();
      double[] out = new double[count];
      for (double x = 1e-12; x < 1e12; x *= 3.7) {
        together.evaluate(new double[] {x}, out);
        for (int n = 0; n < count; n++) {
          assertClose(SpecialFunctions.logRatio(n, x), out[n], 1e-13);
        }
      }
      together.evaluate(new double[] {0}, out);
      for (int n = 0; n < count; n++) {
        assertClose(SpecialFunctions.logRatio(n, 0), out[n], 1e-15);
      }
    }
  }

  @Test
  void guardedRatiosTakeAnyExponent() {
    Expr ratio = Functions.safeRatio(X, Functions.norm(X, Y).pow(A));
    check(ratio, List.of(X, Y, A), new double[] {0.3, -1.2, 1.7});
    check(ratio.derivative(X), List.of(X, Y), new double[] {0.3, -1.2, 1.7});
  }

  @Test
  void selectTakesTheOtherBranchForNotANumber() {
    for (Comparison op : Comparison.values()) {
      Expr select = Functions.select(op, X, Y, Expr.constant(3), Expr.constant(4));
      for (double[] point :
          new double[][] {{1, 2}, {2, 1}, {1, 1}, {Double.NaN, 1}, {1, Double.NaN}, {-0.0, 0.0}}) {
        assertEquals(
            op.test(point[0], point[1]) ? 3 : 4,
            evaluate(select, point),
            op + " " + Arrays.toString(point));
      }
    }
  }

  @Test
  void branchesThatAreNotTakenDoNotDisturb() {
    Expr expensive = Functions.log(Functions.gammaP(X, Functions.exp(Functions.sin(X))));
    Expr select =
        Functions.select(Comparison.LT, X, Expr.constant(0), X.times(expensive.square()), X.sqrt());
    Expr sum =
        select.plus(
            Functions.select(Comparison.LE, X, Y, expensive.plus(select), expensive.times(Y)));
    check(
        sum, List.of(X, Y), new double[] {1.5, 2}, new double[] {2.5, 2}, new double[] {0.1, 0.1});
  }

  @Test
  void integralsOfEveryKind() {
    Expr s2 = S.square();
    Expr inner = Functions.integrate(Functions.exp(S.times(X).times(A)), S, Expr.constant(0), X, 6);
    Variable t = Expr.variable("t");
    List<Expr> integrals =
        List.of(
            Functions.integrate(
                s2.plus(A).sqrt().times(X), S, Expr.constant(0), Expr.constant(1), 8),
            Functions.integrate(s2.times(A).plus(1).pow(-1.3), S, Expr.constant(0), A, 8),
            Functions.integrate(s2.plus(X).sqrt(), S, X, Y, 5),
            Functions.integrate(inner.times(t), t, Expr.constant(0), Expr.constant(1), 7),
            Functions.integrate(
                Functions.integrate(S.times(t).plus(X).pow(-2), S, Expr.constant(0), t, 5),
                t,
                Expr.constant(0),
                Expr.constant(1),
                5),
            Functions.integrate(
                Functions.integrate(
                        S.times(S).plus(A).pow(-2), S, Expr.constant(0), Expr.constant(1), 5)
                    .times(t.plus(Y)),
                t,
                Expr.constant(0),
                Expr.constant(1),
                5),
            // The same range inside and outside, and the bound variable's name free outside.
            Functions.integrate(
                    S.times(Functions.integrate(s2, S, Expr.constant(0), S, 4)),
                    S,
                    Expr.constant(0),
                    X,
                    4)
                .times(S));
    List<Variable> perPoint = List.of(X, Y, S);
    Map<String, Double> values = Map.of("x", 0.8, "y", 1.9, "a", 0.6, "s", 0.4);
    Kernel.Bound bound = Kernel.compile(integrals, perPoint, List.of(A)).bind(0.6);
    check(bound, integrals, List.of(values));
    List<Expr> gradient = new ArrayList<>();
    integrals.forEach(i -> gradient.addAll(Derivatives.gradient(i, List.of(X, A, S))));
    check(Kernel.compile(gradient, perPoint, List.of(A)).bind(0.6), gradient, List.of(values));
    check(
        Kernel.compile(gradient, List.of(A, Y), List.of(S, X)).bind(0.4, 0.8),
        gradient,
        List.of(values));
  }

  @Test
  void onlyTheRangeAskedForIsWritten() {
    Kernel.Bound bound =
        Kernel.compile(List.of(X.square(), Expr.constant(7), A, X), List.of(X), List.of(A)).bind(5);
    double[][] in = {{1, 2, 3, 4, 5}};
    double[][] out = new double[4][6];
    bound.evaluate(in, out, 1, 4);
    assertArrayEquals(new double[] {0, 4, 9, 16, 0, 0}, out[0]);
    assertArrayEquals(new double[] {0, 7, 7, 7, 0, 0}, out[1]);
    assertArrayEquals(new double[] {0, 5, 5, 5, 0, 0}, out[2]);
    assertArrayEquals(new double[] {0, 2, 3, 4, 0, 0}, out[3]);
    bound.evaluate(in, out, 2, 2);
    bound.evaluate(in, new double[4][5], 5, 5);
    assertArrayEquals(new double[] {0, 4, 9, 16, 0, 0}, out[0]);
  }

  @Test
  void manyThreadsShareOneBoundKernel() {
    RandomExpressions random = new RandomExpressions(77);
    List<Expr> outputs = random.grow(60, 3);
    Kernel.Bound bound = Kernel.compile(outputs, RandomExpressions.VARIABLES, List.of()).bind();
    int n = 2000;
    double[][] in = new double[6][n];
    for (int i = 0; i < n; i++) {
      Map<String, Double> point = random.point();
      for (int j = 0; j < 6; j++) {
        in[j][i] = point.get(RandomExpressions.VARIABLES.get(j).name());
      }
    }
    double[][] alone = new double[3][n];
    double[][] together = new double[3][n];
    bound.evaluate(in, alone, 0, n);
    Kernel.Bound fresh = Kernel.compile(outputs, RandomExpressions.VARIABLES, List.of()).bind();
    IntStream.range(0, 100)
        .parallel()
        .forEach(i -> fresh.evaluate(in, together, i * n / 100, (i + 1) * n / 100));
    assertArrayEquals(alone, together);
  }

  @Test
  void theSameExpressionsAreCompiledOnce() {
    Kernel one = Kernel.compile(List.of(Expr.parse("x*a + sin(x)")), List.of(X), List.of(A));
    assertSame(one, Kernel.compile(List.of(Expr.parse("sin(x) + a*x")), List.of(X), List.of(A)));
  }

  @Test
  void moreKernelsThanTheCacheHoldsAreStillRight() {
    double[] out = new double[1];
    for (int round = 0; round < 2; round++) {
      for (int k = 1; k <= 300; k++) {
        Kernel.compile(List.of(X.times(k).plus(Y)), List.of(X), List.of(Y))
            .bind(0.5)
            .evaluate(new double[] {2}, out);
        assertEquals(2.0 * k + 0.5, out[0]);
      }
    }
  }

  @Test
  void whatIsWrongIsNamed() {
    List<Expr> outputs = List.of(X.times(A));
    assertMessage("at least 1", () -> Kernel.compile(List.of(), List.of(X), List.of()));
    assertMessage("but a is neither", () -> Kernel.compile(outputs, List.of(X), List.of()));
    assertMessage("x twice", () -> Kernel.compile(outputs, List.of(X), List.of(X, A)));
    Kernel kernel = Kernel.compile(outputs, List.of(X), List.of(A));
    assertMessage("1 numbers, for (a), got 2", () -> kernel.bind(1, 2));
    Kernel.Bound bound = kernel.bind(2);
    double[][] one = new double[1][3];
    assertMessage(
        "in must hold 1 arrays, got 2", () -> bound.evaluate(new double[2][3], one, 0, 3));
    assertMessage(
        "out must hold 1 arrays, got 0", () -> bound.evaluate(one, new double[0][], 0, 3));
    assertMessage("in[0] must hold at least 4", () -> bound.evaluate(one, new double[1][4], 0, 4));
    assertMessage("out[0] must hold at least 4", () -> bound.evaluate(new double[1][4], one, 0, 4));
    assertMessage("both in and out", () -> bound.evaluate(one, one, 0, 1));
    assertMessage("from = 2, to = 1", () -> bound.evaluate(one, new double[1][3], 2, 1));
    assertMessage("from = -1", () -> bound.evaluate(one, new double[1][3], -1, 1));
    assertMessage("in must hold 1 values", () -> bound.evaluate(new double[0], new double[1]));
    assertMessage("got lengths 1 and 0", () -> bound.evaluate(new double[1], new double[0]));
  }

  private static void assertMessage(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
