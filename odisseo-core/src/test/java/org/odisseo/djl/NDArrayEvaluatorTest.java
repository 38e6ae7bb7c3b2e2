// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odisseo.expr.Derivatives;
import org.odisseo.expr.Expr;
import org.odisseo.expr.Variable;

class NDArrayEvaluatorTest {

  private static final int POINTS = 40;

  /**
   * The expression, its gradient, and the gradient of one component of it, at random points, with
   * some variables as arrays and p, q, r as numbers or arrays, against the interpreter.
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
    compare(outputs, List.of("x", "y", "z", "s"));
  }

  @Test
  void parametersMayBeArraysToo() {
    Expr value = Expr.parse("p*cutoff_potential(q, x^2) + log_ratio(1, x/p) + x^q");
    List<Variable> variables = List.copyOf(value.variables());
    List<Expr> outputs = new ArrayList<>(Derivatives.gradient(value, variables));
    compare(outputs, List.of("x", "p", "q"));
  }

  private static void compare(List<Expr> outputs, List<String> arrays) {
    Map<String, double[]> points = points();
    Map<String, Double> numbers = Map.of("p", 1.3, "q", 0.9, "r", 2.1);
    NDArrayEvaluator evaluator = NDArrayEvaluator.of(outputs, arrays);
    try (NDManager manager = Backend.newManager()) {
      Map<String, NDArray> values = new HashMap<>();
      arrays.forEach(name -> values.put(name, manager.create(points.get(name))));
      int before = manager.getManagedArrays().size();
      for (int run = 0; run < 3; run++) { // PyTorch optimises a program when it has seen it run
        NDList results = evaluator.evaluate(values, numbers);
        assertEquals(before + outputs.size(), manager.getManagedArrays().size());
        for (int k = 0; k < outputs.size(); k++) {
          assertEqualValues(
              outputs.get(k), results.get(k).toDoubleArray(), points, numbers, arrays);
        }
        results.close();
      }
    }
  }

  /** Points from 0.05 to 2.95 for arrays. */
  private static Map<String, double[]> points() {
    SplittableRandom random = new SplittableRandom(5);
    Map<String, double[]> points = new HashMap<>();
    for (String name : List.of("x", "y", "z", "s", "p", "q")) {
      points.put(name, random.doubles(POINTS, 0.05, 2.95).toArray());
    }
    points.put("q", random.doubles(POINTS, 0.7, 2.95).toArray());
    return points;
  }

  private static void assertEqualValues(
      Expr output,
      double[] actual,
      Map<String, double[]> points,
      Map<String, Double> numbers,
      List<String> arrays) {
    for (int i = 0; i < POINTS; i++) {
      Map<String, Double> at = new HashMap<>(numbers);
      for (String name : arrays) {
        at.put(name, points.get(name)[i]);
      }
      double expected = output.evaluate(at);
      double tolerance = 1e-12 * Math.max(1, Math.abs(expected));
      int point = i;
      assertEquals(expected, actual[i], tolerance, () -> output + " at point " + point + " " + at);
    }
  }

  @Test
  void singlePrecisionStaysSingle() {
    Expr value = Expr.parse("0.1*x^2 + p*log_ratio(x) + select(x < 1, 0.1, p) + gamma_p(q, x)");
    try (NDManager manager = Backend.newManager()) {
      NDArray x = manager.create(new float[] {0.3f, 2f});
      NDArray result =
          NDArrayEvaluator.of(List.of(value), List.of("x"))
              .evaluate(Map.of("x", x), Map.of("p", 0.1, "q", 0.7))
              .head();
      assertEquals(DataType.FLOAT32, result.getDataType());
      for (int i = 0; i < 2; i++) {
        double expected = value.evaluate(Map.of("x", (double) x.getFloat(i), "p", 0.1, "q", 0.7));
        assertEquals(expected, result.getFloat(i), 5e-7);
      }
    }
  }

  @Test
  void doublesAreNotRoundedToFloats() {
    try (NDManager manager = Backend.newManager()) {
      NDArray x = manager.create(new double[] {0});
      NDArray result =
          NDArrayEvaluator.of(List.of(Expr.parse("x + 0.1 + select(x < 1, 0.1, p)")), List.of("x"))
              .evaluate(Map.of("x", x), Map.of("p", 0.1))
              .head();
      assertEquals(0.2, result.toDoubleArray()[0]);
    }
  }

  @Test
  void singularPoints() {
    List<Expr> outputs =
        List.of(
            Expr.parse("safe_ratio(x, norm(x, y))"),
            Expr.parse("log_ratio(x)"),
            Expr.parse("log_ratio(2, x)"),
            Expr.parse("cutoff_potential(p, x)"),
            Expr.parse("gamma_p(p, x)"),
            Expr.parse("gamma_p(1, p, x)"),
            Expr.parse("power_log(1, x, p)"),
            Expr.parse("cbrt(x)"));
    try (NDManager manager = Backend.newManager()) {
      Map<String, NDArray> values =
          Map.of("x", manager.create(new double[1]), "y", manager.create(new double[1]));
      NDList results =
          NDArrayEvaluator.of(outputs, List.of("x", "y")).evaluate(values, Map.of("p", 0.8));
      for (int k = 0; k < outputs.size(); k++) {
        double expected = outputs.get(k).evaluate(Map.of("x", 0.0, "y", 0.0, "p", 0.8));
        assertEquals(expected, results.get(k).toDoubleArray()[0], 1e-14, outputs.get(k)::toString);
      }
    }
  }

  @Test
  void broadcastsAndSaysWhatIsMissing() {
    NDArrayEvaluator evaluator =
        NDArrayEvaluator.of(List.of(Expr.parse("x*y + halo.mass")), List.of("x", "y"));
    try (NDManager manager = Backend.newManager()) {
      NDArray column = manager.create(new double[] {1, 2}).reshape(2, 1);
      NDArray row = manager.create(new double[] {3, 4, 5});
      NDArray result =
          evaluator.evaluate(Map.of("x", column, "y", row), Map.of("halo.mass", 1.0)).head();
      assertEquals("(2, 3)", result.getShape().toString());
      assertEquals(11, result.getDouble(1, 2));
      IllegalArgumentException array =
          assertThrows(
              IllegalArgumentException.class,
              () -> evaluator.evaluate(Map.of("x", row), Map.of("halo.mass", 1.0)));
      assertTrue(array.getMessage().contains("\"y\""), array::getMessage);
      IllegalArgumentException number =
          assertThrows(
              IllegalArgumentException.class,
              () -> evaluator.evaluate(Map.of("x", row, "y", row), Map.of("mass", 1.0)));
      assertTrue(number.getMessage().contains("halo.mass"), number::getMessage);
      assertThrows(
          IllegalArgumentException.class,
          () ->
              evaluator.evaluate(
                  Map.of("x", row, "y", row.toType(DataType.FLOAT32, true)),
                  Map.of("halo.mass", 1.0)));
    }
  }

  /** PyTorch differentiates an evaluation inside a function, twice, as the expression itself. */
  @Test
  void canBeDifferentiatedByPyTorch() {
    Expr potential = Expr.parse("-p*log_ratio(norm(x, y, z)/q) - 1/sqrt(x^2 + y^2 + z^2 + r^2)");
    NDArrayEvaluator evaluator = NDArrayEvaluator.of(List.of(potential), List.of("x", "y", "z"));
    Map<String, Double> numbers = Map.of("p", 1.3, "q", 0.9, "r", 0.4);
    DjlFunction function =
        DjlFunction.of(
            in ->
                new NDList(
                    evaluator
                        .evaluate(Map.of("x", in.get(0), "y", in.get(1), "z", in.get(2)), numbers)
                        .head()
                        .sum()));
    Tensors at = Tensors.of(0.3).and(Tensors.of(-0.8)).and(Tensors.of(1.1));
    Tensors along = Tensors.of(0.5).and(Tensors.of(0.7)).and(Tensors.of(-0.2));
    List<Variable> position = List.of(Expr.variable("x"), Expr.variable("y"), Expr.variable("z"));
    List<Expr> gradient = Derivatives.gradient(potential, position);
    List<Expr> curvature =
        Derivatives.jvp(
            gradient,
            position,
            List.of(Expr.constant(0.5), Expr.constant(0.7), Expr.constant(-0.2)));
    Map<String, Double> point = new HashMap<>(numbers);
    point.putAll(Map.of("x", 0.3, "y", -0.8, "z", 1.1));
    for (int run = 0; run < 4; run++) {
      var pulled =
          function
              .vjpAlong(at, along)
              .pull(
                  org.odisseo.autodiff.WithTangent.constant(
                      Tensors.of(new ai.djl.ndarray.types.Shape(), 1)));
      for (int i = 0; i < 3; i++) {
        assertEquals(gradient.get(i).evaluate(point), pulled.value().toArray()[i], 1e-14);
        assertEquals(curvature.get(i).evaluate(point), pulled.tangent().toArray()[i], 1e-13);
      }
    }
  }
}
