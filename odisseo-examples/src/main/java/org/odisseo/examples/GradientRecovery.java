// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.optimize.LeastSquaresFit;
import org.odisseo.optimize.MultiStart;
import org.odisseo.optimize.Starts;
import org.odisseo.simulate.Ensemble;
import org.odisseo.simulate.Member;
import org.odisseo.stream.StreamParameters;

/**
 * Recovery by gradients: least squares under a particle spray, coarse models first, then
 * corrections for what a spray is not.
 *
 * <p>A spray loses its stars steadily from a progenitor of constant mass; a cluster of bodies does
 * not. So N-body streams are made at the estimate, and by as much as their numbers differ from
 * those of the spray at the same parameters, the observed ones are moved before they are fitted
 * again (indirect inference: Gourieroux, Monfort and Renault 1993, Journal of Applied Econometrics
 * 8, S85).
 *
 * <p>What stars there are in a window goes up and down with the phases of their orbits, which
 * leaves several minima in the duration, and corrections from a wrong one may not leave it. N-body
 * streams tell them apart: they are made at several minima, and the one is kept whose streams are
 * closest to the data.
 */
final class GradientRecovery {

  private static final int STARTS = 10;

  /** Starts are within this part of the prior box, in logs. */
  private static final double LEAST = 0.35;

  private static final double MOST = 1.7;

  /** Where branches begin, in the duration. A spray that loses no mass takes longer. */
  private static final double[] BRANCHES = {0.75, 0.83, 0.92, 1};

  private static final double[] NEAR = {0.95, 1, 1.05};

  /** Corrections with few streams, of which the best is kept. */
  private static final int ROUNDS = 3;

  private static final ProfileFit.Resolution FINE = ProfileFit.Resolution.FINE;

  private final int bodies;
  private final int streams;
  private final int evaluations;
  private final long seed;
  private int simulations;

  /** The seed of the next N-body stream. */
  private long noise;

  /**
   * A recovery.
   *
   * @param bodies of the N-body streams that correct
   * @param streams N-body streams for a correction of the branch that is kept; others have half
   * @param evaluations the most evaluations of one fit from one start
   * @param seed of starts, sprays and N-body streams
   */
  GradientRecovery(int bodies, int streams, int evaluations, long seed) {
    this.bodies = bodies;
    this.streams = streams;
    this.evaluations = evaluations;
    this.seed = seed;
  }

  /**
   * What was found.
   *
   * @param fit of the data
   * @param spray the best fit of the spray
   * @param corrected the same after the corrections
   * @param distances chi squared per number between the data and each N-body stream of the last
   *     correction, which were made next to the estimate
   * @param simulations streams that were made, sprays and N-body
   */
  record Result(
      ProfileFit fit,
      LeastSquaresFit<ParameterSet, Columns> spray,
      LeastSquaresFit<ParameterSet, Columns> corrected,
      List<Double> distances,
      int simulations) {

    /** The estimate. */
    ParameterSet values() {
      return RecoveryProblem.FREE.values(corrected.point());
    }
  }

  /** Recovers the parameters from observed stars. */
  Result recover(Columns data) {
    simulations = 0;
    noise = seed;
    ProfileFit fit = ProfileFit.of(data, seed);
    ParameterSet coarse = best(fits(fit, ProfileFit.Resolution.COARSE, starts())).point();
    List<LeastSquaresFit<ParameterSet, Columns>> sprays =
        fits(fit, FINE, aroundInTime(coarse, BRANCHES));
    int few = (streams + 1) / 2;
    Counterparts kept =
        sprays.stream()
            .map(spray -> counterparts(fit, spray.point(), few))
            .min(Comparator.comparingDouble(at -> at.distance(fit)))
            .orElseThrow();
    Counterparts at = kept;
    for (int round = 0; round < ROUNDS; round++) {
      ParameterSet next = corrected(fit, at.offset(), aroundInTime(at.u(), NEAR)).point();
      at = counterparts(fit, next, few);
      kept = at.distance(fit) < kept.distance(fit) ? at : kept;
    }
    kept = kept.and(streams(fit, kept.u(), streams - few));
    ParameterSet once = corrected(fit, kept.offset(), aroundInTime(kept.u(), NEAR)).point();
    Counterparts last = counterparts(fit, once, streams);
    Columns offset = kept.offset().plus(last.offset()).times(0.5);
    LeastSquaresFit<ParameterSet, Columns> corrected =
        corrected(fit, offset, aroundInTime(once, NEAR));
    List<Double> distances = last.streams().stream().map(fit::reducedChiSquared).toList();
    return new Result(fit, best(sprays), corrected, distances, simulations);
  }

  private Counterparts counterparts(ProfileFit fit, ParameterSet u, int streams) {
    simulations++;
    return new Counterparts(u, fit.model(FINE).apply(u), streams(fit, u, streams));
  }

  /** The numbers of so many N-body streams at a point, each with its own noise. */
  private List<Columns> streams(ProfileFit fit, ParameterSet u, int count) {
    StreamParameters at = RecoveryProblem.FREE.point(u);
    Ensemble<Long, Columns> ensemble =
        Ensemble.of(
            own ->
                fit.profile(
                    RecoveryProblem.observable(
                        MockStream.of(at, bodies, RecoveryProblem.STEP, own))));
    List<Columns> profiles = new ArrayList<>();
    try (Stream<Member<Long, Columns>> members =
        ensemble.run(LongStream.range(noise, noise + count).boxed())) {
      members.forEach(member -> profiles.add(member.orThrow()));
    }
    noise += count;
    simulations += count;
    return profiles;
  }

  /** The best fit of data that are moved by what N-body streams differ by from the spray. */
  private LeastSquaresFit<ParameterSet, Columns> corrected(
      ProfileFit fit, Columns offset, List<ParameterSet> starts) {
    return best(fits(fit.withOffset(offset), FINE, starts));
  }

  /** A point with other durations. */
  private static List<ParameterSet> aroundInTime(ParameterSet u, double[] factors) {
    String duration = u.names().get(0);
    return DoubleStream.of(factors)
        .mapToObj(factor -> u.with(duration, u.value(duration) + Math.log(factor)))
        .toList();
  }

  /** Fits from several starts, side by side; those that came to something. */
  private List<LeastSquaresFit<ParameterSet, Columns>> fits(
      ProfileFit fit, ProfileFit.Resolution resolution, List<ParameterSet> starts) {
    List<LeastSquaresFit<ParameterSet, Columns>> results =
        MultiStart.<ParameterSet, LeastSquaresFit<ParameterSet, Columns>>of(
                u -> fit.fit(u, resolution, evaluations))
            .run(starts)
            .results();
    results.forEach(result -> simulations += result.evaluations());
    return results.stream().filter(result -> Double.isFinite(result.chiSquared())).toList();
  }

  private static LeastSquaresFit<ParameterSet, Columns> best(
      List<LeastSquaresFit<ParameterSet, Columns>> fits) {
    return fits.stream()
        .min(Comparator.comparingDouble(LeastSquaresFit::chiSquared))
        .orElseThrow(() -> new IllegalStateException("no fit from any start could be done"));
  }

  private List<ParameterSet> starts() {
    ParameterSet truth = RecoveryProblem.TRUE_VALUES;
    String first = truth.names().get(0);
    Starts box = Starts.logBox(first, LEAST * truth.value(first), MOST * truth.value(first));
    for (String name : truth.names().subList(1, truth.size())) {
      box = box.andLog(name, LEAST * truth.value(name), MOST * truth.value(name));
    }
    return box.latinHypercube(STARTS, seed).stream()
        .map(RecoveryProblem.FREE::coordinatesOfValues)
        .toList();
  }
}
