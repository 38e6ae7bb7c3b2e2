// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.ArrayList;
import java.util.List;
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
 * intervals. Without a background (\( \epsilon = 0 \)) a model that is u widths away from the
 * intervals has a cost of about \( -n u^2/2 \), which outweighs how badly it fits only where the
 * likelihood has a floor of its own.
 *
 * <p>The logarithm is taken of the tails themselves (with \( \mathrm{erfcx}(u) = e^{u^2}
 * \mathrm{erfc}(u) \)), so that cost and derivatives keep their digits and stay finite where S
 * underflows, from 38 widths on. Immutable.
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

  /** The part of a model that is selected, between 0 and 1; zero where it underflows. */
  public double fraction(Columns model) {
    return Selected.of(intervals, width, model.column(column)).fraction();
  }

  @Override
  public Scalar apply(Columns model) {
    return cost(Selected.of(intervals, width, model.column(column)));
  }

  @Override
  public WithPullback<Columns, Scalar> vjp(Columns model) {
    Selected selected = Selected.of(intervals, width, model.column(column));
    return new WithPullback<>(
        cost(selected),
        cotangent -> {
          double factor = cotangent.value() * factor(selected);
          double[] pulled = new double[model.size()];
          int first = model.names().indexOf(column) * model.count();
          for (int j = 0; j < model.count(); j++) {
            pulled[first + j] = factor * selected.slope(j);
          }
          return model.withArray(pulled);
        });
  }

  @Override
  public WithTangent<Scalar> jvp(Columns model, Columns tangent) {
    Selected selected = Selected.of(intervals, width, model.column(column));
    double[] moved = tangent.column(column);
    double sum = 0;
    for (int j = 0; j < moved.length; j++) {
      sum += selected.slope(j) * moved[j];
    }
    return new WithTangent<>(cost(selected), Scalar.of(factor(selected) * sum));
  }

  private Scalar cost(Selected selected) {
    double logarithm =
        background == 0
            ? selected.exponent() + Math.log(selected.mean())
            : Math.log(background + (1 - background) * selected.fraction());
    return Scalar.of(count * logarithm);
  }

  /** What the slope of a star counts: n times the part of the model in what is selected. */
  private double factor(Selected selected) {
    if (background == 0) {
      return count;
    }
    double model = (1 - background) * selected.fraction();
    return count * model / (background + model);
  }

  /**
   * The part of a model that is selected, as a number times an exponential that may underflow.
   *
   * @param exponent the exponent that all stars share, that of the star nearest to an interval
   * @param mean S times exp(-exponent)
   * @param slopes the derivatives of ln S with respect to the places of the stars
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Selected(double exponent, double mean, double[] slopes) {

    static Selected of(List<Interval> intervals, double width, double[] x) {
      NormalInterval[][] parts = new NormalInterval[x.length][intervals.size()];
      double exponent = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < x.length; j++) {
        for (int i = 0; i < intervals.size(); i++) {
          Interval interval = intervals.get(i);
          parts[j][i] =
              NormalInterval.of((interval.low() - x[j]) / width, (interval.high() - x[j]) / width);
          exponent = Math.max(exponent, parts[j][i].exponent());
        }
      }
      double sum = 0;
      double[] slopes = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        for (NormalInterval part : parts[j]) {
          double scale = Math.exp(part.exponent() - exponent);
          sum += scale * part.share();
          slopes[j] += scale * part.slope() / width;
        }
      }
      for (int j = 0; j < x.length; j++) {
        slopes[j] /= sum;
      }
      return new Selected(exponent, sum / x.length, slopes);
    }

    double fraction() {
      return Math.exp(exponent) * mean;
    }

    double slope(int star) {
      return slopes[star];
    }
  }
}
