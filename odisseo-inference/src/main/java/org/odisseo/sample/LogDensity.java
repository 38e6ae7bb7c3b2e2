// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.ArrayList;
import java.util.List;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Mode;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangents;

/** A log density on arrays, with its gradient: all that the dynamics need to know. */
@FunctionalInterface
interface LogDensity {

  /**
   * The log density.
   *
   * @param at the position, not to be kept
   * @param gradient set to the gradient
   */
  double value(double[] at, double[] gradient);

  /** A map of parameters of the given names, differentiated in the given mode. */
  static LogDensity of(Differentiable<ParameterSet, Scalar> map, ParameterSet shape, Mode mode) {
    return mode == Mode.REVERSE
        ? (at, gradient) -> {
          WithPullback<ParameterSet, Scalar> result = map.vjp(shape.withArray(at));
          copy(result.pull(Scalar.ONE), gradient);
          return result.value().value();
        }
        : (at, gradient) -> forward(map, shape.withArray(at), gradient);
  }

  private static void copy(ParameterSet from, double[] to) {
    System.arraycopy(from.toArray(), 0, to, 0, to.length);
  }

  /** A few tangents at a time share the value, and no more memory than that is taken. */
  private static double forward(
      Differentiable<ParameterSet, Scalar> map, ParameterSet at, double[] gradient) {
    int together = 8;
    double value = Double.NaN;
    for (int from = 0; from < gradient.length; from += together) {
      List<ParameterSet> units = new ArrayList<>();
      for (int j = from; j < Math.min(gradient.length, from + together); j++) {
        units.add(at.unit(j));
      }
      WithTangents<Scalar> result = map.jvps(at, units);
      value = result.value().value();
      for (int k = 0; k < units.size(); k++) {
        gradient[from + k] = result.tangents().get(k).value();
      }
    }
    return value;
  }
}
