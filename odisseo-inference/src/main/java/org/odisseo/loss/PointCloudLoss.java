// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.Arrays;
import java.util.List;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.ValueAndGradient;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;
import org.odisseo.validation.Require;

/**
 * A loss of a cloud of model stars whose value and gradient come out of one pass.
 *
 * <p>The model stars must have the columns {@link #names} in that order, and at least one row;
 * there may be more or fewer of them than observed ones. If one of their numbers is not finite, the
 * value and all derivatives are NaN.
 *
 * <p>A class and not an interface, because the checks and the derivatives are the same for all and
 * the one method in which they differ is of no use outside.
 */
public abstract sealed class PointCloudLoss implements Differentiable<Columns, Scalar>
    permits MaximumMeanDiscrepancy,
        EnergyDistance,
        SlicedWasserstein,
        GaussianMixtureLikelihood,
        KernelDensityLikelihood {

  /** In place of a gradient where only the value is wanted. */
  static final double[][] NO_GRADIENT = {};

  private final List<String> names;

  PointCloudLoss(List<String> names) {
    this.names = names;
  }

  /** The names of the columns that are compared. */
  public final List<String> names() {
    return names;
  }

  /**
   * The value, and the gradient unless its array has no rows.
   *
   * @param stars [column][star], finite, at least one; not to be changed
   * @param gradient [column][star], zeros to add the derivatives to, or no rows at all
   */
  abstract double evaluate(double[][] stars, double[][] gradient);

  @Override
  public final Scalar apply(Columns stars) {
    double[][] columns = Clouds.model(stars, names);
    return Scalar.of(stars.isFinite() ? evaluate(columns, NO_GRADIENT) : Double.NaN);
  }

  @Override
  public final WithPullback<Columns, Scalar> vjp(Columns stars) {
    ValueAndGradient<Columns> result = valueAndGradient(stars);
    return new WithPullback<>(
        Scalar.of(result.value()), cotangent -> result.gradient().times(cotangent.value()));
  }

  @Override
  public final WithTangent<Scalar> jvp(Columns stars, Columns tangent) {
    WithTangents<Scalar> result = jvps(stars, List.of(tangent));
    return new WithTangent<>(result.value(), result.tangents().get(0));
  }

  @Override
  public final WithTangents<Scalar> jvps(Columns stars, List<Columns> tangents) {
    Require.atLeast("the number of tangents", tangents.size(), 1);
    ValueAndGradient<Columns> result = valueAndGradient(stars);
    for (Columns tangent : tangents) {
      stars.requireSameShape("tangent", tangent);
    }
    return new WithTangents<>(
        Scalar.of(result.value()),
        tangents.stream().map(tangent -> Scalar.of(result.gradient().dot(tangent))).toList());
  }

  private ValueAndGradient<Columns> valueAndGradient(Columns stars) {
    double[][] columns = Clouds.model(stars, names);
    if (!stars.isFinite()) {
      double[] nothing = new double[stars.size()];
      Arrays.fill(nothing, Double.NaN);
      return new ValueAndGradient<>(Double.NaN, stars.withArray(nothing));
    }
    double[][] gradient = new double[columns.length][stars.count()];
    double value = evaluate(columns, gradient);
    return new ValueAndGradient<>(value, Columns.of(names, gradient));
  }
}
