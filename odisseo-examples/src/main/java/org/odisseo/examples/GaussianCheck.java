// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Skewness;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.uncertainty.FisherInformation;
import org.odisseo.uncertainty.HighestDensityInterval;
import org.odisseo.uncertainty.Interval;

/**
 * What the Gaussian approximation and the sampler say about one number; sigmas of a positive number
 * are those of its natural log.
 *
 * @param number the number
 * @param best its best value
 * @param exact its sigma from the second derivatives of chi^2, infinite if it is not constrained
 * @param gaussNewton its sigma without the curvature of the orbit
 * @param gaussian its sigma with the width of the prior, see {@link OrbitFit#gaussian}
 * @param deviation the standard deviation of the draws
 * @param interval the shortest interval of 68.3 per cent, in the unit of the number
 * @param outside the part of the draws that is more than two of the sigmas with the prior from the
 *     best; 4.6 per cent for a Gaussian
 * @param skewness of the draws
 */
record GaussianCheck(
    FreeNumber number,
    double best,
    double exact,
    double gaussNewton,
    double gaussian,
    double deviation,
    Interval interval,
    double outside,
    double skewness) {

  private static final double ONE_SIGMA = 0.683;

  /** All free numbers of a fit. */
  static <A extends VectorValue<A>> List<GaussianCheck> of(
      OrbitFit<A> fit, OrbitPosterior<A> posterior) {
    FisherInformation exact = fit.exact();
    FisherInformation gaussNewton = fit.gaussNewton();
    FisherInformation gaussian = fit.gaussian();
    List<GaussianCheck> checks = new ArrayList<>();
    for (FreeNumber number : fit.problem().numbers()) {
      double best = fit.values().value(number.name());
      double sigma = gaussian.marginalSigmas().value(number.coordinate());
      double[] draws = posterior.values(number, number::natural);
      double center = number.natural(best);
      double far = Arrays.stream(draws).filter(d -> Math.abs(d - center) > 2 * sigma).count();
      checks.add(
          new GaussianCheck(
              number,
              best,
              exact.marginalSigmas().value(number.coordinate()),
              gaussNewton.marginalSigmas().value(number.coordinate()),
              sigma,
              new StandardDeviation().evaluate(draws),
              HighestDensityInterval.of(posterior.values(number.name()), ONE_SIGMA),
              far / draws.length,
              new Skewness().evaluate(draws)));
    }
    return checks;
  }
}
