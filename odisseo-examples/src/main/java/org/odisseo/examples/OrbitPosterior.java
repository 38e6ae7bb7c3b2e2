// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.optimize.Starts;
import org.odisseo.sample.Chain;
import org.odisseo.sample.Chains;
import org.odisseo.sample.Diagnostics;
import org.odisseo.sample.Draws;
import org.odisseo.sample.Metric;
import org.odisseo.sample.NoUTurnSampler;
import org.odisseo.sample.Statistic;
import org.odisseo.simulate.ProgressListener;

/**
 * Draws from likelihood times prior.
 *
 * @param problem what was drawn from
 * @param chains the draws, the free numbers in their own units
 * @param seconds that they took
 * @param <A> what an orbit depends on
 */
record OrbitPosterior<A extends VectorValue<A>>(
    OrbitFitProblem<A> problem, Chains chains, double seconds) {

  /** Fewer draws than this only show that everything works, and need not take long. */
  private static final int TRIAL = 50;

  private static final int TRIAL_DEPTH = 4;
  private static final int FULL_DEPTH = 10;

  private static final int CHAINS = 4;

  /** Chains begin within so much of the best fit, in coordinates of which a few span the prior. */
  private static final double SPREAD = 0.5;

  /** Not farther out than this, where coordinates hardly change the number any more. */
  private static final double INSIDE = 2;

  /** Draws with the no-U-turn sampler: in each of four chains as many, after half as many. */
  static <A extends VectorValue<A>> OrbitPosterior<A> of(
      OrbitFit<A> fit, int draws, long seed, ProgressListener listener) {
    long begin = System.nanoTime();
    OrbitFitProblem<A> problem = fit.problem();
    ParameterSet best = fit.best().point();
    ParameterSet center =
        best.withArray(
            Arrays.stream(best.toArray())
                .map(u -> Math.max(-INSIDE, Math.min(INSIDE, u)))
                .toArray());
    Chains chains =
        NoUTurnSampler.of(problem.logPosterior())
            .withWarmUp(Math.max(100, draws / 2))
            .withDraws(draws)
            .withMaxTreeDepth(draws < TRIAL ? TRIAL_DEPTH : FULL_DEPTH)
            .withMetric(Metric.DENSE)
            .withMode(Mode.FORWARD)
            .withTargetAcceptance(0.9)
            .withProgress(listener)
            .run(Starts.uniform(center, SPREAD, CHAINS, seed), seed);
    FreeParameters<A> bounded = problem.bounded();
    List<Chain> inUnits = new ArrayList<>();
    for (Chain chain : chains.all()) {
      inUnits.add(
          new Chain(
              inUnits(chain.warmUp(), bounded), inUnits(chain.draws(), bounded), chain.outcome()));
    }
    return new OrbitPosterior<>(problem, Chains.of(inUnits), (System.nanoTime() - begin) / 1e9);
  }

  private static Draws inUnits(Draws draws, FreeParameters<?> bounded) {
    int size = draws.names().size();
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < size; j++) {
      columns.add(new double[draws.count()]);
    }
    for (int i = 0; i < draws.count(); i++) {
      ParameterSet values = bounded.values(draws.draw(i));
      for (int j = 0; j < size; j++) {
        columns.get(j)[i] = values.value(j);
      }
    }
    Map<Statistic, double[]> statistics = new EnumMap<>(Statistic.class);
    draws.statistics().forEach(s -> statistics.put(s, draws.statistic(s)));
    return Draws.of(draws.names(), columns, statistics);
  }

  /** Whether the draws can be relied on. */
  Diagnostics diagnostics() {
    return Diagnostics.of(chains);
  }

  /** All draws of a number, in its own unit. */
  double[] values(String name) {
    return chains.toColumns().column(name);
  }

  /** All draws of a number as pictures show it, or as the Gaussian approximation takes it. */
  double[] values(FreeNumber number, DoubleUnaryOperator form) {
    return Arrays.stream(values(number.name())).map(form).toArray();
  }

  /** Points evenly from all draws. */
  List<A> points(int count) {
    Columns draws = chains.toColumns();
    FreeParameters<A> bounded = problem.bounded();
    int used = Math.min(count, draws.count());
    return IntStream.range(0, used)
        .map(i -> (int) ((long) i * draws.count() / used))
        .mapToObj(i -> bounded.point(bounded.coordinatesOfValues(draws.row(i))))
        .toList();
  }
}
