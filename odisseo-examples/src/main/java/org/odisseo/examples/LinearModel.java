// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.ParameterSet;

/**
 * The numbers of N-body streams as a linear function of the coordinates u, from streams here and
 * there. With \( z_k = (u_k - c_k) / h_k \), the deviation from a center in units of {@link
 * #SCALES}, and \( w = e^{-|z|^2 / 4} \), sprays s and N-body streams y are fitted for each number
 * by
 *
 * <p>\[ \sum_i w_i \Bigl(s_i - s - \sum_k z_{ik} s_k\Bigr)^2 = \min, \quad \sum_i w_i \Bigl(y_i - s
 * - a - \sum_k z_{ik} (s_k + d_k)\Bigr)^2 + \lambda \sum_k d_k^2 = \min. \]
 *
 * <p>Sprays are cheap, so their slopes are well known; the fewer N-body streams tell where the
 * numbers are and how their slopes differ.
 *
 * @param center the coordinates c
 * @param value the numbers there, s + a
 * @param slopes their derivatives with respect to each coordinate
 */
record LinearModel(ParameterSet center, Columns value, List<Columns> slopes) {

  /** Some three errors of a fit to one data set, in the logs of the parameters. */
  static final double[] SCALES = {0.15, 0.2, 0.08, 0.1};

  /**
   * The penalty lambda: the square of the noise of a stream over that of typical d. What so few
   * streams do not know of d is left at zero.
   */
  private static final double PENALTY = 4;

  /** Copies the list. */
  LinearModel {
    slopes = List.copyOf(slopes);
  }

  /**
   * The model near a center.
   *
   * @param sprays more than there are coordinates
   * @param streams N-body streams, at least one
   */
  static LinearModel near(ParameterSet center, List<Sample> sprays, List<Sample> streams) {
    int p = SCALES.length;
    List<Columns> spray =
        Regression.solve(
            sprays.stream().map(sample -> equation(center, sample)).toList(), new double[p + 1]);
    double[] penalties = new double[p + 1];
    Arrays.fill(penalties, 1, p + 1, PENALTY);
    List<Columns> difference =
        Regression.solve(
            streams.stream()
                .map(sample -> equation(center, sample))
                .map(of -> of.above(Regression.sum(of.factors(), spray)))
                .toList(),
            penalties);
    List<Columns> slopes = new ArrayList<>();
    for (int k = 1; k <= p; k++) {
      slopes.add(spray.get(k).plus(difference.get(k)).times(1 / SCALES[k - 1]));
    }
    return new LinearModel(center, spray.get(0).plus(difference.get(0)), slopes);
  }

  /** With the factors one and z. */
  private static Regression.Equation equation(ParameterSet center, Sample sample) {
    double[] factors = new double[SCALES.length + 1];
    factors[0] = 1;
    double square = 0;
    for (int k = 0; k < SCALES.length; k++) {
      double z = (sample.u().value(k) - center.value(k)) / SCALES[k];
      factors[k + 1] = z;
      square += z * z;
    }
    return new Regression.Equation(factors, Math.exp(-square / 4), sample.numbers());
  }

  /** The numbers as a function of the coordinates. */
  Differentiable<ParameterSet, Columns> map() {
    return Maps.<ParameterSet>translate(center.times(-1))
        .then(Maps.linear(step -> Regression.sum(step.toArray(), slopes), this::transposed))
        .then(Maps.translate(value));
  }

  private ParameterSet transposed(Columns cotangent) {
    return center.withArray(slopes.stream().mapToDouble(cotangent::dot).toArray());
  }
}
