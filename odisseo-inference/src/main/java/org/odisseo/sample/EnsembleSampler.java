// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.engine.Engine;
import org.odisseo.simulate.CancellationToken;
import org.odisseo.simulate.ProgressListener;
import org.odisseo.validation.Require;

/**
 * Draws from a density without its gradient, by an ensemble of walkers that learn the shape of the
 * target from each other (Goodman and Weare 2010, doi:10.2140/camcos.2010.5.65). Correlations and
 * scales do not matter to it: an affine change of the parameters changes the draws accordingly and
 * nothing else. Good up to some ten parameters; beyond, {@link NoUTurnSampler} is far better.
 *
 * <pre>{@code
 * EnsembleChains chains = EnsembleSampler.of(p -> -chiSquared(p) / 2)
 *     .withWarmUp(500)
 *     .withDraws(2000)
 *     .run(Starts.normal(best, 1e-3, 40, 1), 42);
 * chains.autocorrelationTime();
 * }</pre>
 *
 * <p>In a step, half of the walkers, chosen at random, move with regard to the other half, and then
 * the others, so that densities are evaluated side by side on the threads of the engine
 * (Foreman-Mackey et al. 2013, arXiv:1202.3665). The draws are the same to the last bit for any
 * number of threads, and for a run that was stopped and resumed. A density of minus infinity or
 * NaN, or a run of the model that {@linkplain org.odisseo.simulate.FailedRunException fails},
 * rejects a proposal. Immutable.
 */
public final class EnsembleSampler {

  private static final double WORST_CONDITION = 1e8;

  private final ToDoubleFunction<ParameterSet> logDensity;
  private final EnsembleSettings settings;
  private final Surroundings around;

  private EnsembleSampler(
      ToDoubleFunction<ParameterSet> logDensity, EnsembleSettings settings, Surroundings around) {
    this.logDensity = logDensity;
    this.settings = settings;
    this.around = around;
  }

  /**
   * A sampler with 1000 draws of each walker after 1000 of warm-up, and stretch moves.
   *
   * @param logDensity the logarithm of a density, not necessarily normalized; called by several
   *     threads
   */
  public static EnsembleSampler of(ToDoubleFunction<ParameterSet> logDensity) {
    return new EnsembleSampler(
        Objects.requireNonNull(logDensity), EnsembleSettings.DEFAULT, Surroundings.DEFAULT);
  }

  /** The number of draws before the walkers have found the target, 0 or more. */
  public EnsembleSampler withWarmUp(int warmUp) {
    return with(
        new EnsembleSettings(warmUp, settings.draws(), settings.thinning(), settings.moves()));
  }

  /** The number of draws of each walker, at least 1. */
  public EnsembleSampler withDraws(int draws) {
    return with(
        new EnsembleSettings(settings.warmUp(), draws, settings.thinning(), settings.moves()));
  }

  /** How many steps there are to a draw, 1 or more; saves memory where walkers move slowly. */
  public EnsembleSampler withThinning(int thinning) {
    return with(
        new EnsembleSettings(settings.warmUp(), settings.draws(), thinning, settings.moves()));
  }

  /** The moves, one of which is taken in each step, all equally often; may repeat. */
  public EnsembleSampler withMoves(EnsembleMove... moves) {
    return with(
        new EnsembleSettings(
            settings.warmUp(), settings.draws(), settings.thinning(), List.of(moves)));
  }

  /** The engine on whose threads densities are evaluated: that of the simulations, if any. */
  public EnsembleSampler withEngine(Engine engine) {
    return with(around.withEngine(engine));
  }

  /** A listener that is told the part of all steps that is done. */
  public EnsembleSampler withProgress(ProgressListener listener) {
    return with(around.withListener(listener));
  }

  /** A token that ends the run within one step; the draws so far are kept. */
  public EnsembleSampler withCancellation(CancellationToken token) {
    return with(around.withToken(token));
  }

  /**
   * Keeps the state of the run in a file, and goes on from it if it is there; see {@link
   * NoUTurnSampler#withCheckpoint}.
   *
   * @param every how many steps there are between two states, at least 1
   */
  public EnsembleSampler withCheckpoint(Path file, int every) {
    return with(around.withCheckpoint(file, every));
  }

  private EnsembleSampler with(EnsembleSettings newSettings) {
    return new EnsembleSampler(logDensity, newSettings, around);
  }

  private EnsembleSampler with(Surroundings newSurroundings) {
    return new EnsembleSampler(logDensity, settings, newSurroundings);
  }

  /**
   * Runs the walkers.
   *
   * @param starts one per walker, at least twice as many as there are parameters and no fewer than
   *     4, not all in one hyperplane
   * @param seed the same seed gives the same draws
   * @throws IllegalArgumentException if the starts are not usable, or a checkpoint is of another
   *     run
   * @throws java.io.UncheckedIOException if a checkpoint cannot be read or written
   */
  public EnsembleChains run(List<ParameterSet> starts, long seed) {
    List<ParameterSet> checked = CheckedStarts.require(starts, 4);
    Require.atLeast("the number of starts", checked.size(), 2 * checked.get(0).size());
    requireSpread(checked);
    RunControl control = around.begin();
    control.progress().begin(settings.steps());
    EnsembleWalk walk =
        new EnsembleWalk(logDensity, settings, around.engine(), control, checked, seed);
    walk.evaluateStarts();
    Optional<CheckpointFile> file = around.checkpoint().map(path -> file(path, walk, seed));
    if (file.isPresent() && file.get().exists()) {
      walk.restore(file.get().read());
    }
    int round = file.isEmpty() ? Integer.MAX_VALUE : around.checkpointEvery();
    do {
      walk.advance(round);
      file.ifPresent(checkpoint -> checkpoint.write(walk.save()));
    } while (walk.outcome().isEmpty());
    return walk.build();
  }

  private CheckpointFile file(Path path, EnsembleWalk walk, long seed) {
    Map<String, String> described = settings.described();
    described.put("seed", Long.toString(seed));
    described.putAll(walk.fingerprint());
    return new CheckpointFile(path, described);
  }

  /** Walkers in a hyperplane never leave it. */
  private static void requireSpread(List<ParameterSet> starts) {
    int size = starts.get(0).size();
    double[][] offsets = new double[starts.size()][size];
    for (int j = 0; j < size; j++) {
      double mean = 0;
      for (ParameterSet start : starts) {
        mean += start.value(j) / starts.size();
      }
      double square = 0;
      for (int k = 0; k < offsets.length; k++) {
        offsets[k][j] = starts.get(k).value(j) - mean;
        square += offsets[k][j] * offsets[k][j];
      }
      int column = j;
      double first = starts.get(0).value(j);
      if (starts.stream().allMatch(start -> start.value(column) == first)) {
        throw new IllegalArgumentException(
            "starts must differ in every parameter, got the same "
                + starts.get(0).names().get(j)
                + " for all walkers");
      }
      for (double[] row : offsets) {
        row[j] /= Math.sqrt(square);
      }
    }
    double condition =
        new SingularValueDecomposition(MatrixUtils.createRealMatrix(offsets)).getConditionNumber();
    if (!(condition < WORST_CONDITION)) {
      throw new IllegalArgumentException(
          "starts must not lie in a hyperplane, got a condition number of " + condition);
    }
  }
}
