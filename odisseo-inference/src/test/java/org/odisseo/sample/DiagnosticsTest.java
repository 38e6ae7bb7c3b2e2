// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {

  private static Chains chains(double[][] x, double[][] energies, int divergences) {
    List<Chain> chains = new ArrayList<>();
    for (int c = 0; c < x.length; c++) {
      double[] diverging = new double[x[c].length];
      for (int i = 0; c == 0 && i < divergences; i++) {
        diverging[i] = 1;
      }
      Draws draws =
          Draws.of(
              List.of("x"),
              List.of(x[c]),
              Map.of(Statistic.DIVERGING, diverging, Statistic.ENERGY, energies[c]));
      chains.add(new Chain(draws.range(0, 0), draws, new ChainOutcome.Completed(x[c].length)));
    }
    return Chains.of(chains);
  }

  private static double[][] independent(long seed) {
    return ConvergenceTest.autoregressive(0, 4, 1000, seed);
  }

  private static List<String> problems(double[][] x, double[][] energies, int divergences) {
    return Diagnostics.of(chains(x, energies, divergences)).problems();
  }

  @Test
  void independentDrawsHaveNoProblems() {
    assertEquals(List.of(), problems(independent(1), independent(2), 0));
  }

  @Test
  void divergencesAreReported() {
    List<String> problems = problems(independent(1), independent(2), 3);
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("3 divergent transitions of 4000: "), problems.get(0));
    assertTrue(problems.get(0).contains("raise the target acceptance"), problems.get(0));
  }

  /** Energies that change by a tenth of their width have an E-BFMI of 2 (1 - rho) = 0.1. */
  @Test
  void slowEnergiesAreReported() {
    double[][] slow = ConvergenceTest.autoregressive(0.95, 4, 1000, 3);
    Diagnostics diagnostics = Diagnostics.of(chains(independent(1), slow, 0));
    assertEquals(0.1, diagnostics.smallestEnergyFraction().orElseThrow(), 0.05);
    assertTrue(diagnostics.problems().get(0).startsWith("E-BFMI is 0."));
  }

  @Test
  void chainsThatHaveNotMetAreReported() {
    double[][] apart = independent(1);
    for (int i = 0; i < 1000; i++) {
      apart[2][i] += 1;
    }
    List<String> problems = problems(apart, independent(2), 0);
    assertTrue(problems.get(0).startsWith("R-hat is up to 1."), problems.toString());
    assertTrue(problems.get(0).contains("for x"), problems.toString());
    assertTrue(problems.get(1).contains("effective number of draws"), problems.toString());
  }

  @Test
  void oneChainAndStillChainsAreReported() {
    double[][] one = {independent(1)[0]};
    assertTrue(problems(one, one, 0).get(0).contains("one chain only"));
    double[][] still = new double[4][1000];
    assertTrue(problems(still, independent(2), 0).get(0).contains("do not move"));
  }

  @Test
  void summaryHasTheNumbersOfItsParts() {
    double[][] x = independent(1);
    Diagnostics diagnostics = Diagnostics.of(chains(x, independent(2), 0));
    ParameterSummary summary = diagnostics.summary("x");
    assertEquals(Convergence.meanError(x), summary.meanError());
    assertEquals(Convergence.tailSize(x), summary.tailSize());
    assertEquals(Convergence.rankNormalizedRHat(x), diagnostics.largestRHat());
    assertEquals(Math.min(summary.bulkSize(), summary.tailSize()), diagnostics.smallestSize());
    // Quantiles of the normal distribution; the density there is 0.103 and 0.399.
    double error = Math.sqrt(0.05 * 0.95 / 4000) / 0.103;
    assertEquals(-1.6449, summary.low(), 4 * error);
    assertEquals(1.6449, summary.high(), 4 * error);
    assertEquals(0, summary.median(), 4 * Math.sqrt(0.25 / 4000) / 0.399);
    String[] lines = diagnostics.table().split("\n");
    assertEquals(2, lines.length);

    assertEquals(lines[0].trim().split(" +").length, lines[1].trim().split(" +").length);
  }
}
