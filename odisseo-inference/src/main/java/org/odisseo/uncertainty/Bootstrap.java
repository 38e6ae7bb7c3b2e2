// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.engine.Engine;
import org.odisseo.simulate.Ensemble;
import org.odisseo.simulate.EnsembleListener;
import org.odisseo.simulate.Member;
import org.odisseo.validation.Require;

/**
 * The scatter of an estimate, from estimating many data sets that could have been observed as well.
 *
 * <p>The data sets are either the rows of the real one, drawn with replacement (Efron 1979, Ann.
 * Stat. 7, 1), or made by a model with noise. Data set number k depends on the seed and on k alone,
 * so that results do not depend on the number of threads and a run can be continued.
 *
 * <pre>{@code
 * Bootstrap<Columns> bootstrap = Bootstrap.ofRows(stars, 42);
 * BootstrapSummary summary = bootstrap.summarize(1000, data -> fit(data));
 * summary.spread().value("halo.mass");
 *
 * try (var fits = bootstrap.run(1000, data -> fit(data))) {      // lazily, one by one
 *   fits.filter(Member::isCompleted).forEach(member -> ...);
 * }
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param <D> type of a data set
 */
public final class Bootstrap<D> {

  private final Function<RandomGenerator, D> source;
  private final long seed;
  private final Engine engine;
  private final EnsembleListener listener;

  private Bootstrap(
      Function<RandomGenerator, D> source, long seed, Engine engine, EnsembleListener listener) {
    this.source = source;
    this.seed = seed;
    this.engine = engine;
    this.listener = listener;
  }

  /** As many rows as there are, drawn from them with replacement. */
  public static Bootstrap<Columns> ofRows(Columns data, long seed) {
    Require.atLeast("the number of rows", data.count(), 1);
    return parametric(random -> resampled(data, random), seed);
  }

  /**
   * Data sets from a model of them.
   *
   * @param source makes a data set, with noise from the generator it is given; called by several
   *     threads at a time
   */
  public static <D> Bootstrap<D> parametric(Function<RandomGenerator, D> source, long seed) {
    return new Bootstrap<>(source, seed, Engine.jvm(), (done, total) -> {});
  }

  /** The same on the threads of an engine; the results do not depend on it. */
  public Bootstrap<D> withEngine(Engine newEngine) {
    return new Bootstrap<>(source, seed, newEngine, listener);
  }

  /** The same with somebody who is told how many data sets are done. */
  public Bootstrap<D> withProgress(EnsembleListener newListener) {
    return new Bootstrap<>(source, seed, engine, newListener);
  }

  /** Data set number {@code index}, from 0. */
  public D dataSet(long index) {
    if (index < 0) {
      throw new IllegalArgumentException("index must be >= 0, got " + index);
    }
    return source.apply(new SplittableRandom(mixed(seed, index)));
  }

  /**
   * The estimates from data sets 0 to {@code count - 1}, in this order and lazily; one that throws
   * is a failure of that member, whose input is the number of its data set. A stream that is left
   * before its end should be closed.
   *
   * @param estimate called by several threads at a time
   */
  public <R> Stream<Member<Long, R>> run(int count, Function<? super D, ? extends R> estimate) {
    Require.atLeast("count", count, 1);
    // The stream of indices is sized, but boxing hides that from listeners.
    EnsembleListener sized = (done, total) -> listener.progress(done, OptionalLong.of(count));
    Function<Long, R> ofIndex = index -> estimate.apply(dataSet(index));
    return Ensemble.of(ofIndex, engine).withProgress(sized).run(LongStream.range(0, count).boxed());
  }

  /** The estimates from data sets 0 to {@code count - 1}, taken together. */
  public BootstrapSummary summarize(int count, Function<? super D, ParameterSet> estimate) {
    Stream<Member<Long, ParameterSet>> members = run(count, estimate);
    try (members) {
      return BootstrapSummary.of(members.toList());
    }
  }

  private static Columns resampled(Columns data, RandomGenerator random) {
    int[] rows = IntStream.range(0, data.count()).map(i -> random.nextInt(data.count())).toArray();
    double[][] columns = new double[data.names().size()][];
    for (int k = 0; k < columns.length; k++) {
      double[] column = data.column(data.names().get(k));
      columns[k] = IntStream.of(rows).mapToDouble(row -> column[row]).toArray();
    }
    return Columns.of(data.names(), columns);
  }

  /** The finalizer of MurmurHash3, twice, so that neither near seeds nor near numbers are alike. */
  private static long mixed(long seed, long index) {
    return mixed(mixed(seed) + index);
  }

  private static long mixed(long bits) {
    long z = bits + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
