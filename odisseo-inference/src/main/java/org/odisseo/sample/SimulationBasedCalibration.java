// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.engine.Engine;
import org.odisseo.validation.Require;

/**
 * Checks a model and a sampler together: parameters are drawn from the prior, data are simulated
 * from them, and the posterior of the data is sampled. If all is well, the rank of the true
 * parameter among the draws is uniform (Talts, Betancourt, Simpson, Vehtari and Gelman 2018,
 * arXiv:1804.06788).
 *
 * <pre>{@code
 * CalibrationRanks ranks =
 *     SimulationBasedCalibration.of(prior, simulate, (data, seed) -> posterior(data).run(starts, seed))
 *         .withReplicates(500)
 *         .run(42);
 * ranks.pValue("mass", 16);       // small if the ranks are not uniform
 * ranks.histogram("mass", 16);    // U-shaped: posterior too narrow; sloped: biased
 * }</pre>
 *
 * <p>Ranks are uniform for independent draws only. From the draws of a run some are taken at equal
 * distances; see that there are many more draws than that. Immutable.
 *
 * @param <D> type of the data
 */
public final class SimulationBasedCalibration<D> {

  private final Function<RandomGenerator, ParameterSet> prior;
  private final BiFunction<ParameterSet, RandomGenerator, D> simulate;
  private final PosteriorSampler<D> sampler;
  private final int replicates;
  private final int kept;
  private final Engine engine;

  /** Samples the posterior of data. */
  @FunctionalInterface
  public interface PosteriorSampler<D> {

    /**
     * Draws from the posterior.
     *
     * @param data the data
     * @param seed for the sampler
     * @return chains with the parameters of the prior
     */
    Chains sample(D data, long seed);
  }

  private SimulationBasedCalibration(
      Function<RandomGenerator, ParameterSet> prior,
      BiFunction<ParameterSet, RandomGenerator, D> simulate,
      PosteriorSampler<D> sampler,
      int replicates,
      int kept,
      Engine engine) {
    this.prior = prior;
    this.simulate = simulate;
    this.sampler = sampler;
    this.replicates = replicates;
    this.kept = kept;
    this.engine = engine;
  }

  /**
   * A calibration of 256 replicates with ranks from 0 to 63.
   *
   * @param prior draws parameters
   * @param simulate draws data given parameters
   * @param sampler samples the posterior
   */
  public static <D> SimulationBasedCalibration<D> of(
      Function<RandomGenerator, ParameterSet> prior,
      BiFunction<ParameterSet, RandomGenerator, D> simulate,
      PosteriorSampler<D> sampler) {
    return new SimulationBasedCalibration<>(
        Objects.requireNonNull(prior),
        Objects.requireNonNull(simulate),
        Objects.requireNonNull(sampler),
        256,
        63,
        Engine.jvm());
  }

  /** How many times data are simulated, at least 1. */
  public SimulationBasedCalibration<D> withReplicates(int newReplicates) {
    Require.atLeast("replicates", newReplicates, 1);
    return new SimulationBasedCalibration<>(prior, simulate, sampler, newReplicates, kept, engine);
  }

  /** How many draws of each run are kept, at least 1: ranks go from 0 to that number. */
  public SimulationBasedCalibration<D> withKeptDraws(int draws) {
    Require.atLeast("draws", draws, 1);
    return new SimulationBasedCalibration<>(prior, simulate, sampler, replicates, draws, engine);
  }

  /** The engine on whose threads replicates run. */
  public SimulationBasedCalibration<D> withEngine(Engine newEngine) {
    return new SimulationBasedCalibration<>(
        prior, simulate, sampler, replicates, kept, Objects.requireNonNull(newEngine));
  }

  /**
   * Runs all replicates. Those whose chains were not all completed, or have fewer draws than are to
   * be kept, are left out and counted.
   *
   * @param seed the same seed gives the same ranks for any number of threads
   */
  public CalibrationRanks run(long seed) {
    ParameterSet shape = prior.apply(Streams.of(seed, 0, 0));
    int[][] ranks = new int[replicates][];
    engine.forEach(replicates, r -> ranks[r] = replicate(seed, r));
    List<int[]> good = new ArrayList<>();
    for (int[] rank : ranks) {
      if (rank.length > 0) {
        good.add(rank);
      }
    }
    return new CalibrationRanks(shape.names(), good, kept, replicates - good.size());
  }

  private int[] replicate(long seed, int replicate) {
    ParameterSet truth = prior.apply(Streams.of(seed, replicate, 0));
    D data = simulate.apply(truth, Streams.of(seed, replicate, 1));
    Chains chains = sampler.sample(data, Streams.seed(seed, replicate, 2));
    if (!chains.isCompleted()) {
      return new int[0];
    }
    int[] ranks = new int[truth.size()];
    for (int j = 0; j < ranks.length; j++) {
      double[] draws = Chains.flat(chains.values(truth.names().get(j)));
      if (draws.length < kept) {
        return new int[0];
      }
      for (int k = 0; k < kept; k++) {
        // The middles of as many equal stretches as draws are kept.
        double draw = draws[(int) ((k + 0.5) * draws.length / kept)];
        ranks[j] += draw < truth.value(j) ? 1 : 0;
      }
    }
    return ranks;
  }
}
