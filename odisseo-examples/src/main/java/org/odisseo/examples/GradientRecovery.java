// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.optimize.LikelihoodFit;
import org.odisseo.optimize.MultiStart;
import org.odisseo.optimize.Starts;
import org.odisseo.stream.StreamParameters;

/**
 * Recovery by gradients: maximum likelihood under a particle spray from a few starts, coarse models
 * first, then one correction for what a spray is not.
 *
 * <p>A spray loses its stars steadily from a progenitor of constant mass; a cluster of bodies does
 * not. The difference shifts the estimates, by as much for the data as for any other N-body stream
 * of these parameters. So an N-body stream is made at the estimate and fitted in the same way; the
 * data's estimate is moved by as much as that fit missed its known truth, in the logs of the
 * parameters (indirect inference: Gourieroux, Monfort and Renault 1993, Journal of Applied
 * Econometrics 8, S85).
 */
final class GradientRecovery {

  private static final int STARTS = 6;

  /**
   * A fine fit begins from several durations: clumps that stars form along the stream leave ripples
   * on the likelihood in this direction.
   */
  private static final double[] TIME_FACTORS = {0.82, 0.94, 1.06};

  /** Starts are within this part of the prior box, in logs. */
  private static final double LEAST = 0.35;

  private static final double MOST = 1.7;

  private final int bodies;
  private final int evaluations;
  private final long seed;
  private int simulations;

  /**
   * A recovery.
   *
   * @param bodies of the N-body streams that correct
   * @param evaluations the most evaluations of one fit from one start
   * @param seed of starts, sprays and N-body streams
   */
  GradientRecovery(int bodies, int evaluations, long seed) {
    this.bodies = bodies;
    this.evaluations = evaluations;
    this.seed = seed;
  }

  /**
   * What was found.
   *
   * @param spray the maximum of the likelihood, in coordinates
   * @param check the same for an N-body stream made there
   * @param values the corrected estimate
   * @param simulations streams that were made, sprays and N-body
   */
  record Result(
      LikelihoodFit<ParameterSet> spray,
      LikelihoodFit<ParameterSet> check,
      ParameterSet values,
      int simulations) {}

  /** Recovers the parameters from observed stars. */
  Result recover(Columns data) {
    FreeParameters<StreamParameters> free = RecoveryProblem.FREE;
    List<LikelihoodFit<ParameterSet>> coarse = fits(data, SprayFit.Resolution.COARSE, starts());
    LikelihoodFit<ParameterSet> best =
        fits(data, SprayFit.Resolution.FINE, aroundInTime(coarse.get(0).point())).get(0);
    LikelihoodFit<ParameterSet> check =
        refit(
            RecoveryProblem.observe(free.point(best.point()), bodies, MockStream.STEP, seed), best);
    simulations++;
    return new Result(best, check, corrected(best, check), simulations);
  }

  /** The fit of other stars that begins where one has ended. */
  LikelihoodFit<ParameterSet> refit(Columns data, LikelihoodFit<ParameterSet> from) {
    return fits(data, SprayFit.Resolution.FINE, aroundInTime(from.point())).get(0);
  }

  /** A point with other durations, as far as they are within the prior box. */
  private static List<ParameterSet> aroundInTime(ParameterSet coordinates) {
    ParameterSet values = RecoveryProblem.FREE.values(coordinates);
    String name = values.names().get(0);
    double truth = RecoveryProblem.TRUE_VALUES.value(name);
    List<ParameterSet> starts = new ArrayList<>();
    for (double factor : TIME_FACTORS) {
      double duration =
          Math.min(
              Math.max(factor * values.value(name), 1.01 * RecoveryProblem.LOW * truth),
              0.99 * RecoveryProblem.HIGH * truth);
      starts.add(
          coordinates.with(
              name,
              RecoveryProblem.FREE.coordinatesOfValues(values.with(name, duration)).value(name)));
    }
    return starts;
  }

  /** Fits from several starts, side by side, the best first. */
  private List<LikelihoodFit<ParameterSet>> fits(
      Columns data, SprayFit.Resolution resolution, List<ParameterSet> starts) {
    SprayFit fit =
        new SprayFit(
            RecoveryProblem.FREE,
            data,
            RecoveryProblem.ERRORS,
            RecoveryProblem.window(),
            resolution,
            seed);
    List<LikelihoodFit<ParameterSet>> results =
        new ArrayList<>(
            MultiStart.<ParameterSet, LikelihoodFit<ParameterSet>>of(u -> fit.fit(u, evaluations))
                .run(starts)
                .results());
    if (results.isEmpty()) {
      throw new IllegalStateException("no fit from " + starts.size() + " starts could be done");
    }
    results.forEach(result -> simulations += result.evaluations());
    results.sort(Comparator.comparingDouble(LikelihoodFit::value));
    return results;
  }

  private List<ParameterSet> starts() {
    List<String> names = RecoveryProblem.FREE.names();
    ParameterSet truth = RecoveryProblem.TRUE_VALUES;
    String first = names.get(0);
    Starts box = Starts.logBox(first, LEAST * truth.value(first), MOST * truth.value(first));
    for (String name : names.subList(1, names.size())) {
      box = box.andLog(name, LEAST * truth.value(name), MOST * truth.value(name));
    }
    return box.latinHypercube(STARTS, seed).stream()
        .map(RecoveryProblem.FREE::coordinatesOfValues)
        .toList();
  }

  /** Twice the one minus the other, in logs and within the prior box. */
  private static ParameterSet corrected(
      LikelihoodFit<ParameterSet> data, LikelihoodFit<ParameterSet> check) {
    double[] first = RecoveryProblem.FREE.values(data.point()).toArray();
    double[] second = RecoveryProblem.FREE.values(check.point()).toArray();
    for (int k = 0; k < first.length; k++) {
      double truth = RecoveryProblem.TRUE_VALUES.value(k);
      double value = first[k] * first[k] / second[k];
      first[k] =
          Math.min(Math.max(value, RecoveryProblem.LOW * truth), RecoveryProblem.HIGH * truth);
    }
    return RecoveryProblem.TRUE_VALUES.withArray(first);
  }
}
