// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.optimize.LeastSquaresFit;
import org.odisseo.optimize.MultiStart;
import org.odisseo.optimize.Starts;
import org.odisseo.simulate.Ensemble;
import org.odisseo.simulate.Member;

/**
 * Recovery by gradients: least squares under a particle spray, coarse models first, then N-body
 * streams for what a spray is not.
 *
 * <p>A spray loses its stars steadily from a progenitor of constant mass; a cluster of bodies does
 * not. So its best fits only tell the region. From there, least squares under a {@link LinearModel}
 * of N-body streams nearby bring the masses close, and a {@link DurationProfile} of N-body streams
 * of many durations finds the duration, which linear models do not follow. The data are compared
 * with N-body streams alone in the end, so what the spray lacks does not matter (indirect
 * inference: Gourieroux, Monfort and Renault 1993, Journal of Applied Econometrics 8, S85).
 *
 * <p>What stars there are in a window goes up and down with the phases of their orbits, which
 * leaves several minima of the spray in the duration. N-body streams are made at several, and the
 * way goes on from that whose streams are closest to the data.
 */
final class GradientRecovery {

  private static final int STARTS = 10;

  /** Starts are within this part of the prior box, in logs. */
  private static final double LEAST = 0.35;

  private static final double MOST = 1.7;

  /** Where branches begin, in the duration. A spray that loses no mass takes longer. */
  private static final double[] BRANCHES = {0.75, 0.83, 0.92, 1};

  /** N-body streams at a branch. */
  private static final int BRANCH_STREAMS = 4;

  /** Sprays, and the first N-body streams, around an estimate. */
  private static final int AROUND = 30;

  /** A wide scan of durations, and a denser one of half the streams around its minimum. */
  private static final List<Scan> SCANS =
      List.of(new Scan(-0.16, 0.2, 1), new Scan(-0.08, 0.08, 0.5));

  /** N-body streams at the estimate. */
  private static final int CHECKS = 4;

  /**
   * N-body streams have so many times fewer bodies than the cluster of the data, and so many times
   * longer steps, as their softening is longer: their numbers have the same mean, and 2.8 times the
   * variance, at a twelfth of the time.
   */
  private static final int FEWER = 3;

  private static final double LONGER = 5.0 / 3;

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
   * @param bodies of the cluster behind the data
   * @param streams N-body streams of the first scan of durations
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
   * @param corrected a linear model of N-body streams at the estimate, with its residuals; its
   *     slope in the duration is a mean over passages
   * @param distances chi squared per number between the data and N-body streams at the estimate
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
    ParameterSet coarse =
        best(fits(fit, fit.model(ProfileFit.Resolution.COARSE), starts())).point();
    List<LeastSquaresFit<ParameterSet, Columns>> sprays =
        fits(fit, fit.model(ProfileFit.Resolution.FINE), aroundInTime(coarse, BRANCHES));
    List<Sample> made = new ArrayList<>();
    ParameterSet at = closest(fit, sprays, made);
    List<Sample> around = new ArrayList<>(sprays(fit, around(at, AROUND)));
    made.addAll(streams(fit, around(at, AROUND)));
    at = fit.fit(LinearModel.near(at, around, made).map(), at, evaluations).point();
    List<Sample> scanned = new ArrayList<>();
    for (Scan scan : SCANS) {
      List<Sample> more = streams(fit, scan.points(at, streams));
      scanned.addAll(more);
      made.addAll(more);
      around.addAll(sprays(fit, around(at, AROUND)));
      at = new DurationProfile(fit, LinearModel.near(at, around, made), scanned).minimum();
    }
    Differentiable<ParameterSet, Columns> model = LinearModel.near(at, around, made).map();
    List<Double> distances =
        streams(fit, Collections.nCopies(CHECKS, at)).stream()
            .map(stream -> fit.reducedChiSquared(stream.numbers()))
            .toList();
    return new Result(fit, best(sprays), fit.fit(model, at, 1), distances, simulations);
  }

  /** Makes N-body streams at minima of the spray; that whose streams are closest to the data. */
  private ParameterSet closest(
      ProfileFit fit, List<LeastSquaresFit<ParameterSet, Columns>> minima, List<Sample> made) {
    ParameterSet closest = best(minima).point();
    double least = Double.POSITIVE_INFINITY;
    for (LeastSquaresFit<ParameterSet, Columns> minimum : minima) {
      List<Sample> there = streams(fit, Collections.nCopies(BRANCH_STREAMS, minimum.point()));
      made.addAll(there);
      double distance =
          there.stream()
              .mapToDouble(stream -> fit.reducedChiSquared(stream.numbers()))
              .average()
              .orElse(Double.POSITIVE_INFINITY);
      if (distance < least) {
        least = distance;
        closest = minimum.point();
      }
    }
    return closest;
  }

  /** Sprays at some points. */
  private List<Sample> sprays(ProfileFit fit, List<ParameterSet> points) {
    Differentiable<ParameterSet, Columns> spray = fit.model(ProfileFit.Resolution.FINE);
    return samples(points, i -> spray.apply(points.get(i)));
  }

  /** An N-body stream at each of some points, each with its own noise. */
  private List<Sample> streams(ProfileFit fit, List<ParameterSet> points) {
    long first = noise;
    noise += points.size();
    return samples(
        points,
        i ->
            fit.profile(
                RecoveryProblem.observable(
                    MockStream.of(
                        RecoveryProblem.FREE.point(points.get(i)),
                        bodies / FEWER,
                        LONGER * RecoveryProblem.STEP,
                        first + i))));
  }

  /** Without those that have no stars in any window, whose numbers are not finite. */
  private List<Sample> samples(List<ParameterSet> points, Function<Integer, Columns> numbers) {
    simulations += points.size();
    try (Stream<Member<Integer, Columns>> members =
        Ensemble.of(numbers).run(IntStream.range(0, points.size()).boxed())) {
      return members
          .map(member -> new Sample(points.get(member.input()), member.orThrow()))
          .filter(sample -> sample.numbers().isFinite())
          .toList();
    }
  }

  /** Points all around one, over the scales of a linear model. */
  private List<ParameterSet> around(ParameterSet u, int count) {
    double[] most = DoubleStream.of(LinearModel.SCALES).map(Math::exp).toArray();
    double[] least = DoubleStream.of(most).map(factor -> 1 / factor).toArray();
    return box(RecoveryProblem.FREE.values(u), least, most, count, noise);
  }

  /**
   * Durations evenly over a range, with other things equal.
   *
   * @param low the range in the log, from the middle
   * @param high its other end
   * @param part of the N-body streams of a scan
   */
  private record Scan(double low, double high, double part) {
    List<ParameterSet> points(ParameterSet middle, int streams) {
      int count = (int) Math.ceil(part * streams);
      double[] factors =
          IntStream.range(0, count)
              .mapToDouble(i -> Math.exp(low + (high - low) * (i + 0.5) / count))
              .toArray();
      return aroundInTime(middle, factors);
    }
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
      ProfileFit fit, Differentiable<ParameterSet, Columns> model, List<ParameterSet> starts) {
    List<LeastSquaresFit<ParameterSet, Columns>> results =
        MultiStart.<ParameterSet, LeastSquaresFit<ParameterSet, Columns>>of(
                u -> fit.fit(model, u, evaluations))
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
    int p = RecoveryProblem.TRUE_VALUES.size();
    double[] least = DoubleStream.generate(() -> LEAST).limit(p).toArray();
    double[] most = DoubleStream.generate(() -> MOST).limit(p).toArray();
    return box(RecoveryProblem.TRUE_VALUES, least, most, STARTS, seed);
  }

  /** Coordinates of points all over a box, which is even in the logs. */
  private static List<ParameterSet> box(
      ParameterSet values, double[] least, double[] most, int count, long seed) {
    String first = values.names().get(0);
    Starts box = Starts.logBox(first, least[0] * values.value(0), most[0] * values.value(0));
    for (int k = 1; k < values.size(); k++) {
      box =
          box.andLog(values.names().get(k), least[k] * values.value(k), most[k] * values.value(k));
    }
    return box.latinHypercube(count, seed).stream()
        .map(RecoveryProblem.FREE::coordinatesOfValues)
        .toList();
  }
}
