// SPDX-License-Identifier: Apache-2.0

package org.odisseo.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odisseo.djl.NDArrayEvaluator;

/** The expressions that compiled kernels are tested on, on tensors against the interpreter. */
class RandomExpressionsOnTensorsTest {

  /** Accuracy of one operation or function. */
  private static final double UNIT = 3e-14;

  private static final int POINTS = 5;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void valuesEqualTheInterpreter(long seed) {
    RandomExpressions random = new RandomExpressions(seed);
    List<Expr> outputs = random.grow(40, 4);
    check(outputs, random, List.of("x", "y", "z"));
    check(outputs, random, List.of("x", "y", "z", "a", "b", "c"));
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103})
  void gradientsEqualTheInterpreter(long seed) {
    RandomExpressions random = new RandomExpressions(seed);
    Expr output = random.grow(18, 1).get(0);
    check(
        Derivatives.gradient(output, RandomExpressions.VARIABLES), random, List.of("x", "y", "z"));
  }

  private static void check(List<Expr> outputs, RandomExpressions random, List<String> arrays) {
    Map<String, Double> numbers = random.point();
    List<Map<String, Double>> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      Map<String, Double> point = new HashMap<>(numbers);
      Map<String, Double> other = random.point();
      arrays.forEach(name -> point.put(name, other.get(name)));
      points.add(point);
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> values = new HashMap<>();
      for (String name : arrays) {
        values.put(name, manager.create(points.stream().mapToDouble(p -> p.get(name)).toArray()));
      }
      NDList results = NDArrayEvaluator.of(outputs, arrays).evaluate(values, numbers);
      for (int k = 0; k < outputs.size(); k++) {
        compare(outputs.get(k), results.get(k).toDoubleArray(), points);
      }
    }
  }

  private static void compare(Expr output, double[] actual, List<Map<String, Double>> points) {
    for (int i = 0; i < POINTS; i++) {
      Map<String, Double> point = points.get(i);
      double error = RoundingError.of(output, point, UNIT).error();
      assertEquals(output.evaluate(point), actual[i], error, () -> output + " at " + point);
    }
  }
}
