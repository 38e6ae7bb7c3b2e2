// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.odisseo.optimize.TestLosses.point;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;

/** A run in pieces, with every state through its text, against the same run in one. */
class ResumeTest {

  private static final Differentiable<ParameterSet, Scalar> LOSS = TestLosses.rosenbrock();
  private static final ParameterSet START = point(-1.2, 1, 0.3, -0.7);

  @Test
  void piecesGiveTheSameBits() {
    List<Minimizer> methods =
        List.of(
            LBfgs.create(),
            LBfgs.create().withHistory(3),
            Adam.of(0.02).withHalving(40),
            GradientDescent.of(1e-4),
            GradientDescent.of(1e-4).withHeavyBall(0.9),
            GradientDescent.of(1e-4).withNesterov(0.9));
    for (Minimizer method : methods) {
      for (int piece : new int[] {1, 7, 30}) {
        checkPieces(method, piece);
      }
    }
  }

  private static void checkPieces(Minimizer method, int piece) {
    int total = 61;
    StoppingRule rule = StoppingRule.standard().withMaxIterations(total);
    Minimum<ParameterSet> whole = method.withStopping(rule).minimize(LOSS, START);
    List<Iteration> history = new ArrayList<>();
    Minimum<ParameterSet> part =
        method.withStopping(rule.withMaxIterations(piece)).minimize(LOSS, START);
    history.addAll(part.history());
    while (part.status() == FitStatus.ITERATION_LIMIT && part.iterations() < total) {
      OptimizerState state = OptimizerState.parse(part.state().toText());
      Minimizer next =
          method.withStopping(rule.withMaxIterations(Math.min(piece, total - part.iterations())));
      part = next.resume(LOSS, START.zero(), state);
      history.addAll(part.history().subList(1, part.history().size()));
    }
    assertTrue(whole.iterations() > 30, whole.advice());
    assertArrayEquals(whole.point().toArray(), part.point().toArray(), 0, method.toString());
    assertEquals(whole.value(), part.value(), 0);
    assertEquals(whole.gradient(), part.gradient());
    assertEquals(whole.status(), part.status());
    assertEquals(whole.evaluations(), part.evaluations());
    assertEquals(whole.state().toText(), part.state().toText());
    assertEquals(whole.history(), history);
  }

  /** What numbers are measured in belongs to the whole run, not to where a piece begins. */
  @Test
  void piecesAreMeasuredAsTheWhole() {
    Differentiable<ParameterSet, Scalar> billions =
        ExpressionMap.parse("f = 100*(y/1e9 - (x/1e9)^2)^2 + (1 - x/1e9)^2").output("f");
    ParameterSet start = ParameterSet.of("x", -1.2e9, "y", 1e9);
    Minimum<ParameterSet> whole = LBfgs.create().minimize(billions, start).orThrow();
    LBfgs five = LBfgs.create().withStopping(StoppingRule.standard().withMaxIterations(5));
    OptimizerState state = five.minimize(billions, start).state();
    Minimum<ParameterSet> rest = LBfgs.create().resume(billions, start.zero(), state);
    assertEquals(whole.point(), rest.point());
    assertEquals(whole.evaluations(), rest.evaluations());
  }

  @Test
  void textKeepsEveryNumber() {
    double[] numbers = {0.1, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e308};
    List<String> labels = List.of("a", "b\tc", "d e", "f,g", "h", " i");
    OptimizerState state =
        new OptimizerState(
            "Adam",
            3,
            4,
            -1.0 / 3,
            labels,
            Columns.of(List.of("point", "gradient", "extra"), numbers, numbers, numbers));
    OptimizerState back = OptimizerState.parse(state.toText());
    assertEquals("Adam", back.method());
    assertEquals(3, back.iterations());
    assertEquals(4, back.evaluations());
    assertEquals(-1.0 / 3, back.value(), 0);
    assertEquals(labels, back.labels());
    for (String column : state.vectors().names()) {
      for (int i = 0; i < numbers.length; i++) {
        assertEquals(
            Double.doubleToRawLongBits(numbers[i]),
            Double.doubleToRawLongBits(back.vectors().value(column, i)));
      }
    }
  }

  @Test
  void statesOfOthersAreErrors() {
    OptimizerState state =
        Adam.of(0.1)
            .withStopping(StoppingRule.standard().withMaxIterations(2))
            .minimize(LOSS, START)
            .state();
    assertMessage("method LBfgs, got Adam", () -> LBfgs.create().resume(LOSS, START, state));
    assertMessage(
        "must have the labels [x0, x1]", () -> Adam.of(0.1).resume(LOSS, point(1, 1), state));
    String text = state.toText();
    assertMessage("must begin with the line", () -> OptimizerState.parse(""));
    assertMessage("must begin with the line", () -> OptimizerState.parse("x" + text));
    assertMessage(
        "line 3 must begin with \"iterations\"",
        () -> OptimizerState.parse(text.replace("iterations", "steps")));
    assertMessage("numbers in its cells", () -> OptimizerState.parse(text.replace("\t-", "\tx")));
    assertMessage(
        "line 7 must have length 6", () -> OptimizerState.parse(text.replace("\tx0", "")));
    assertMessage(
        "unknown column \"gradient\"",
        () -> OptimizerState.parse(text.replace("gradient", "slope")));
  }

  private static void assertMessage(String part, Runnable code) {
    String message = assertThrows(IllegalArgumentException.class, code::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
