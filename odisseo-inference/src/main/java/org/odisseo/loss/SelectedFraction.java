// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.gamma.Erfc;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.validation.Require;

/**
 * What a selection of the data costs a likelihood. If only stars within some intervals of a column
 * were kept, the density of the model must be normalised over these: with each model star smeared
 * out by a Gaussian of width h,
 *
 * <p>\[ n \ln \left( \epsilon + (1 - \epsilon) S \right), \quad S = \frac{1}{M} \sum_{j=1}^{M}
 * \sum_{[a,b]} \left[ \Phi\!\left(\frac{b - x_j}{h}\right) - \Phi\!\left(\frac{a - x_j}{h}\right)
 * \right] \]
 *
 * <p>is to be added to the negative log likelihood of n selected stars, such as that of {@link
 * GaussianMixtureLikelihood} with a background of the fraction \( \epsilon \) that lies within the
 * intervals. Without a background (\( \epsilon = 0 \)) a model that is nowhere near the intervals
 * has the cost minus infinity, which outweighs how badly it fits only where the likelihood has a
 * floor of its own. Immutable.
 */
public final class SelectedFraction implements Differentiable<Columns, Scalar> {

  private record Interval(double low, double high) {}

  private final String column;
  private final double width;
  private final int count;
  private final double background;
  private final List<Interval> intervals;

  private SelectedFraction(
      String column, double width, int count, double background, List<Interval> intervals) {
    this.column = column;
    this.width = width;
    this.count = count;
    this.background = background;
    this.intervals = List.copyOf(intervals);
  }

  /**
   * A selection by one interval.
   *
   * @param column the column by which stars were selected
   * @param width the width h by which the likelihood smears out a model star in this column, error
   *     and kernel together; positive
   * @param count the number n of stars that were selected, at least one
   * @param low the lower end, below {@code high}; may be infinite
   * @param high the upper end; may be infinite
   */
  public static SelectedFraction of(
      String column, double width, int count, double low, double high) {
    Require.positive("width", width);
    Require.atLeast("count", count, 1);
    return new SelectedFraction(column, width, count, 0, List.of()).and(low, high);
  }

  /** The same with one more interval, which must not overlap with those there are. */
  public SelectedFraction and(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException("low must be below high, got " + low + " and " + high);
    }
    for (Interval other : intervals) {
      if (low < other.high() && other.low() < high) {
        throw new IllegalArgumentException(
            "intervals must not overlap, got " + new Interval(low, high) + " beside " + other);
      }
    }
    List<Interval> more = new ArrayList<>(intervals);
    more.add(new Interval(low, high));
    return new SelectedFraction(column, width, count, background, more);
  }

  /**
   * The same with a background within the intervals.
   *
   * @param fraction the fraction of background among all stars that are like the selected ones, at
   *     least 0 and below 1, as given to the likelihood
   */
  public SelectedFraction withBackground(double fraction) {
    Require.inHalfOpenRange("fraction", fraction, 0, 1);
    return new SelectedFraction(column, width, count, fraction, intervals);
  }

  /** The part of a model that is selected, between 0 and 1. */
  public double fraction(Columns model) {
    double sum = 0;
    for (double x : model.column(column)) {
      for (Interval interval : intervals) {
        sum += below(interval.high() - x) - below(interval.low() - x);
      }
    }
    return sum / model.count();
  }

  /** The part of a smeared star that is below a distance from it. */
  private double below(double distance) {
    return 0.5 * Erfc.value(-distance / (width * Math.sqrt(2)));
  }

  /** The derivative of the fraction's sum with respect to each star's place. */
  private double[] slopes(double[] x) {
    double[] slopes = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      for (Interval interval : intervals) {
        slopes[j] += density(interval.low() - x[j]) - density(interval.high() - x[j]);
      }
    }
    return slopes;
  }

  private double density(double distance) {
    double u = distance / width;
    return Math.exp(-0.5 * u * u) / (width * Math.sqrt(2 * Math.PI));
  }

  private double normalisation(Columns model) {
    return background + (1 - background) * fraction(model);
  }

  /** What a star's slope counts. */
  private double factor(Columns model) {
    return count * (1 - background) / (normalisation(model) * model.count());
  }

  @Override
  public Scalar apply(Columns model) {
    return Scalar.of(count * Math.log(normalisation(model)));
  }

  @Override
  public WithPullback<Columns, Scalar> vjp(Columns model) {
    double factor = factor(model);
    return new WithPullback<>(
        apply(model),
        cotangent -> {
          double[] slopes = slopes(model.column(column));
          double[] pulled = new double[model.size()];
          int first = model.names().indexOf(column) * model.count();
          for (int j = 0; j < slopes.length; j++) {
            pulled[first + j] = cotangent.value() * factor * slopes[j];
          }
          return model.withArray(pulled);
        });
  }

  @Override
  public WithTangent<Scalar> jvp(Columns model, Columns tangent) {
    double factor = factor(model);
    double[] slopes = slopes(model.column(column));
    double[] moved = tangent.column(column);
    double sum = 0;
    for (int j = 0; j < slopes.length; j++) {
      sum += slopes[j] * moved[j];
    }
    return new WithTangent<>(apply(model), Scalar.of(factor * sum));
  }
}
