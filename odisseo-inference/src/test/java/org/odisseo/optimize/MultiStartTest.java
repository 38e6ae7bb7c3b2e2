// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.engine.Engine;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.simulate.Member;

class MultiStartTest {

  /** Himmelblau's function has four minima of zero; a slope makes (3, 2) the lowest. */
  private static final TwiceDifferentiable<ParameterSet, Scalar> LOSS =
      ExpressionMap.parse("f = (x^2 + y - 11)^2 + (x + y^2 - 7)^2 + 0.001*((x - 3)^2 + (y - 2)^2)")
          .output("f");

  private static final List<ParameterSet> STARTS =
      Starts.box("x", -5, 5).and("y", -5, 5).sobol(32, 1);

  private static Minimum<ParameterSet> fit(ParameterSet start) {
    return LBfgs.create().minimize(LOSS, start);
  }

  @Test
  void findsAllMinimaAndTheLowest() {
    Attempts<ParameterSet, Minimum<ParameterSet>> attempts =
        MultiStart.of(MultiStartTest::fit).run(STARTS);
    assertTrue(attempts.isComplete());
    assertTrue(attempts.failures().isEmpty());
    Minimum<ParameterSet> best = attempts.best(Minimum::value).orElseThrow().orThrow();
    assertEquals(3, best.point().value("x"), 1e-8);
    assertEquals(2, best.point().value("y"), 1e-8);
    TreeSet<Integer> quadrants = new TreeSet<>();
    for (Minimum<ParameterSet> minimum : attempts.results()) {
      assertTrue(minimum.isConverged());
      quadrants.add(
          (minimum.point().value("x") < 0 ? 0 : 1) + (minimum.point().value("y") < 0 ? 0 : 2));
    }
    assertEquals(4, quadrants.size());
  }

  @Test
  void resultsDoNotDependOnTheThreads() {
    List<Minimum<ParameterSet>> alone =
        MultiStart.of(MultiStartTest::fit, Engine.jvm(1)).run(STARTS).results();
    List<Minimum<ParameterSet>> together =
        MultiStart.of(MultiStartTest::fit, Engine.jvm(3)).run(STARTS).results();
    for (int i = 0; i < STARTS.size(); i++) {
      assertEquals(fit(STARTS.get(i)).point(), alone.get(i).point());
      assertEquals(alone.get(i).point(), together.get(i).point());
      assertEquals(alone.get(i).history(), together.get(i).history());
    }
  }

  @Test
  void failuresAreKeptAndDoNotStopTheOthers() {
    Attempts<ParameterSet, Minimum<ParameterSet>> attempts =
        MultiStart.of(
                (ParameterSet start) -> {
                  if (start.value("x") < 0) {
                    throw new IllegalArgumentException("x must be >= 0");
                  }
                  return fit(start);
                })
            .run(STARTS);
    assertEquals(STARTS.size(), attempts.members().size());
    long negative = STARTS.stream().filter(start -> start.value("x") < 0).count();
    assertTrue(negative > 5);
    assertEquals(negative, attempts.failures().size());
    assertEquals(STARTS.size() - negative, attempts.results().size());
    for (int i = 0; i < STARTS.size(); i++) {
      Member<ParameterSet, Minimum<ParameterSet>> member = attempts.members().get(i);
      assertEquals(STARTS.get(i), member.input());
      assertEquals(STARTS.get(i).value("x") >= 0, member.isCompleted());
    }
    assertEquals("x must be >= 0", attempts.failures().get(0).failure().orElseThrow().getMessage());
  }

  @Test
  void theBestIsTheFirstOfTheLowestAndNoNaN() {
    Attempts<Integer, Double> attempts =
        MultiStart.of((Integer start) -> start % 2 == 0 ? Double.NaN : Math.abs(start - 6.0))
            .run(List.of(2, 11, 5, 7, 9, 4));
    assertEquals(5, attempts.best(x -> x).orElseThrow().input());
    assertTrue(
        MultiStart.of((Integer start) -> Double.NaN).run(List.of(1, 2)).best(x -> x).isEmpty());
    assertTrue(MultiStart.of((Integer start) -> start).run(List.of()).best(x -> x).isEmpty());
  }

  @Test
  void progressIsToldAndCancellationLeavesTheRestOut() {
    List<Long> told = new ArrayList<>();
    MultiStart.of(MultiStartTest::fit).withProgress((done, total) -> told.add(done)).run(STARTS);
    assertEquals(STARTS.size() + 1, told.size());
    assertEquals(STARTS.size(), told.get(STARTS.size()));

    CancellationToken token = new CancellationToken();
    Attempts<ParameterSet, Minimum<ParameterSet>> attempts =
        MultiStart.of(MultiStartTest::fit, Engine.jvm(1))
            .withCancellation(token)
            .withProgress(
                (done, total) -> {
                  if (done == 5) {
                    token.cancel();
                  }
                })
            .run(STARTS);
    assertFalse(attempts.isComplete());
    assertEquals(5, attempts.members().size());
    assertEquals(STARTS.size(), attempts.starts());
  }
}
