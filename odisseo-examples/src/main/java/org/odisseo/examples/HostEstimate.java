// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Gradient;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.VectorValue;

/**
 * A number that follows from a fit, with its error from the Gaussian and from the draws.
 *
 * @param best its value at the best fit
 * @param gaussianSigma its error to first order, from {@link OrbitFit#gaussian}
 * @param mean the mean of the draws
 * @param deviation their standard deviation
 */
record HostEstimate(double best, double gaussianSigma, double mean, double deviation) {

  /** The estimate of a function of what the orbit depends on. */
  static <A extends VectorValue<A>> HostEstimate of(
      OrbitFit<A> fit, OrbitPosterior<A> posterior, Differentiable<A, Scalar> number) {
    ParameterSet gradient = Gradient.of(fit.problem().free().restrict(number), fit.best().point());
    double[] g = gradient.toArray();
    double[][] c = fit.gaussian().covariance().toArray();
    double variance = 0;
    for (int i = 0; i < g.length; i++) {
      for (int j = 0; j < g.length; j++) {
        variance += g[i] * c[i][j] * g[j];
      }
    }
    double[] values =
        posterior.points(Integer.MAX_VALUE).stream()
            .mapToDouble(point -> number.apply(point).value())
            .toArray();
    return new HostEstimate(
        number.apply(fit.point()).value(),
        Math.sqrt(variance),
        new Mean().evaluate(values),
        new StandardDeviation().evaluate(values));
  }

  /** The numbers by name. */
  Map<String, Double> toMap() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("best", best);
    map.put("gaussianSigma", gaussianSigma);
    map.put("mean", mean);
    map.put("deviation", deviation);
    return map;
  }
}
