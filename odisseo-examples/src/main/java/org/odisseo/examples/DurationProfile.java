// SPDX-License-Identifier: Apache-2.0

package org.odisseo.examples;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.examples.Regression.Equation;
import org.odisseo.stream.StreamParameters;
import org.odisseo.uncertainty.Quantiles;

/**
 * The profile of chi squared in the duration: of all masses the best at each duration.
 *
 * <p>A cluster loses its stars where it passes the center of the host. So the stream is nearly the
 * same for all durations with as many passages, and another one after the next passage: its numbers
 * are flat steps in the duration, which no linear model follows, whereas they are smooth in the
 * masses. Here the numbers are linear between the log of durations shortly after a passage and
 * shortly before the next, and across each passage, and continuous: a spline with a value at each
 * of these knots, fitted to streams of many durations, which are moved along the slopes of a linear
 * model to the same masses. Streams whose remnant drifted away, so that they are like no other, are
 * left out.
 */
final class DurationProfile {

  /** How long before and after a passage the numbers change [Myr]. */
  private static final double PASSAGE = 60;

  /** The distance of durations that are tried, in the log. */
  private static final double SPACING = 0.002;

  /** Streams are left out whose squared distance from the spline is so many times the median. */
  private static final double OUTLIER = 4;

  /** What makes a knot that no stream is near the mean of all. */
  private static final double PENALTY = 0.01;

  private final ProfileFit fit;
  private final LinearModel model;
  private final double low;
  private final double high;
  private final double[] knots;

  /** The numbers at the knots, at the masses of the model's center. */
  private final List<Columns> values;

  /**
   * A profile.
   *
   * @param fit of the data
   * @param model whose slopes in the masses hold for all durations
   * @param streams N-body streams of many durations and of masses near those of the model's center
   */
  DurationProfile(ProfileFit fit, LinearModel model, List<Sample> streams) {
    this.fit = fit;
    this.model = model;
    DoubleSummaryStatistics range =
        streams.stream().mapToDouble(stream -> stream.u().value(0)).summaryStatistics();
    low = range.getMin();
    high = range.getMax();
    knots = knots();
    values = values(streams);
  }

  private double[] knots() {
    StreamParameters at =
        RecoveryProblem.FREE.point(model.center().with(model.center().names().get(0), high));
    return DoubleStream.concat(
            DoubleStream.of(low, high),
            DoubleStream.of(Passages.before(at, at.duration() + 2 * PASSAGE))
                .flatMap(time -> DoubleStream.of(time - PASSAGE, time + PASSAGE))
                .map(
                    duration ->
                        RecoveryProblem.FREE.start().value(0)
                            + Math.log(duration / RecoveryProblem.TRUTH.duration()))
                .filter(t -> t > low && t < high))
        .sorted()
        .toArray();
  }

  /** The factors of the values at the knots in the numbers at t. */
  private double[] factors(double t) {
    double[] factors = new double[knots.length];
    int next = 1;
    while (next < knots.length - 1 && knots[next] < t) {
      next++;
    }
    double part = (t - knots[next - 1]) / (knots[next] - knots[next - 1]);
    factors[next - 1] = 1 - part;
    factors[next] = part;
    return factors;
  }

  private List<Columns> values(List<Sample> streams) {
    List<Equation> all =
        streams.stream()
            .map(
                stream ->
                    new Equation(
                        factors(stream.u().value(0)),
                        1,
                        moved(stream.numbers(), stream.u(), model.center())))
            .toList();
    List<Columns> first = spline(all);
    double[] distances =
        all.stream()
            .map(
                equation ->
                    fit.inErrors(
                        equation.above(Regression.sum(equation.factors(), first)).numbers()))
            .mapToDouble(distance -> distance.dot(distance))
            .toArray();
    double most = OUTLIER * Quantiles.of(distances, 0.5)[0];
    return spline(
        IntStream.range(0, distances.length)
            .filter(i -> distances[i] <= most)
            .mapToObj(all::get)
            .toList());
  }

  private List<Columns> spline(List<Equation> equations) {
    Columns sum = model.value().zero();
    for (Equation equation : equations) {
      sum = sum.plus(1.0 / equations.size(), equation.numbers());
    }
    Columns mean = sum;
    double[] penalties = new double[knots.length];
    Arrays.fill(penalties, PENALTY);
    return Regression.solve(
            equations.stream().map(equation -> equation.above(mean)).toList(), penalties)
        .stream()
        .map(mean::plus)
        .toList();
  }

  /** The coordinates of the least chi squared in the range of the streams. */
  ParameterSet minimum() {
    ParameterSet best = model.center();
    double least = Double.POSITIVE_INFINITY;
    for (double t = low; t <= high; t += SPACING) {
      Columns there = Regression.sum(factors(t), values);
      ParameterSet at = masses(there).with(best.names().get(0), t);
      double chiSquared = fit.reducedChiSquared(moved(there, model.center(), at));
      if (chiSquared < least) {
        least = chiSquared;
        best = at;
      }
    }
    return best;
  }

  /** Numbers at one point moved to the masses of another. */
  private Columns moved(Columns numbers, ParameterSet from, ParameterSet to) {
    Columns moved = numbers;
    for (int k = 1; k < from.size(); k++) {
      moved = moved.plus(to.value(k) - from.value(k), model.slopes().get(k));
    }
    return moved;
  }

  /** The masses that fit the data best, where the numbers at those of the center are known. */
  private ParameterSet masses(Columns numbers) {
    RealMatrix slopes = MatrixUtils.createRealMatrix(numbers.size(), model.slopes().size() - 1);
    for (int k = 1; k < model.slopes().size(); k++) {
      slopes.setColumn(k - 1, fit.inErrors(model.slopes().get(k)).toArray());
    }
    RealVector below =
        MatrixUtils.createRealVector(fit.inErrors(fit.observed().minus(numbers)).toArray());
    double[] steps = new QRDecomposition(slopes).getSolver().solve(below).toArray();
    double[] at = model.center().toArray();
    for (int k = 0; k < steps.length; k++) {
      at[k + 1] += steps[k];
    }
    return model.center().withArray(at);
  }
}
