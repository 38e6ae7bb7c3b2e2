// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.expr.internal.kernel.Limits;

/** Programs cut into many methods compute what the same programs compute in one. */
class KernelStagesTest {

  private static final List<Variable> XYZ = RandomExpressions.VARIABLES.subList(0, 3);
  private static final List<Variable> ABC = RandomExpressions.VARIABLES.subList(3, 6);

  @ParameterizedTest
  @ValueSource(longs = {201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212})
  void randomExpressions(long seed) {
    RandomExpressions random = new RandomExpressions(seed);
    List<Expr> outputs = random.grow(60, 5);
    double[] shared = values(ABC, random.point());
    double[][] in = points(random, 700);
    Kernel.Bound whole = compile(outputs, Limits.NONE).bind(shared);
    assertEquals(1, whole.kernel().stages());
    for (int part : new int[] {60, 200, 600}) {
      Kernel.Bound parts = compile(outputs, limits(part)).bind(shared);
      assertTrue(parts.kernel().stages() > 3, "stages");
      assertSame(whole, parts, in);
    }
  }

  @Test
  void quadraturesWhoseBodiesAreTooLargeGoAroundStages() {
    Variable s = Expr.variable("s");
    Variable t = Expr.variable("t");
    Expr x = XYZ.get(0);
    Expr y = XYZ.get(1);
    Expr a = ABC.get(0);
    Expr f = Functions.exp(s.times(x).minus(s.square().times(a))).plus(s.times(y).square()).sqrt();
    Expr inner = Functions.integrate(f.times(t.plus(x)).plus(t), s, Expr.constant(0), t, 5);
    Expr outer = Functions.integrate(inner.times(t).plus(f.substitute(Map.of(s, t))), t, y, x, 7);
    List<Expr> outputs = new ArrayList<>(List.of(outer, inner.substitute(Map.of(t, x))));
    outputs.addAll(Derivatives.gradient(outer, XYZ));
    outputs.add(outputs.get(0));
    RandomExpressions random = new RandomExpressions(1);
    double[] shared = values(ABC, random.point());
    Kernel.Bound whole = compile(outputs, Limits.NONE).bind(shared);
    for (int part : new int[] {60, 120, 300, 1000}) {
      assertSame(whole, compile(outputs, limits(part)).bind(shared), points(random, 300));
    }
  }

  @Test
  void expensiveBranchesThatAreTooLargeAreComputedInAnyCase() {
    RandomExpressions random = new RandomExpressions(5);
    List<Expr> grown = random.grow(50, 2);
    Expr select =
        Functions.select(Comparison.LT, XYZ.get(0), XYZ.get(1), grown.get(0), grown.get(1));
    double[] shared = values(ABC, random.point());
    Kernel.Bound whole = compile(List.of(select), Limits.NONE).bind(shared);
    Kernel.Bound parts = compile(List.of(select), limits(150)).bind(shared);
    assertSame(whole, parts, points(random, 300));
  }

  @Test
  void manyOutputsThatAreGivenAreWrittenInParts() {
    List<Expr> outputs = new ArrayList<>();
    for (int k = 0; k < 3000; k++) {
      outputs.add(
          k % 3 == 0 ? XYZ.get(k % 2) : k % 3 == 1 ? ABC.get(0).times(k) : Expr.constant(k));
    }
    Kernel kernel = Kernel.compile(outputs, XYZ, ABC);
    assertTrue(kernel.stages() > 3, "stages");
    double[][] out = new double[3000][2];
    kernel.bind(5, 6, 7).evaluate(new double[][] {{1, 2}, {3, 4}, {0, 0}}, out, 0, 2);
    for (int k = 0; k < 3000; k++) {
      double expected = k % 3 == 0 ? 2 + 2 * (k % 2) : k % 3 == 1 ? 5.0 * k : k;
      assertEquals(expected, out[k][1], "output " + k);
    }
  }

  @Test
  void largeProgramsFromManyThreads() {
    RandomExpressions random = new RandomExpressions(301);
    List<Expr> outputs = random.grow(80, 3);
    Kernel.Bound parts = compile(outputs, limits(120)).bind(values(ABC, random.point()));
    double[][] in = points(random, 1000);
    double[][] alone = new double[3][1000];
    double[][] together = new double[3][1000];
    parts.evaluate(in, alone, 0, 1000);
    IntStream.range(0, 50)
        .parallel()
        .forEach(i -> parts.evaluate(in, together, i * 20, (i + 1) * 20));
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < 1000; i++) {
        assertEquals(alone[k][i], together[k][i], "output " + k + " of point " + i);
      }
    }
  }

  private static Limits limits(int part) {
    return new Limits(50, part, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(longs = {401, 402, 403, 404})
  void arithmeticApartFromWhatComesBeforeIt(long seed) {
    RandomExpressions random = new RandomExpressions(seed);
    List<Expr> outputs = new ArrayList<>(random.grow(20, 3));
    // Much arithmetic that needs all of it, and no division.
    Expr polynomial = outputs.get(0).plus(outputs.get(1).times(outputs.get(2)));
    for (int k = 0; k < 8; k++) {
      polynomial = polynomial.times(XYZ.get(k % 3)).plus(outputs.get(k % 3).square());
    }
    outputs.add(polynomial);
    double[] shared = values(ABC, random.point());
    Kernel.Bound whole = compile(outputs, Limits.NONE).bind(shared);
    assertEquals(1, whole.kernel().stages());
    Limits small = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, 8);
    Kernel.Bound apart = compile(outputs, small).bind(shared);
    assertEquals(2, apart.kernel().stages());
    assertSame(whole, apart, points(random, 700));
  }

  @Test
  void whatIsOnlyArithmeticStaysWhole() {
    List<Expr> outputs = new ArrayList<>(XYZ);
    for (int k = 0; k < 20; k++) {
      outputs.add(outputs.get(k).times(outputs.get(k + 1)).plus(outputs.get(k + 2)));
    }
    Limits small = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, 8);
    assertEquals(1, compile(outputs, small).stages());
  }

  private static Kernel compile(List<Expr> outputs, Limits limits) {
    return Kernel.compile(new KernelCache.Key(outputs, XYZ, ABC), limits);
  }

  private static double[] values(List<Variable> variables, Map<String, Double> point) {
    return variables.stream().mapToDouble(v -> point.get(v.name())).toArray();
  }

  private static double[][] points(RandomExpressions random, int n) {
    double[][] in = new double[3][n];
    for (int i = 0; i < n; i++) {
      double[] point = values(XYZ, random.point());
      for (int j = 0; j < 3; j++) {
        in[j][i] = point[j];
      }
    }
    return in;
  }

  /** To the bit: the operations are the same, only their places differ. */
  private static void assertSame(Kernel.Bound a, Kernel.Bound b, double[][] in) {
    int outputs = a.kernel().outputCount();
    int n = in[0].length;
    double[][] first = new double[outputs][n];
    double[][] second = new double[outputs][n];
    a.evaluate(in, first, 0, n);
    b.evaluate(in, second, 1, n);
    double[] one = new double[outputs];
    for (int i = 1; i < n; i++) {
      b.evaluate(new double[] {in[0][i], in[1][i], in[2][i]}, one);
      for (int k = 0; k < outputs; k++) {
        assertEquals(first[k][i], second[k][i], "output " + k + " of point " + i);
        assertEquals(first[k][i], one[k], "output " + k + " of point " + i + " alone");
      }
      assertEquals(0, second[0][0]);
    }
  }
}
