// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.Pair;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
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

  /** Rounding of an inverse matrix. */
  private static final double SYMMETRY = 1e-8;

  /** Chains begin within so many standard deviations of the Gaussian approximation. */
  private static final double SPREAD = 2;

  /**
   * Draws with the no-U-turn sampler: in each of four chains as many, after half as many. The
   * sampler's coordinates are those in which the Gaussian approximation has the mean zero and no
   * correlations, so that it begins where others have to warm up to.
   */
  static <A extends VectorValue<A>> OrbitPosterior<A> of(
      OrbitFit<A> fit, int draws, long seed, ProgressListener listener) {
    final long begin = System.nanoTime();
    OrbitFitProblem<A> problem = fit.problem();
    ParameterSet best = fit.best().point();
    ParameterSet origin = best.zero();
    double[][] root =
        new CholeskyDecomposition(
                new Array2DRowRealMatrix(fit.gaussian().covariance().toArray()), SYMMETRY, 0)
            .getL()
            .getData();
    Differentiable<ParameterSet, ParameterSet> coordinates =
        Maps.matrix(root, origin, origin).then(Maps.translate(best));
    Differentiable<ParameterSet, Scalar> logPosterior =
        coordinates
            .then(problem.pulls())
            .then(Maps.<Pair<ParameterSet, ParameterSet>>sumOfSquares())
            .then(Maps.scale(-0.5));
    Chains chains =
        NoUTurnSampler.of(logPosterior)
            .withWarmUp(Math.max(100, draws / 2))
            .withDraws(draws)
            .withMaxTreeDepth(draws < TRIAL ? TRIAL_DEPTH : FULL_DEPTH)
            .withMetric(Metric.DENSE)
            .withMode(Mode.FORWARD)
            .withProgress(listener)
            .run(Starts.uniform(origin, SPREAD, CHAINS, seed), seed);
    Function<ParameterSet, ParameterSet> values = z -> problem.values(coordinates.apply(z));
    List<Chain> inUnits = new ArrayList<>();
    for (Chain chain : chains.all()) {
      inUnits.add(
          new Chain(
              inUnits(chain.warmUp(), problem.names(), values),
              inUnits(chain.draws(), problem.names(), values),
              chain.outcome()));
    }
    return new OrbitPosterior<>(problem, Chains.of(inUnits), (System.nanoTime() - begin) / 1e9);
  }

  private static Draws inUnits(
      Draws draws, List<String> names, Function<ParameterSet, ParameterSet> values) {
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      columns.add(new double[draws.count()]);
    }
    for (int i = 0; i < draws.count(); i++) {
      double[] row = values.apply(draws.draw(i)).toArray();
      for (int j = 0; j < row.length; j++) {
        columns.get(j)[i] = row[j];
      }
    }
    Map<Statistic, double[]> statistics = new EnumMap<>(Statistic.class);
    draws.statistics().forEach(s -> statistics.put(s, draws.statistic(s)));
    return Draws.of(names, columns, statistics);
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
    FreeParameters<A> free = problem.free();
    int used = Math.min(count, draws.count());
    return IntStream.range(0, used)
        .map(i -> (int) ((long) i * draws.count() / used))
        .mapToObj(i -> ParameterSet.of(free.names(), draws.row(i).toArray()))
        .map(values -> free.point(free.coordinatesOfValues(values)))
        .toList();
  }
}
