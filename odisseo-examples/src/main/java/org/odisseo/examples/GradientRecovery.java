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
 * Recovery by gradients: least squares under a particle spray from a few starts, coarse models
 * first, then two corrections for what a spray is not.
 *
 * <p>A spray loses its stars steadily from a progenitor of constant mass; a cluster of bodies does
 * not. So N-body streams are made at the estimate, and by as much as their numbers differ from
 * those of the spray at the same parameters, the observed ones are moved before they are fitted
 * again (indirect inference: Gourieroux, Monfort and Renault 1993, Journal of Applied Econometrics
 * 8, S85). The difference changes slowly with the parameters, so twice is enough, and the second
 * time the mean of both differences is taken, which has less noise.
 */
final class GradientRecovery {

  private static final int STARTS = 10;

  /** Starts are within this part of the prior box, in logs. */
  private static final double LEAST = 0.35;

  private static final double MOST = 1.7;

  /**
   * A fit begins from several durations, since what stars there are in a window goes up and down
   * with the phases of their orbits.
   */
  private static final double[] WIDE = {0.87, 1, 1.15};

  private static final double[] NARROW = {0.93, 1, 1.07};

  private final int bodies;
  private final int corrections;
  private final int evaluations;
  private final long seed;
  private int simulations;

  /**
   * A recovery.
   *
   * @param bodies of the N-body streams that correct
   * @param corrections how many N-body streams there are for the first correction, and again for
   *     the second
   * @param evaluations the most evaluations of one fit from one start
   * @param seed of starts, sprays and N-body streams
   */
  GradientRecovery(int bodies, int corrections, int evaluations, long seed) {
    this.bodies = bodies;
    this.corrections = corrections;
    this.evaluations = evaluations;
    this.seed = seed;
  }

  /**
   * What was found.
   *
   * @param fit of the data
   * @param spray the best fit of the spray
   * @param corrected the same after the corrections
   * @param streams chi squared per number between the data and each N-body stream of the last
   *     correction, which were made next to the estimate
   * @param simulations streams that were made, sprays and N-body
   */
  record Result(
      ProfileFit fit,
      LeastSquaresFit<ParameterSet, Columns> spray,
      LeastSquaresFit<ParameterSet, Columns> corrected,
      List<Double> streams,
      int simulations) {

    /** The estimate. */
    ParameterSet values() {
      return RecoveryProblem.FREE.values(corrected.point());
    }
  }

  /** Recovers the parameters from observed stars. */
  Result recover(Columns data) {
    simulations = 0;
    ProfileFit fit = ProfileFit.of(data, seed);
    ParameterSet coarse = best(fit, ProfileFit.Resolution.COARSE, starts()).point();
    LeastSquaresFit<ParameterSet, Columns> spray =
        best(fit, ProfileFit.Resolution.FINE, aroundInTime(coarse, WIDE));
    Columns first = offset(fit, spray.point(), streams(fit, spray.point(), 0));
    ParameterSet once = corrected(fit, first, spray.point()).point();
    List<Columns> streams = streams(fit, once, corrections);
    Columns both = first.plus(offset(fit, once, streams)).times(0.5);
    LeastSquaresFit<ParameterSet, Columns> twice = corrected(fit, both, once);
    List<Double> distances = streams.stream().map(fit::reducedChiSquared).toList();
    return new Result(fit, spray, twice, distances, simulations);
  }

  /** The numbers of N-body streams at a point. */
  private List<Columns> streams(ProfileFit fit, ParameterSet u, int from) {
    StreamParameters at = RecoveryProblem.FREE.point(u);
    Ensemble<Long, Columns> ensemble =
        Ensemble.of(
            noise ->
                fit.profile(
                    RecoveryProblem.observable(MockStream.of(at, bodies, MockStream.STEP, noise))));
    List<Columns> profiles = new ArrayList<>();
    try (Stream<Member<Long, Columns>> members =
        ensemble.run(LongStream.range(from, from + corrections).mapToObj(k -> seed + k))) {
      members.forEach(member -> profiles.add(member.orThrow()));
    }
    simulations += corrections;
    return profiles;
  }

  /** By how much the mean numbers of N-body streams at a point are above those of the spray. */
  private Columns offset(ProfileFit fit, ParameterSet u, List<Columns> streams) {
    Columns difference = fit.model(ProfileFit.Resolution.FINE).apply(u).times(-1);
    simulations++;
    for (Columns stream : streams) {
      difference = difference.plus(1.0 / streams.size(), stream);
    }
    return difference;
  }

  private LeastSquaresFit<ParameterSet, Columns> corrected(
      ProfileFit fit, Columns offset, ParameterSet from) {
    return best(fit.withOffset(offset), ProfileFit.Resolution.FINE, aroundInTime(from, NARROW));
  }

  /** A point with other durations. */
  private static List<ParameterSet> aroundInTime(ParameterSet u, double[] factors) {
    String duration = u.names().get(0);
    return DoubleStream.of(factors)
        .mapToObj(factor -> u.with(duration, u.value(duration) + Math.log(factor)))
        .toList();
  }

  /** The best of fits from several starts, side by side. */
  private LeastSquaresFit<ParameterSet, Columns> best(
      ProfileFit fit, ProfileFit.Resolution resolution, List<ParameterSet> starts) {
    List<LeastSquaresFit<ParameterSet, Columns>> results =
        MultiStart.<ParameterSet, LeastSquaresFit<ParameterSet, Columns>>of(
                u -> fit.fit(u, resolution, evaluations))
            .run(starts)
            .results();
    results.forEach(result -> simulations += result.evaluations());
    return results.stream()
        .filter(result -> Double.isFinite(result.chiSquared()))
        .min(Comparator.comparingDouble(LeastSquaresFit::chiSquared))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no fit from " + starts.size() + " starts could be done"));
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
