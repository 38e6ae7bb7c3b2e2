// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainsTest {

  private static final ChainOutcome CANCELLED = new ChainOutcome.Cancelled(2);

  private static Draws draws(double... x) {
    double[] twice = x.clone();
    double[] diverging = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      twice[i] = 2 * x[i];
      diverging[i] = i % 2;
    }
    return Draws.of(
        List.of("x", "halo.\"m\""),
        List.of(x, twice),
        Map.of(Statistic.LOG_DENSITY, x, Statistic.DIVERGING, diverging));
  }

  private static Chain chain(double... x) {
    return new Chain(draws(-1), draws(x), new ChainOutcome.Completed(x.length));
  }

  @Test
  void csvHasARowPerDraw() throws IOException {
    StringWriter out = new StringWriter();
    Chains.of(List.of(chain(1, 2), chain(0.1, 3e-200))).writeCsv(out);
    assertEquals(
        """
        chain,draw,x,"halo.""m""\",lp,diverging
        0,0,1.0,2.0,1.0,0.0
        0,1,2.0,4.0,2.0,1.0
        1,0,0.1,0.2,0.1,0.0
        1,1,3.0E-200,6.0E-200,3.0E-200,1.0
        """,
        out.toString());
  }

  @Test
  void jsonHasTheGroupsOfArviz(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("chains.json");
    Chains.of(List.of(chain(1, 2), chain(3, Double.NaN))).writeJson(file);
    assertEquals(
        """
        {"posterior": {
          "x": [[1.0, 2.0], [3.0, null]],
          "halo.\\"m\\"": [[2.0, 4.0], [6.0, null]]},
        "sample_stats": {
          "lp": [[1.0, 2.0], [3.0, null]],
          "diverging": [[false, true], [false, true]]},
        "warmup_posterior": {
          "x": [[-1.0], [-1.0]],
          "halo.\\"m\\"": [[-2.0], [-2.0]]},
        "warmup_sample_stats": {
          "lp": [[-1.0], [-1.0]],
          "diverging": [[false], [false]]},
        "attrs": {"inference_library": "odisseo", "outcomes": ["completed 2 transitions", "completed 2 transitions"]}}
        """,
        Files.readString(file));
  }

  @Test
  void completedChainsAreCompared() {
    Chain part = new Chain(draws(), draws(7), CANCELLED);
    Chains mixed = Chains.of(List.of(chain(1, 2, 3), part, chain(4, 5, 6)));
    assertArrayEquals(new double[][] {{1, 2, 3}, {4, 5, 6}}, mixed.values("x"));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, mixed.toColumns().column("x"));
    Chain longer = new Chain(draws(), draws(8, 9), CANCELLED);
    Chains parts = Chains.of(List.of(longer, part, new Chain(draws(-3), draws(), CANCELLED)));
    assertArrayEquals(new double[][] {{8}, {7}}, parts.values("x"));
    Chains none = Chains.of(List.of(new Chain(draws(-3), draws(), CANCELLED)));
    assertTrue(
        assertThrows(IllegalStateException.class, none::toColumns)
            .getMessage()
            .contains("cancelled after 2 transitions"));
  }

  @Test
  void arraysAreCopied() {
    double[] x = {1, 2};
    Draws draws = Draws.of(List.of("x"), List.of(x), Map.of(Statistic.ENERGY, x));
    x[0] = 9;
    draws.values("x")[1] = 9;
    draws.statistic(Statistic.ENERGY)[1] = 9;
    assertArrayEquals(new double[] {1, 2}, draws.values("x"));
    assertArrayEquals(new double[] {1, 2}, draws.statistic(Statistic.ENERGY));
  }

  @Test
  void mistakesAreNamed() {
    assertMessage(
        "columns[1] must have length 2 (one per draw), got 1",
        () -> Draws.of(List.of("x", "y"), List.of(new double[2], new double[1]), Map.of()));
    assertMessage(
        "unknown statistic \"energy\"; known: lp, diverging",
        () -> draws(1).statistic(Statistic.ENERGY));
    assertMessage(
        "from and to must be 0 <= from <= to <= 1, got 0 and 2", () -> draws(1).range(0, 2));
    assertMessage("the number of chains must be >= 1, got 0", () -> Chains.of(List.of()));
  }

  private static void assertMessage(String message, Runnable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
  }
}
