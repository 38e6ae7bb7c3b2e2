// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.engine.Engine;
import org.odisseo.simulate.FailedRunException;

/** An ensemble of walkers on its way. */
final class EnsembleWalk {

  private static final List<Statistic> STATISTICS =
      List.of(Statistic.LOG_DENSITY, Statistic.ACCEPTANCE);

  private final ToDoubleFunction<ParameterSet> logDensity;
  private final EnsembleSettings settings;
  private final Engine engine;
  private final RunControl control;
  private final List<ParameterSet> starts;
  private final long seed;
  private final double[][] walkers;
  private final double[] densities;
  private final double[][] proposals;
  private final double[] proposedDensities;
  private final double[] factors;
  private final int[] order;

  /** How many proposals each walker has taken since its last draw. */
  private final double[] taken;

  private final List<DrawsBuilder> warmUps = new ArrayList<>();
  private final List<DrawsBuilder> draws = new ArrayList<>();
  private int steps;
  private double nans;
  private @Nullable ChainOutcome outcome;

  EnsembleWalk(
      ToDoubleFunction<ParameterSet> logDensity,
      EnsembleSettings settings,
      Engine engine,
      RunControl control,
      List<ParameterSet> starts,
      long seed) {
    this.logDensity = logDensity;
    this.settings = settings;
    this.engine = engine;
    this.control = control;
    this.starts = starts;
    this.seed = seed;
    int count = starts.size();
    walkers = starts.stream().map(ParameterSet::toArray).toArray(double[][]::new);
    densities = new double[count];
    proposals = new double[count][walkers[0].length];
    proposedDensities = new double[count];
    factors = new double[count];
    order = new int[count];
    taken = new double[count];
    for (int k = 0; k < count; k++) {
      warmUps.add(new DrawsBuilder(starts.get(0).names(), STATISTICS, settings.warmUp()));
      draws.add(new DrawsBuilder(starts.get(0).names(), STATISTICS, settings.draws()));
    }
  }

  void evaluateStarts() {
    int[] all = identity(walkers.length);
    evaluate(all, walkers, densities, true);
    for (int k = 0; k < walkers.length && outcome == null; k++) {
      if (!Double.isFinite(densities[k])) {
        outcome = new ChainOutcome.BadStart(starts.get(k), densities[k], List.of());
      }
    }
  }

  /** Makes a number of steps, or fewer if the run comes to its end. */
  void advance(int most) {
    for (int k = 0; k < most && outcome == null; k++) {
      if (steps == settings.steps()) {
        outcome = new ChainOutcome.Completed(steps);
      } else if (control.token().isCancelled()) {
        outcome = new ChainOutcome.Cancelled(steps);
      } else if (step()) {
        steps++;
        if (steps % settings.thinning() == 0) {
          record();
        }
        control.progress().done();
      }
    }
  }

  /** Moves both halves; false if the density threw. */
  private boolean step() {
    SplittableRandom random = Streams.of(seed, steps);
    EnsembleMove move = settings.moves().get(random.nextInt(settings.moves().size()));
    shuffle(random);
    int half = walkers.length / 2;
    // If the second half fails, so does the run, and the moves of the first do not count.
    return move(move, Arrays.copyOf(order, half), rest(half), random)
        && move(move, rest(half), Arrays.copyOf(order, half), random);
  }

  private int[] rest(int half) {
    return Arrays.copyOfRange(order, half, order.length);
  }

  private boolean move(EnsembleMove move, int[] moving, int[] fixed, SplittableRandom random) {
    double[][] others = new double[fixed.length][];
    for (int i = 0; i < fixed.length; i++) {
      others[i] = walkers[fixed[i]];
    }
    double[] thresholds = new double[moving.length];
    for (int i = 0; i < moving.length; i++) {
      int k = moving[i];
      factors[k] = move.propose(walkers[k], others, random, proposals[k]);
      thresholds[i] = Math.log(random.nextDouble());
    }
    evaluate(moving, proposals, proposedDensities, false);
    if (outcome != null) {
      return false;
    }
    for (int i = 0; i < moving.length; i++) {
      int k = moving[i];
      if (Double.isNaN(proposedDensities[k])) {
        nans++;
      } else if (thresholds[i] < factors[k] + proposedDensities[k] - densities[k]) {
        double[] old = walkers[k];
        walkers[k] = proposals[k];
        proposals[k] = old;
        densities[k] = proposedDensities[k];
        taken[k]++;
      }
    }
    return true;
  }

  /**
   * Evaluates the density for some walkers; the first exception, in their order, ends the run. A
   * run of the model that fails does so at the start only; elsewhere the density is zero there.
   */
  private void evaluate(int[] which, double[][] at, double[] into, boolean starting) {
    RuntimeException[] failures = new RuntimeException[which.length];
    engine.forEach(
        which.length,
        i -> {
          int k = which[i];
          try {
            into[k] = logDensity.applyAsDouble(starts.get(0).withArray(at[k]));
          } catch (RuntimeException failure) {
            if (!starting && isOutsideTheSupport(failure)) {
              into[k] = Double.NEGATIVE_INFINITY;
            } else {
              failures[i] = failure;
            }
          }
        });
    for (int i = 0; i < which.length && outcome == null; i++) {
      if (failures[i] != null) {
        ParameterSet place = starts.get(0).withArray(at[which[i]]);
        outcome = new ChainOutcome.Failed(steps, place, failures[i]);
      }
    }
  }

  /** Where a run fails the density is zero; where it was cancelled nothing is known. */
  private static boolean isOutsideTheSupport(RuntimeException failure) {
    return failure instanceof FailedRunException failed && !failed.isCancelled();
  }

  private void shuffle(SplittableRandom random) {
    for (int k = 0; k < order.length; k++) {
      int j = random.nextInt(k + 1);
      order[k] = order[j];
      order[j] = k;
    }
  }

  private void record() {
    boolean learning = warmUps.get(0).count() < settings.warmUp();
    for (int k = 0; k < walkers.length; k++) {
      DrawsBuilder builder = (learning ? warmUps : draws).get(k);
      builder.add(walkers[k], densities[k], taken[k] / settings.thinning());
      taken[k] = 0;
    }
  }

  Optional<ChainOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  EnsembleChains build() {
    ChainOutcome end = outcome == null ? new ChainOutcome.Cancelled(steps) : outcome;
    List<Chain> chains = new ArrayList<>();
    for (int k = 0; k < walkers.length; k++) {
      chains.add(new Chain(warmUps.get(k).build(), draws.get(k).build(), end));
    }
    return new EnsembleChains(Chains.of(chains), settings.thinning(), (long) nans);
  }

  Map<String, String> fingerprint() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("number of walkers", Integer.toString(walkers.length));
    all.put("starts", Integer.toString(starts.hashCode()));
    all.put("names", starts.get(0).names().toString());
    all.put("log density at the first start", Double.toString(densities[0]));
    all.put("hash of the log densities at all starts", "" + Arrays.hashCode(densities));
    return all;
  }

  List<double[]> save() {
    List<double[]> all = new ArrayList<>();
    all.add(new double[] {steps, nans});
    all.add(densities.clone());
    all.add(taken.clone());
    for (int k = 0; k < walkers.length; k++) {
      all.add(walkers[k].clone());
      all.addAll(warmUps.get(k).save());
      all.addAll(draws.get(k).save());
    }
    return all;
  }

  void restore(List<double[]> all) {
    if (outcome != null) {
      return;
    }
    steps = (int) all.get(0)[0];
    nans = all.get(0)[1];
    System.arraycopy(all.get(1), 0, densities, 0, densities.length);
    System.arraycopy(all.get(2), 0, taken, 0, taken.length);
    int columns = draws.get(0).columns();
    int from = 3;
    for (int k = 0; k < walkers.length; k++) {
      walkers[k] = all.get(from).clone();
      warmUps.get(k).restore(all.subList(from + 1, from + 1 + columns));
      draws.get(k).restore(all.subList(from + 1 + columns, from + 1 + 2 * columns));
      from += 1 + 2 * columns;
    }
    control.progress().done(steps);
  }

  private static int[] identity(int count) {
    int[] all = new int[count];
    for (int k = 0; k < count; k++) {
      all[k] = k;
    }
    return all;
  }
}
