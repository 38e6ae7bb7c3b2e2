// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Maps;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.validation.Require;

/**
 * The sum of squared residuals \( \chi^2 = \sum ((m - o)/s)^2 \) of a model table m that has the
 * rows and columns of an observed one, o, with errors s.
 *
 * <p>A number that is NaN in the observed table was not measured; its residual is zero. The value
 * is quadratic, and so its second derivatives are exact as well. Model numbers that are not finite
 * give a value and derivatives that are not either.
 */
public final class ChiSquared implements TwiceDifferentiable<Columns, Scalar> {

  /** The observed numbers, zero where there is none. */
  private final Columns observed;

  /** One over the errors, zero where there is no number. */
  private final double[] inverse;

  private final int measured;
  private final TwiceDifferentiable<Columns, Scalar> sum;

  private ChiSquared(Columns observed, double[] inverse, int measured) {
    this.observed = observed;
    this.inverse = inverse;
    this.measured = measured;
    sum = residuals().then(Maps.<Columns>sumOfSquares());
  }

  /**
   * A sum of squared residuals.
   *
   * @param observed the observed table, finite, or NaN for what was not measured; at least one
   *     number
   * @param errors the standard deviation of every number, positive; where the number is NaN, the
   *     error does not matter
   * @throws IllegalArgumentException if the shapes differ or a number is not as said
   */
  public static ChiSquared of(Columns observed, Columns errors) {
    observed.requireSameShape("errors", errors);
    double[] numbers = observed.toArray();
    double[] inverse = errors.toArray();
    List<String> labels = observed.labels();
    int measured = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (Double.isNaN(numbers[i])) {
        numbers[i] = 0;
        inverse[i] = 0;
      } else {
        Require.finite("observed." + labels.get(i), numbers[i]);
        inverse[i] = 1 / Require.positive("errors." + labels.get(i), inverse[i]);
        measured++;
      }
    }
    Require.atLeast("the number of measured numbers", measured, 1);
    return new ChiSquared(observed.withArray(numbers), inverse, measured);
  }

  /** The number of residuals that count. */
  public int count() {
    return measured;
  }

  /**
   * The residuals (m - o)/s in the shape of the table, for least squares. Those of numbers that
   * were not measured are zero with all their derivatives, and no degrees of freedom of a fit.
   */
  public TwiceDifferentiable<Columns, Columns> residuals() {
    TwiceDifferentiable<Columns, Columns> weigh = Maps.linear(this::weighed, this::weighed);
    TwiceDifferentiable<Columns, Columns> check = Maps.linear(this::checked, c -> c);
    return check.then(Maps.translate(observed.times(-1))).then(weigh);
  }

  @Override
  public Scalar apply(Columns model) {
    return sum.apply(model);
  }

  @Override
  public WithPullback<Columns, Scalar> vjp(Columns model) {
    return sum.vjp(model);
  }

  @Override
  public WithTangent<Scalar> jvp(Columns model, Columns tangent) {
    return sum.jvp(model, tangent);
  }

  @Override
  public WithDualPullback<Columns, Scalar> vjpAlong(Columns model, Columns direction) {
    return sum.vjpAlong(model, direction);
  }

  private Columns checked(Columns model) {
    observed.requireSameShape("model", model);
    return model;
  }

  private Columns weighed(Columns differences) {
    observed.requireSameShape("cotangent", differences);
    double[] numbers = differences.toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= inverse[i];
    }
    return differences.withArray(numbers);
  }
}
