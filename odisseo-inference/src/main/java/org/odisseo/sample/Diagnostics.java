// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.odisseo.validation.Names;

/**
 * Whether the draws of independent chains can be relied on, and what they say. Numbers are of the
 * {@linkplain Chains#comparable comparable} draws. Immutable.
 *
 * <p>The walkers of an {@link EnsembleSampler} are not independent of each other; {@link
 * EnsembleChains} has diagnostics of its own.
 */
public final class Diagnostics {

  private static final double LARGEST_R_HAT = 1.01;
  private static final double LEAST_SIZE_PER_CHAIN = 100;
  private static final double LEAST_ENERGY_FRACTION = 0.3;

  private final Chains chains;
  private final List<Draws> draws;
  private final List<ParameterSummary> summaries;

  private Diagnostics(Chains chains) {
    this.chains = chains;
    this.draws = chains.comparable();
    this.summaries =
        draws.isEmpty()
            ? List.of()
            : chains.names().stream()
                .map(name -> ParameterSummary.of(name, chains.values(name)))
                .toList();
  }

  /** Diagnostics of chains. */
  public static Diagnostics of(Chains chains) {
    return new Diagnostics(chains);
  }

  /** One summary per parameter; none if there are no draws. */
  public List<ParameterSummary> summaries() {
    return summaries;
  }

  /**
   * The summary of one parameter.
   *
   * @throws IllegalArgumentException if there is no such parameter, or there are no draws
   */
  public ParameterSummary summary(String name) {
    return summaries.stream()
        .filter(summary -> summary.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Names.unknown(
                    "parameter with draws",
                    name,
                    summaries.stream().map(ParameterSummary::name).toList()));
  }

  /** The largest R-hat of any parameter; NaN if one is not defined. */
  public double largestRHat() {
    return summaries.stream()
        .mapToDouble(ParameterSummary::rHat)
        .reduce(Math::max)
        .orElse(Double.NaN);
  }

  /** The smallest effective number of draws, in the bulk or the tails, of any parameter. */
  public double smallestSize() {
    return summaries.stream()
        .mapToDouble(summary -> Math.min(summary.bulkSize(), summary.tailSize()))
        .reduce(Math::min)
        .orElse(Double.NaN);
  }

  /** The number of draws whose trajectory diverged. */
  public int divergences() {
    return (int) sum(Statistic.DIVERGING);
  }

  /** The number of gradients behind the draws, without those of the warm-up. */
  public long leapfrogSteps() {
    return sum(Statistic.LEAPFROG_STEPS);
  }

  private long sum(Statistic statistic) {
    double sum = 0;
    for (Draws part : draws) {
      if (part.has(statistic)) {
        for (double value : part.statistic(statistic)) {
          sum += value;
        }
      }
    }
    return (long) sum;
  }

  /** The smallest E-BFMI of any chain, if the sampler has energies. */
  public OptionalDouble smallestEnergyFraction() {
    return draws.stream()
        .filter(part -> part.has(Statistic.ENERGY))
        .mapToDouble(part -> Convergence.energyFraction(part.statistic(Statistic.ENERGY)))
        .reduce(Math::min);
  }

  /** What is wrong, and what helps; empty if nothing is known to be wrong. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (int c = 0; c < chains.count(); c++) {
      ChainOutcome outcome = chains.chain(c).outcome();
      if (!outcome.isCompleted()) {
        problems.add("chain " + c + ": " + outcome.advice());
      }
    }
    if (draws.isEmpty()) {
      problems.add("there are no draws");
      return List.copyOf(problems);
    }
    addProblemsOfTrajectories(problems);
    addProblemsOfChains(problems);
    return List.copyOf(problems);
  }

  private void addProblemsOfTrajectories(List<String> problems) {
    int divergences = divergences();
    if (divergences > 0) {
      problems.add(
          divergences
              + (divergences == 1 ? " divergent transition" : " divergent transitions")
              + " of "
              + draws.size() * draws.get(0).count()
              + ": the draws miss a part of the target that is too narrow for the step size; raise"
              + " the target acceptance or reparametrize");
    }
    OptionalDouble fraction = smallestEnergyFraction();
    if (fraction.isPresent() && fraction.getAsDouble() < LEAST_ENERGY_FRACTION) {
      problems.add(
          String.format(
              Locale.ROOT,
              "E-BFMI is %.3f, below %.1f: the tails are heavy and slowly explored; reparametrize",
              fraction.getAsDouble(),
              LEAST_ENERGY_FRACTION));
    }
  }

  private void addProblemsOfChains(List<String> problems) {
    List<String> stuck = names(s -> !(Double.isFinite(s.rHat()) && s.bulkSize() > 0));
    if (!stuck.isEmpty()) {
      problems.add(
          "R-hat or effective size is not defined for "
              + Names.list(stuck)
              + ": too few draws, or draws that do not move");
    }
    List<String> apart = names(s -> s.rHat() > LARGEST_R_HAT);
    if (!apart.isEmpty()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "R-hat is up to %.3f, above %.2f, for %s: the chains have not met; make more draws,"
                  + " or look for several modes",
              summaries.stream().mapToDouble(ParameterSummary::rHat).max().orElse(Double.NaN),
              LARGEST_R_HAT,
              Names.list(apart)));
    }
    double least = LEAST_SIZE_PER_CHAIN * draws.size();
    List<String> few = names(s -> s.bulkSize() < least || s.tailSize() < least);
    if (!few.isEmpty()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "the effective number of draws is down to %.0f, below %.0f, for %s: make more draws",
              summaries.stream()
                  .mapToDouble(s -> Math.min(s.bulkSize(), s.tailSize()))
                  .min()
                  .orElse(Double.NaN),
              least,
              Names.list(few)));
    }
    if (draws.size() == 1) {
      problems.add("there is one chain only, which cannot be compared with others; run four");
    }
  }

  private List<String> names(Predicate<ParameterSummary> condition) {
    return summaries.stream().filter(condition).map(ParameterSummary::name).toList();
  }

  /** A table for people: a header and a line per parameter. */
  public String table() {
    int width = 4;
    for (ParameterSummary summary : summaries) {
      width = Math.max(width, summary.name().length());
    }
    String names = "%-" + width + "s";
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            names + " %11s %10s %9s %11s %11s %11s %9s %9s %6s\n",
            "name",
            "mean",
            "sd",
            "mcse",
            "5%",
            "50%",
            "95%",
            "bulk",
            "tail",
            "R-hat"));
    for (ParameterSummary s : summaries) {
      table.append(
          String.format(
              Locale.ROOT,
              names + " %11.5g %10.4g %9.2g %11.5g %11.5g %11.5g %9.0f %9.0f %6.3f\n",
              s.name(),
              s.mean(),
              s.standardDeviation(),
              s.meanError(),
              s.low(),
              s.median(),
              s.high(),
              s.bulkSize(),
              s.tailSize(),
              s.rHat()));
    }
    return table.toString();
  }
}
