// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.loss.PointColumns;
import org.odisseo.optimize.LeastSquaresFit;
import org.odisseo.optimize.LevenbergMarquardt;
import org.odisseo.simulate.Simulation;
import org.odisseo.sky.StreamFrame;
import org.odisseo.stream.ParticleSpray;
import org.odisseo.stream.SprayRecipe;
import org.odisseo.stream.StraightenedTrack;
import org.odisseo.stream.StreamProfile;
import org.odisseo.uncertainty.Bootstrap;
import org.odisseo.units.UnitSystem;

/**
 * The fit of a particle spray to observed stars, by the density and the mean place and motion of
 * both in windows along the stream.
 *
 * <p>Errors of these numbers are those of a bootstrap of the observed stars; the spread of the
 * numbers between N-body streams of other seeds is the same. A tenth of every density is added,
 * since clumps along a stream are not those of a spray. Windows end where the selection of the
 * stars does, so that what was not selected does not count in a model either.
 *
 * <p>The stars of a model come from the same random numbers for all parameters, so that the numbers
 * are smooth functions of the parameters, and so nearly linear in their logs that
 * Levenberg-Marquardt needs ten to twenty evaluations.
 */
final class ProfileFit {

  /** Half width of a window, and the distance of two [deg]. */
  private static final double WINDOW = 13;

  /** Degree of the track that offsets are taken from. */
  private static final int DEGREE = 6;

  private static final int RESAMPLES = 200;
  private static final double DENSITY_ERROR = 0.1;

  /** The median of the absolute offsets of a Gaussian is its deviation over this. */
  private static final double PER_MEDIAN = 1.4826;

  /**
   * Step of the leapfrog [Myr]. The orbit crosses the disk, 0.3 kpc thick, at 0.2 kpc/Myr, and a
   * step that does not resolve this scatters the stars by degrees.
   */
  private static final double STEP = 1.5;

  /**
   * How finely a stream is made.
   *
   * @param releases times at which stars are released
   * @param starsPerRelease even
   */
  record Resolution(int releases, int starsPerRelease) {

    /** To find the region of the minimum. */
    static final Resolution COARSE = new Resolution(50, 20);

    static final Resolution FINE = new Resolution(100, 20);
  }

  private final StraightenedTrack straight;
  private final StreamProfile profile;
  private final Columns observed;
  private final Columns errors;
  private final long seed;

  private ProfileFit(
      StraightenedTrack straight,
      StreamProfile profile,
      Columns observed,
      Columns errors,
      long seed) {
    this.straight = straight;
    this.profile = profile;
    this.observed = observed;
    this.errors = errors;
    this.seed = seed;
  }

  /**
   * The fit of observed stars.
   *
   * @param seed of the spray's noise
   */
  static ProfileFit of(Columns stars, long seed) {
    StraightenedTrack straight = StraightenedTrack.through(stars, DEGREE);
    StreamProfile profile = StreamProfile.of(WINDOW, RecoveryProblem.windows(WINDOW));
    Columns offsets = straight.apply(stars);
    return new ProfileFit(
        straight, profile, profile.apply(offsets), errors(profile, offsets, seed), seed);
  }

  /**
   * Errors from a bootstrap. Where a window has next to no stars that knows too little, so errors
   * are at least those of independent stars of the scatter that all have.
   */
  private static Columns errors(StreamProfile profile, Columns offsets, long seed) {
    Columns all = profile.apply(offsets);
    double[] spread =
        Bootstrap.ofRows(offsets, seed)
            .summarize(
                RESAMPLES,
                stars -> {
                  Columns numbers = profile.apply(stars);
                  return ParameterSet.of(numbers.labels(), numbers.toArray());
                })
            .spread()
            .toArray();
    int windows = all.count();
    for (int c = 0; c < all.names().size(); c++) {
      String name = all.names().get(c);
      boolean density = name.equals(StreamProfile.FRACTION);
      double scatter = density ? 0 : scatter(offsets.column(name));
      for (int b = 0; b < windows; b++) {
        double fraction = Math.max(all.value(StreamProfile.FRACTION, b), 1.0 / offsets.count());
        double least =
            density
                ? Math.sqrt(fraction / offsets.count())
                : scatter / Math.sqrt(fraction * offsets.count());
        double error = Math.max(spread[c * windows + b], least);
        spread[c * windows + b] = density ? Math.hypot(error, DENSITY_ERROR * fraction) : error;
      }
    }
    return all.withArray(spread);
  }

  private static double scatter(double[] offsets) {
    return PER_MEDIAN * new Median().evaluate(DoubleStream.of(offsets).map(Math::abs).toArray());
  }

  /** The numbers of any stars, beside the observed ones. */
  Columns profile(Columns stars) {
    return profile.apply(straight.apply(stars));
  }

  /** The numbers of the spray as a function of the free coordinates. */
  Differentiable<ParameterSet, Columns> model(Resolution resolution) {
    int steps = (int) Math.ceil(RecoveryProblem.TRUTH.duration() / STEP);
    ParticleSpray spray =
        ParticleSpray.of(
                Simulation.in(Gd1Setup.HOST).withUnits(UnitSystem.GALACTIC).withSteps(steps),
                SprayRecipe.fardal2015(),
                new SplittableRandom(seed),
                resolution.releases(),
                resolution.starsPerRelease())
            .withoutProgenitorField();
    return RecoveryProblem.FREE.restrict(
        spray
            .then(Gd1Setup.OBSERVER.particlesToStream(StreamFrame.gd1()))
            .then(PointColumns.ofStream(RecoveryProblem.COLUMNS))
            .then(straight)
            .then(profile));
  }

  /** A model minus observed, in units of the errors. */
  Differentiable<ParameterSet, Columns> residuals(Differentiable<ParameterSet, Columns> model) {
    return model
        .then(Maps.<Columns>translate(observed.times(-1)))
        .then(Maps.linear(this::inErrors, this::inErrors));
  }

  /** The observed numbers. */
  Columns observed() {
    return observed;
  }

  /** A division by the errors, which is its own transpose. */
  Columns inErrors(Columns numbers) {
    double[] divided = numbers.toArray();
    double[] e = errors.toArray();
    Arrays.setAll(divided, i -> divided[i] / e[i]);
    return numbers.withArray(divided);
  }

  /** Chi squared of other numbers in the place of a model's, per number. */
  double reducedChiSquared(Columns numbers) {
    Columns residuals = inErrors(numbers.minus(observed));
    return residuals.dot(residuals) / residuals.size();
  }

  /** The least chi squared of a model that is reached from a start, given in coordinates. */
  LeastSquaresFit<ParameterSet, Columns> fit(
      Differentiable<ParameterSet, Columns> model, ParameterSet start, int mostEvaluations) {
    return LevenbergMarquardt.create()
        .withTolerances(1e-4, 1e-4, 1e-6)
        .withStepBound(1)
        .withMaxEvaluations(mostEvaluations)
        .fit(residuals(model), start);
  }
}
