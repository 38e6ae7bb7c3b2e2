// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.engine.Engine;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.simulate.ProgressListener;
import org.odisseo.validation.Require;

/**
 * Draws from a density by Hamiltonian dynamics along trajectories that end before they turn back:
 * the no-U-turn sampler (Hoffman and Gelman 2014), with multinomial weights and the generalized
 * criterion of Betancourt (2017, arXiv:1701.02434), and warm-up in windows, as in Stan.
 *
 * <pre>{@code
 * NoUTurnSampler sampler = NoUTurnSampler.of(logDensity).withDraws(2000).withMetric(Metric.DENSE);
 * List<ParameterSet> starts = Starts.uniform(guess, 2, 4, 1);
 * Chains chains = sampler.run(starts, 42);
 * Diagnostics.of(chains).table();                 // means, errors, R-hat, effective sizes
 * Diagnostics.of(chains).problems();              // in words; empty if there are none
 * }</pre>
 *
 * <p>The log density, up to a constant, is a map on all real numbers, so bounded parameters have to
 * be transformed, with the logarithm of the Jacobian added. NaN or infinity in the middle of a
 * trajectory, or a run of the model that {@linkplain org.odisseo.simulate.FailedRunException fails}
 * there, counts as a divergence and ends the trajectory; a chain that cannot start, or whose
 * density throws, ends with {@linkplain ChainOutcome an outcome that says why}, and the other
 * chains go on.
 *
 * <p>Chains run side by side on the threads of the engine. Each transition has random numbers of
 * its own, which depend on the seed, the chain and its number only, so the draws are the same to
 * the last bit for any number of threads, and for a run that was stopped and resumed. Immutable.
 */
public final class NoUTurnSampler {

  private final Differentiable<ParameterSet, Scalar> logDensity;
  private final NoUTurnSettings settings;
  private final Surroundings around;

  private NoUTurnSampler(
      Differentiable<ParameterSet, Scalar> logDensity,
      NoUTurnSettings settings,
      Surroundings around) {
    this.logDensity = logDensity;
    this.settings = settings;
    this.around = around;
  }

  /**
   * A sampler with 1000 draws after 1000 of warm-up, a diagonal metric, a target acceptance of 0.8,
   * at most 10 doublings, and gradients in reverse mode.
   *
   * @param logDensity the logarithm of a density, not necessarily normalized
   */
  public static NoUTurnSampler of(Differentiable<ParameterSet, Scalar> logDensity) {
    return new NoUTurnSampler(
        Objects.requireNonNull(logDensity), NoUTurnSettings.DEFAULT, Surroundings.DEFAULT);
  }

  /**
   * The number of draws for learning, 0 or more. With 0 the step size is the first one that has an
   * acceptance near 0.8.
   */
  public NoUTurnSampler withWarmUp(int warmUp) {
    NoUTurnSettings s = settings;
    return with(
        new NoUTurnSettings(
            warmUp,
            s.draws(),
            s.targetAcceptance(),
            s.maxTreeDepth(),
            s.maxEnergyError(),
            s.metric(),
            s.mode()));
  }

  /** The number of draws that each chain keeps, at least 1. */
  public NoUTurnSampler withDraws(int draws) {
    NoUTurnSettings s = settings;
    return with(
        new NoUTurnSettings(
            s.warmUp(),
            draws,
            s.targetAcceptance(),
            s.maxTreeDepth(),
            s.maxEnergyError(),
            s.metric(),
            s.mode()));
  }

  /** The mean acceptance to which the step size is tuned, in (0, 1); higher means shorter steps. */
  public NoUTurnSampler withTargetAcceptance(double targetAcceptance) {
    NoUTurnSettings s = settings;
    return with(
        new NoUTurnSettings(
            s.warmUp(),
            s.draws(),
            targetAcceptance,
            s.maxTreeDepth(),
            s.maxEnergyError(),
            s.metric(),
            s.mode()));
  }

  /** How often a trajectory may be doubled, 1 to 24: 10 allows 1023 steps. */
  public NoUTurnSampler withMaxTreeDepth(int maxTreeDepth) {
    NoUTurnSettings s = settings;
    return with(
        new NoUTurnSettings(
            s.warmUp(),
            s.draws(),
            s.targetAcceptance(),
            maxTreeDepth,
            s.maxEnergyError(),
            s.metric(),
            s.mode()));
  }

  /** The growth of the energy that counts as a divergence, 1000 unless told otherwise. */
  public NoUTurnSampler withMaxEnergyError(double maxEnergyError) {
    NoUTurnSettings s = settings;
    return with(
        new NoUTurnSettings(
            s.warmUp(),
            s.draws(),
            s.targetAcceptance(),
            s.maxTreeDepth(),
            maxEnergyError,
            s.metric(),
            s.mode()));
  }

  /** The form of the mass matrix. */
  public NoUTurnSampler withMetric(Metric metric) {
    NoUTurnSettings s = settings;
    return with(
        new NoUTurnSettings(
            s.warmUp(),
            s.draws(),
            s.targetAcceptance(),
            s.maxTreeDepth(),
            s.maxEnergyError(),
            Objects.requireNonNull(metric),
            s.mode()));
  }

  /** How gradients are taken; with few parameters forward mode may be cheaper. */
  public NoUTurnSampler withMode(Mode mode) {
    NoUTurnSettings s = settings;
    return with(
        new NoUTurnSettings(
            s.warmUp(),
            s.draws(),
            s.targetAcceptance(),
            s.maxTreeDepth(),
            s.maxEnergyError(),
            s.metric(),
            Objects.requireNonNull(mode)));
  }

  /** The engine on whose threads chains run: that of the simulations in the density, if any. */
  public NoUTurnSampler withEngine(Engine engine) {
    return with(around.withEngine(engine));
  }

  /** A listener that is told the part of all transitions that is done. */
  public NoUTurnSampler withProgress(ProgressListener listener) {
    return with(around.withListener(listener));
  }

  /** A token that ends the run, within one gradient; the draws so far are kept. */
  public NoUTurnSampler withCancellation(CancellationToken token) {
    return with(around.withToken(token));
  }

  /**
   * Keeps the state of the run in a file. If the file is there when a run begins, the run goes on
   * from it; so the same program started again after a crash or a cancellation comes to the same
   * draws as one that was never stopped. The file stays when the run is complete.
   *
   * <p>The file belongs to these settings, starts and seed, and to the density at the starts; a run
   * with others refuses it.
   *
   * @param file where; it is replaced in one go
   * @param every how many transitions each chain makes between two states, at least 1; chains wait
   *     for each other then
   */
  public NoUTurnSampler withCheckpoint(Path file, int every) {
    return with(around.withCheckpoint(file, every));
  }

  private NoUTurnSampler with(NoUTurnSettings newSettings) {
    return new NoUTurnSampler(logDensity, newSettings, around);
  }

  private NoUTurnSampler with(Surroundings newSurroundings) {
    return new NoUTurnSampler(logDensity, settings, newSurroundings);
  }

  /**
   * Runs a chain from each start.
   *
   * @param starts at least one, with the same names and finite values
   * @param seed the same seed gives the same draws
   * @throws IllegalArgumentException if a start is not usable, or a checkpoint is of another run
   * @throws java.io.UncheckedIOException if a checkpoint cannot be read or written
   */
  public Chains run(List<ParameterSet> starts, long seed) {
    List<ParameterSet> checked = CheckedStarts.require(starts, 1);
    RunControl control = around.begin();
    LogDensity density = LogDensity.of(logDensity, checked.get(0), settings.mode());
    List<NoUTurnChain> chains = new ArrayList<>();
    for (int c = 0; c < checked.size(); c++) {
      long own = Streams.seed(seed, c);
      chains.add(new NoUTurnChain(density, settings, control, checked.get(c), own));
    }
    control.progress().begin((long) chains.size() * (settings.warmUp() + (long) settings.draws()));
    around.engine().forEach(chains.size(), c -> chains.get(c).evaluateStart());
    CheckpointFile file = checkpoint(chains, checked, seed);
    if (file != null && file.exists()) {
      restore(chains, file.read());
    }
    int round = file == null ? Integer.MAX_VALUE : around.checkpointEvery();
    do {
      around.engine().forEach(chains.size(), c -> chains.get(c).advance(round));
      if (file != null) {
        file.write(chains.stream().flatMap(chain -> chain.save().stream()).toList());
      }
    } while (chains.stream().anyMatch(chain -> chain.outcome().isEmpty()));
    return Chains.of(chains.stream().map(NoUTurnChain::build).toList());
  }

  private @Nullable CheckpointFile checkpoint(
      List<NoUTurnChain> chains, List<ParameterSet> starts, long seed) {
    Optional<Path> path = around.checkpoint();
    if (path.isEmpty()) {
      return null;
    }
    Map<String, String> described = settings.described();
    described.put("seed", Long.toString(seed));
    described.put("number of chains", Integer.toString(chains.size()));
    for (int c = 0; c < chains.size(); c++) {
      described.put("start of chain " + c, starts.get(c).toString());
      described.put("log density at the start of chain " + c, chains.get(c).fingerprint());
    }
    return new CheckpointFile(path.get(), described);
  }

  private static void restore(List<NoUTurnChain> chains, List<double[]> arrays) {
    Require.length(
        "the checkpoint",
        arrays.size(),
        chains.stream().mapToInt(NoUTurnChain::saved).sum(),
        "arrays of all chains");
    int from = 0;
    for (NoUTurnChain chain : chains) {
      chain.restore(arrays.subList(from, from + chain.saved()));
      from += chain.saved();
    }
  }
}
