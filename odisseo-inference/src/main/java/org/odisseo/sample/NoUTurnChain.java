// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.odisseo.autodiff.ParameterSet;

/** One chain of the no-U-turn sampler on its way. Belongs to one thread at a time. */
final class NoUTurnChain {

  static final List<Statistic> STATISTICS =
      List.of(
          Statistic.LOG_DENSITY,
          Statistic.ACCEPTANCE,
          Statistic.STEP_SIZE,
          Statistic.TREE_DEPTH,
          Statistic.LEAPFROG_STEPS,
          Statistic.ENERGY,
          Statistic.DIVERGING);

  /** Uses of random numbers apart from transitions: the searches for step sizes. */
  private static final int SEARCH = 1;

  private final NoUTurnSettings settings;
  private final RunControl control;
  private final ParameterSet start;
  private final long seed;
  private final WarmUpSchedule schedule;
  private final Leapfrog leapfrog;
  private final Transition transition;
  private final DualAveraging averaging;
  private final PhasePointState point;
  private final PhasePointState scratch;
  private final DrawsBuilder warmUp;
  private final DrawsBuilder draws;
  private double stepSize = 1;
  private double[] evaluated;
  private @Nullable ChainOutcome outcome;

  NoUTurnChain(
      LogDensity density,
      NoUTurnSettings settings,
      RunControl control,
      ParameterSet start,
      long seed) {
    int size = start.size();
    this.settings = settings;
    this.control = control;
    this.start = start;
    this.seed = seed;
    schedule = WarmUpSchedule.of(settings.warmUp());
    evaluated = start.toArray();
    leapfrog =
        new Leapfrog(
            (at, gradient) -> {
              evaluated = at;
              return density.value(at, gradient);
            },
            new UnitMass());
    transition =
        new Transition(
            leapfrog,
            size,
            settings.maxTreeDepth(),
            settings.maxEnergyError(),
            control.token()::isCancelled);
    averaging = new DualAveraging(settings.targetAcceptance());
    point = new PhasePointState(size);
    scratch = new PhasePointState(size);
    warmUp = new DrawsBuilder(start.names(), STATISTICS, settings.warmUp());
    draws = new DrawsBuilder(start.names(), STATISTICS, settings.draws());
    System.arraycopy(start.toArray(), 0, point.position, 0, size);
  }

  /** Evaluates the density at the start; a chain that cannot start is at its end. */
  void evaluateStart() {
    guarded(
        () -> {
          leapfrog.evaluate(point);
          List<String> bad = new ArrayList<>();
          for (int i = 0; i < point.gradient.length; i++) {
            if (!Double.isFinite(point.gradient[i])) {
              bad.add(start.names().get(i));
            }
          }
          if (!Double.isFinite(point.logDensity) || !bad.isEmpty()) {
            outcome = new ChainOutcome.BadStart(start, point.logDensity, bad);
          }
        });
  }

  /** Makes a number of transitions, or fewer if the chain comes to its end. */
  void advance(int most) {
    guarded(
        () -> {
          if (outcome == null && done() == 0) {
            searchStepSize(0);
          }
          for (int k = 0; k < most && outcome == null; k++) {
            advance();
          }
        });
  }

  /** A density that throws ends its chain and no other. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      outcome = new ChainOutcome.Failed(done(), start.withArray(evaluated), failure);
    }
  }

  private void advance() {
    int index = done();
    if (index == settings.warmUp() + settings.draws()) {
      outcome = new ChainOutcome.Completed(index);
      return;
    }
    boolean moved =
        !control.token().isCancelled() && transition.move(point, stepSize, Streams.of(seed, index));
    if (!moved) {
      outcome = new ChainOutcome.Cancelled(index);
      return;
    }
    boolean learning = index < settings.warmUp();
    (learning ? warmUp : draws)
        .add(
            point.position,
            point.logDensity,
            transition.acceptance(),
            stepSize,
            transition.depth(),
            transition.steps(),
            transition.energy(),
            transition.isDiverging() ? 1 : 0);
    if (learning) {
      learn(index);
    }
    control.progress().done();
  }

  private void learn(int index) {
    stepSize = averaging.next(transition.acceptance());
    for (WarmUpSchedule.Window window : schedule.windows()) {
      if (window.to() == index + 1 && settings.metric() != Metric.UNIT) {
        leapfrog.setMass(MassEstimate.of(settings.metric(), columns(window), leapfrog.mass()));
        searchStepSize(index + 1);
      }
    }
    if (index + 1 == settings.warmUp()) {
      stepSize = averaging.averaged();
    }
    if (!FirstStepSize.isUsable(stepSize)) {
      outcome = new ChainOutcome.NoStepSize(index + 1, stepSize);
    }
  }

  private double[][] columns(WarmUpSchedule.Window window) {
    double[][] columns = new double[start.size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = warmUp.values(j, window.from(), window.to());
    }
    return columns;
  }

  private void searchStepSize(int index) {
    SplittableRandom random = Streams.of(seed, index, SEARCH);
    stepSize = FirstStepSize.find(leapfrog, point, scratch, stepSize, random);
    if (!FirstStepSize.isUsable(stepSize)) {
      outcome = new ChainOutcome.NoStepSize(index, stepSize);
    }
    averaging.restart(stepSize);
  }

  private int done() {
    return warmUp.count() + draws.count();
  }

  /** How the chain ended, if it has. */
  Optional<ChainOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  Chain build() {
    ChainOutcome end = outcome == null ? new ChainOutcome.Cancelled(done()) : outcome;
    return new Chain(warmUp.build(), draws.build(), end);
  }

  /** What tells one target from another: the density and a hash of its gradient at the start. */
  String fingerprint() {
    return point.logDensity + " with gradient " + Arrays.hashCode(point.gradient);
  }

  /** The state between two transitions. */
  List<double[]> save() {
    List<double[]> all = new ArrayList<>();
    all.add(new double[] {stepSize});
    all.add(averaging.state());
    all.add(leapfrog.mass().entries());
    all.addAll(warmUp.save());
    all.addAll(draws.save());
    return all;
  }

  /** The number of arrays that {@link #save} gives. */
  int saved() {
    return 3 + warmUp.columns() + draws.columns();
  }

  /** Goes back to a state; the density at its position is evaluated again, with the same bits. */
  void restore(List<double[]> all) {
    DrawsBuilder last = all.get(saved() - 1).length > 0 ? draws : warmUp;
    warmUp.restore(all.subList(3, 3 + warmUp.columns()));
    draws.restore(all.subList(3 + warmUp.columns(), saved()));
    // A chain that has made no transition begins anew, with its search for a step size.
    if (outcome == null && done() > 0) {
      stepSize = all.get(0)[0];
      averaging.restore(all.get(1));
      leapfrog.setMass(MassMatrix.of(settings.metric(), start.size(), all.get(2)));
      last.last(point.position);
      guarded(() -> leapfrog.evaluate(point));
    }
    control.progress().done(done());
  }
}
