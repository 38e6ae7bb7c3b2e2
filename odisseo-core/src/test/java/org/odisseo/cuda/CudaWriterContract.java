// SPDX-License-Identifier: Apache-2.0

package org.odisseo.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.engine.FieldFormulas;
import org.odisseo.engine.FieldFormulas.Kind;
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
  @MethodSource("org.odisseo.expr.EveryFunction#expressions")
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
    assertThrows(IllegalArgumentException.class, () -> FieldKernel.of(unknown));
    FieldFormulas.Formula high = formula(List.of(Expr.parse("gamma_p(5, x, y)")));
    assertThrows(IllegalArgumentException.class, () -> FieldKernel.of(high));
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
        List.of(Kind.VECTOR, Kind.VECTOR),
        PER_POINT.stream().map(Expr::variable).toList(),
        NUMBERS.stream().map(Expr::variable).toList(),
        Collections.nCopies(all.size() / 3, Kind.VECTOR),
        all);
  }

  private void compare(List<Expr> outputs, double[][] points, double tolerance) {
    FieldFormulas.Formula formula = formula(outputs);
    int vectors = formula.outputs().size();
    FieldKernel kernel = FieldKernel.of(formula);
    Machine machine = machine();
    machine.enter();
    Allocations memory = new Allocations(machine, false);
    try {
      long[] slots = new long[FieldKernel.FIRST + 2 + vectors];
      slots[FieldKernel.BODIES] = POINTS;
      slots[FieldKernel.STRIDE] = STRIDE;
      slots[FieldKernel.NUMBERS] = memory.reals(kernel.numbers().at(VALUES));
      long inputs = memory.reals(flat(points));
      slots[FieldKernel.FIRST] = inputs;
      slots[FieldKernel.FIRST + 1] = inputs + 3L * STRIDE * Double.BYTES;
      long results = memory.reals(3L * STRIDE * vectors);
      for (int k = 0; k < vectors; k++) {
        slots[FieldKernel.FIRST + 2 + k] = results + 3L * STRIDE * Double.BYTES * k;
      }
      long compiled = machine.compile(kernel.source(), "REAL double").get("field");
      VectorKernels others = new CudaKernels(machine, false).vectors();
      Launcher launcher = new Launcher(machine, others, POINTS, STRIDE, memory.reals(3L * STRIDE));
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
