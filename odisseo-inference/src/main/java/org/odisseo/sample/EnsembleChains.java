// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Names;

/**
 * What an ensemble has drawn: a chain per walker, and how quickly walkers forget where they were.
 *
 * @param chains a chain per walker; they all have the same outcome
 * @param thinning how many steps there are to a draw
 * @param rejectedNaNs how many proposals were rejected since the density was NaN there
 */
public record EnsembleChains(Chains chains, int thinning, long rejectedNaNs) {

  private static final double LEAST_TIMES = 50;

  /** There are chains. */
  public EnsembleChains {
    Objects.requireNonNull(chains);
  }

  /** How the run ended; transitions are steps of the ensemble. */
  public ChainOutcome outcome() {
    return chains.chain(0).outcome();
  }

  /** The fraction of proposals taken, over all walkers and draws. */
  public double acceptance() {
    return chains.all().stream()
        .mapToDouble(chain -> new Mean().evaluate(chain.draws().statistic(Statistic.ACCEPTANCE)))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The integrated autocorrelation time of every parameter, in draws, by {@link
   * Autocorrelation#time}. So many draws of a walker are worth one independent one.
   */
  public ParameterSet autocorrelationTime() {
    double[] times = new double[chains.names().size()];
    for (int j = 0; j < times.length; j++) {
      times[j] = Autocorrelation.time(List.of(chains.values(chains.names().get(j))));
    }
    return ParameterSet.of(chains.names(), times);
  }

  /** The means of all draws. */
  public ParameterSet means() {
    return each(new Mean()::evaluate);
  }

  /** The standard deviations of all draws. */
  public ParameterSet standardDeviations() {
    return each(new StandardDeviation()::evaluate);
  }

  /** The Monte-Carlo standard errors of the means. */
  public ParameterSet meanErrors() {
    double[] errors = standardDeviations().toArray();
    double[] times = autocorrelationTime().toArray();
    double draws = 0;
    for (Chain chain : chains.all()) {
      draws += chain.draws().count();
    }
    for (int j = 0; j < errors.length; j++) {
      errors[j] *= Math.sqrt(times[j] / draws);
    }
    return ParameterSet.of(chains.names(), errors);
  }

  private ParameterSet each(ToDoubleFunction<double[]> function) {
    return ParameterSet.of(
        chains.names(),
        chains.names().stream()
            .mapToDouble(name -> function.applyAsDouble(Chains.flat(chains.values(name))))
            .toArray());
  }

  /** What is wrong, and what helps; empty if nothing is known to be wrong. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!outcome().isCompleted()) {
      problems.add(outcome().advice());
    }
    if (rejectedNaNs > 0) {
      problems.add(
          "the density was NaN at "
              + rejectedNaNs
              + " proposals, which were rejected; return minus infinity where it is zero");
    }
    if (chains.chain(0).draws().count() == 0) {
      problems.add("there are no draws");
      return List.copyOf(problems);
    }
    double acceptance = acceptance();
    if (!(acceptance > 0.1)) {
      problems.add(
          String.format(
              Locale.ROOT,
              "only %.3f of the proposals were taken: use more walkers or fewer parameters",
              acceptance));
    }
    List<String> slow = new ArrayList<>();
    autocorrelationTime()
        .forEach(
            (name, time) -> {
              if (!(LEAST_TIMES * time <= chains.chain(0).draws().count())) {
                slow.add(name);
              }
            });
    if (!slow.isEmpty()) {
      problems.add(
          "there are fewer draws than 50 autocorrelation times of "
              + Names.list(slow)
              + ": make more draws");
    }
    return List.copyOf(problems);
  }
}
