// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.engine.FieldFormulas;
import org.odisseo.expr.Derivatives;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

/** Expressions in kernels against the interpreter. */
abstract class CudaWriterContract {

  private static final int POINTS = 40;
  private static final int STRIDE = 64;
  private static final List<String> PER_POINT = List.of("x", "y", "z", "s", "u", "v");
  private static final List<String> NUMBERS = List.of("p", "q", "r");
  private static final double[] VALUES = {1.3, 0.9, 2.1};

  /** Where kernels run. */
  abstract Machine machine();

  /**
   * The expression, its gradient, and the gradient of one component of it, at random points,
   * against the interpreter.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-p*q/sqrt(x^2 + y^2 + (r + sqrt(z^2 + p^2))^2)",
        "-p*log1p(norm(x, y, z)/q)/norm(x, y, z)",
        "-p*log_ratio(norm(x, y, z)/q)/q",
        "log_ratio(1, x) + log_ratio(2, y) + log_ratio(4, z) + log_ratio(3, x - 0.9)",
        "-p*cutoff_potential(q, x^2 + y^2 + z^2)",
        "gamma_p(q, x) + gamma_p(2*q + 20, 30*y)",
        "gamma_p(x, y) + cutoff_potential(x + 0.6, z)",
        "erf(x) + log_gamma(y) + polygamma(0, z) + polygamma(2, x) + polygamma(1, y)",
        "exp(x)*sin(y)*cos(z) + tan(x/2) + expm1(y) + log(z)",
        "asin(x/3) + acos(y/3) + atan(z) + atan2(x, y) + atan2(p, z)",
        "sinh(x) + cosh(y) + tanh(z) + asinh(x) + acosh(1 + y) + atanh(z/3)",
        "min(x, y)*max(y, z) + min(x, p) + abs(x - 1)*sign(y - z) + cbrt(x - y)",
        "select(x < y, x*z, q) + select(p < q, x^2, y) + select(x <= 1, 2, 3)*z",
        "power_log(2, x, p) + safe_ratio(x, y)",
        "x^2.5 + y^-1.5 + z^0.25 + x^y + p^z + x^q + y^7 + z^-3 + (x*y)^-0.5",
        "integrate(exp(-s^2*x)/sqrt(1 + s*y), s, 0, 1, 12)",
        "integrate(integrate(exp(-s*t*x)*(y + p), t, 0, s*z, 6)*cos(y), s, q/10, x, 7) + s",
        "integrate(x*s + p, s, 0, 1, 5) + exp(s)*integrate(exp(s), s, 0, x, 9)",
        "3 + p",
      })
  void agreesWithTheInterpreter(String text) {
    Expr value = Expr.parse(text);
    List<Variable> variables = List.copyOf(value.variables());
    List<Expr> gradient = Derivatives.gradient(value, variables);
    List<Expr> outputs = new ArrayList<>(List.of(value));
    outputs.addAll(gradient);
    outputs.addAll(Derivatives.gradient(gradient.get(gradient.size() - 1), variables));
    compare(outputs, random(0.05, 2.95), 1e-12);
  }

  @Test
  void singularPoints() {
    List<Expr> outputs =
        Stream.of(
                "safe_ratio(x, norm(x, y))",
                "log_ratio(x)",
                "log_ratio(2, x)",
                "cutoff_potential(p, x)",
                "gamma_p(p, x)",
                "gamma_p(1, p, x)",
                "power_log(1, x, p)",
                "cbrt(x)",
                "sign(x)")
            .map(Expr::parse)
            .toList();
    compare(outputs, new double[PER_POINT.size()][POINTS], 1e-14);
  }

  @Test
  void saysWhatIsNotThere() {
    FieldFormulas.Formula unknown = formula(List.of(Expr.parse("x + halo")));
    assertThrows(IllegalArgumentException.class, () -> FieldKernel.of(unknown, "vv", "v"));
    FieldFormulas.Formula high = formula(List.of(Expr.parse("gamma_p(5, x, y)")));
    assertThrows(IllegalArgumentException.class, () -> FieldKernel.of(high, "vv", "v"));
  }

  private static double[][] random(double from, double to) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] points = new double[PER_POINT.size()][];
    for (int k = 0; k < points.length; k++) {
      points[k] = random.doubles(POINTS, from, to).toArray();
    }
    return points;
  }

  /** A formula of a multiple of three outputs. */
  private static FieldFormulas.Formula formula(List<Expr> outputs) {
    List<Expr> all = new ArrayList<>(outputs);
    while (all.size() % 3 != 0) {
      all.add(Expr.constant(0));
    }
    return new FieldFormulas.Formula(
        all,
        PER_POINT.stream().map(Expr::variable).toList(),
        NUMBERS.stream().map(Expr::variable).toList());
  }

  private void compare(List<Expr> outputs, double[][] points, double tolerance) {
    FieldFormulas.Formula formula = formula(outputs);
    int vectors = formula.outputs().size() / 3;
    FieldKernel kernel = FieldKernel.of(formula, "vv", "v".repeat(vectors));
    Machine machine = machine();
    machine.enter();
    Allocations memory = new Allocations(machine, false);
    try {
      long[] slots = new long[FieldKernel.FIRST + 2 + vectors];
      slots[0] = POINTS;
      slots[2] = STRIDE;
      double[] numbers = kernel.numbers(VALUES);
      slots[7] = memory.reals(numbers, numbers.length, 0);
      long inputs = memory.reals(flat(points), PER_POINT.size() * STRIDE, 0);
      slots[FieldKernel.FIRST] = inputs;
      slots[FieldKernel.FIRST + 1] = inputs + 3L * STRIDE * Double.BYTES;
      long results = memory.reals(3L * STRIDE * vectors);
      for (int k = 0; k < vectors; k++) {
        slots[FieldKernel.FIRST + 2 + k] = results + 3L * STRIDE * Double.BYTES * k;
      }
      long compiled = machine.compile(kernel.source(), "REAL double").get("field");
      VectorKernels others = new CudaKernels(machine, false).vectors();
      Launcher launcher = new Launcher(machine, others, POINTS, STRIDE);
      launcher.runForBodies(compiled, FieldKernel.OPERATIONS, slots);
      launcher.flush();
      ByteBuffer buffer = memory.buffer(3 * STRIDE * vectors);
      machine.read(results, buffer, buffer.capacity());
      for (int k = 0; k < outputs.size(); k++) {
        assertEqualValues(memory, buffer, k, outputs.get(k), points, tolerance);
      }
    } finally {
      memory.run();
    }
  }

  private static double[] flat(double[][] points) {
    double[] flat = new double[points.length * STRIDE];
    for (int k = 0; k < points.length; k++) {
      System.arraycopy(points[k], 0, flat, k * STRIDE, POINTS);
    }
    return flat;
  }

  private static void assertEqualValues(
      Allocations memory,
      ByteBuffer results,
      int row,
      Expr output,
      double[][] points,
      double tolerance) {
    for (int i = 0; i < POINTS; i++) {
      Map<String, Double> at = new HashMap<>();
      for (int k = 0; k < NUMBERS.size(); k++) {
        at.put(NUMBERS.get(k), VALUES[k]);
      }
      for (int k = 0; k < PER_POINT.size(); k++) {
        at.put(PER_POINT.get(k), points[k][i]);
      }
      double expected = output.evaluate(at);
      double actual = memory.get(results, row * STRIDE + i);
      int point = i;
      assertEquals(
          expected,
          actual,
          tolerance * Math.max(1, Math.abs(expected)),
          () -> output + " at point " + point + " " + at);
    }
  }
}
