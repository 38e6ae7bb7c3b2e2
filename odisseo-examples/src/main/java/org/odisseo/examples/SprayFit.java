// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.loss.Background;
import org.odisseo.loss.GaussianMixtureLikelihood;
import org.odisseo.loss.PointColumns;
import org.odisseo.loss.SelectedFraction;
import org.odisseo.optimize.FisherScoring;
import org.odisseo.optimize.FreeParameters;
import org.odisseo.optimize.LikelihoodFit;
import org.odisseo.simulate.Simulation;
import org.odisseo.sky.StreamFrame;
import org.odisseo.stream.ParticleSpray;
import org.odisseo.stream.SprayRecipe;
import org.odisseo.stream.StraightenedTrack;
import org.odisseo.stream.StreamParameters;
import org.odisseo.units.UnitSystem;

/**
 * The likelihood of observed stars under a stream that a progenitor sprays, as a function of the
 * free parameters, and its maximum.
 *
 * <p>Every observed star is compared with all model stars by a mixture of Gaussians of the width of
 * its errors, along the stream of {@link #ALONG}; the stream is straightened first, so that this
 * does not smear it. One star in a hundred may be anything within the ranges of the data. Stars
 * near the progenitor are left out of the data, and the likelihood is normalised over the rest.
 *
 * <p>The stars of a model come from the same random numbers for all parameters, so that the
 * likelihood is a smooth function.
 */
final class SprayFit {

  /** Smoothing along the stream [deg]. */
  private static final double ALONG = 3;

  private static final double OUTLIERS = 0.01;
  private static final int DEGREE = 6;

  /**
   * How finely a stream is made, and how sharply it is compared.
   *
   * @param releases times at which stars are released
   * @param starsPerRelease even
   * @param step of the leapfrog [Myr]; the orbit crosses the disk, 0.3 kpc thick, at 0.2 kpc/Myr,
   *     and a step that does not resolve this scatters the stars by degrees
   * @param width what the errors are multiplied by
   */
  record Resolution(int releases, int starsPerRelease, double step, double width) {

    /** To find the region of the maximum. */
    static final Resolution COARSE = new Resolution(50, 10, 1.5, 2);

    static final Resolution FINE = new Resolution(200, 20, 1.5, 1);
  }

  /**
   * The selection of stars: a range of phi1 without what is near the progenitor.
   *
   * @param low the range of phi1 [deg]
   * @param high its other end
   * @param progenitor phi1 of the progenitor [deg]
   * @param gap how far from it a star must be [deg]
   */
  record Window(double low, double high, double progenitor, double gap) {
    SelectedFraction fraction(double width, int count) {
      return SelectedFraction.of("phi1", width, count, low, progenitor - gap)
          .and(progenitor + gap, high);
    }
  }

  private final Differentiable<ParameterSet, Columns> terms;

  /**
   * A fit.
   *
   * @param free the free parameters
   * @param observed the stars
   * @param errors of all columns of the stars, the same for all stars
   * @param window the selection of the data
   * @param seed of the spray's noise
   */
  SprayFit(
      FreeParameters<StreamParameters> free,
      Columns observed,
      ParameterSet errors,
      Window window,
      Resolution resolution,
      long seed) {
    StraightenedTrack straight = StraightenedTrack.through(observed, DEGREE);
    Columns offsets = straight.apply(observed);
    double width = resolution.width();
    ParameterSet widened = errors.times(width).with("phi1", ALONG * width);
    Differentiable<Columns, Columns> stars =
        straight.then(
            GaussianMixtureLikelihood.of(offsets, MockStream.errors(offsets, widened))
                .withBackground(OUTLIERS, box(offsets))
                .terms());
    Differentiable<Columns, Scalar> selection =
        window.fraction(ALONG * width, 1).withBackground(OUTLIERS);
    int n = observed.count();
    Differentiable<Scalar, Columns> forEach =
        Maps.linear(s -> repeated(s.value(), n), c -> Scalar.of(Arrays.stream(c.toArray()).sum()));
    String[] columns = observed.names().toArray(String[]::new);
    terms =
        free.restrict(
            spray(free.reference(), resolution, seed)
                .then(Gd1Setup.OBSERVER.particlesToStream(StreamFrame.gd1()))
                .then(PointColumns.ofStream(columns))
                .then(Maps.sum(stars, selection.then(forEach))));
  }

  private static Columns repeated(double value, int count) {
    double[] column = new double[count];
    Arrays.fill(column, value);
    return Columns.of(List.of("negativeLogLikelihood"), column);
  }

  private static ParticleSpray spray(StreamParameters reference, Resolution resolution, long seed) {
    int steps = (int) Math.ceil(reference.duration() / resolution.step());
    return ParticleSpray.of(
            Simulation.in(Gd1Setup.HOST).withUnits(UnitSystem.GALACTIC).withSteps(steps),
            SprayRecipe.fardal2015(),
            new SplittableRandom(seed),
            resolution.releases(),
            resolution.starsPerRelease())
        .withoutProgenitorField();
  }

  private static Background box(Columns stars) {
    ParameterSet low = ParameterSet.of(stars.names(), new double[stars.names().size()]);
    ParameterSet high = low;
    for (String name : stars.names()) {
      double least = Arrays.stream(stars.column(name)).min().orElseThrow();
      double most = Arrays.stream(stars.column(name)).max().orElseThrow();
      low = low.with(name, least);
      high = high.with(name, most);
    }
    return Background.uniform(low, high);
  }

  /** The negative log likelihood of each star as a function of the free coordinates. */
  Differentiable<ParameterSet, Columns> terms() {
    return terms;
  }

  /** The maximum of the likelihood that is reached from a start, given in coordinates. */
  LikelihoodFit<ParameterSet> fit(ParameterSet start, int mostEvaluations) {
    return FisherScoring.create()
        .withTolerance(0.1)
        .withMaxEvaluations(mostEvaluations)
        .fit(terms, start);
  }
}
