// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.odisseo.autodiff.Columns;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.simulate.Member;
import org.odisseo.validation.Require;

/**
 * Many estimates of the same parameters, from different data sets.
 *
 * <p>An estimate that failed, or has a number that is not finite, is counted and kept among the
 * {@linkplain #failures failures} but not in the numbers.
 *
 * @param estimates one row for each good estimate, one column for each parameter; at least two rows
 * @param failures the members without a good estimate
 */
public record BootstrapSummary(Columns estimates, List<Member<Long, ParameterSet>> failures) {

  /** Checks that there is a scatter. */
  public BootstrapSummary {
    failures = List.copyOf(failures);
    Require.atLeast("the number of good estimates", estimates.count(), 2);
    Require.allFinite("estimates", estimates.toArray());
  }

  /**
   * The summary of what a run has given.
   *
   * @throws IllegalStateException if fewer than two estimates are good, with the first failure
   */
  public static BootstrapSummary of(List<Member<Long, ParameterSet>> members) {
    List<ParameterSet> good = new ArrayList<>();
    List<Member<Long, ParameterSet>> bad = new ArrayList<>();
    for (Member<Long, ParameterSet> member : members) {
      if (member.isCompleted() && member.orThrow().isFinite()) {
        good.add(member.orThrow());
      } else {
        bad.add(member);
      }
    }
    if (good.size() < 2) {
      String first =
          bad.isEmpty()
              ? "there were no others"
              : "the first of the others: "
                  + bad.get(0).failure().map(Throwable::toString).orElse(bad.get(0).toString());
      throw new IllegalStateException(
          "at least two of "
              + members.size()
              + " estimates must be good, got "
              + good.size()
              + "; "
              + first);
    }
    return new BootstrapSummary(Columns.ofRows(good), bad);
  }

  /** The mean of each parameter. */
  public ParameterSet mean() {
    return each(column -> new double[] {Arrays.stream(column).average().orElseThrow()});
  }

  /** The standard deviation of each parameter over the estimates, with n - 1 in the denominator. */
  public ParameterSet spread() {
    return each(
        column -> {
          double mean = Arrays.stream(column).average().orElseThrow();
          double sum = Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum();
          return new double[] {Math.sqrt(sum / (column.length - 1))};
        });
  }

  /**
   * The covariance of the parameters over the estimates, \( \sum_i (x_i - \bar x)(y_i - \bar y)/(n
   * - 1) \), with the correlations.
   *
   * @throws IllegalStateException if all estimates of a parameter are the same
   */
  public Covariance covariance() {
    List<String> names = estimates.names();
    double[][] columns = new double[names.size()][];
    for (int k = 0; k < columns.length; k++) {
      double[] column = estimates.column(names.get(k));
      if (Arrays.stream(column).allMatch(value -> value == column[0])) {
        throw new IllegalStateException(
            "estimates of %s must have a spread > 0, got %s in all %d"
                .formatted(names.get(k), column[0], column.length));
      }
      double mean = Arrays.stream(column).average().orElseThrow();
      columns[k] = Arrays.stream(column).map(value -> value - mean).toArray();
    }
    double[][] matrix = new double[columns.length][columns.length];
    for (int k = 0; k < columns.length; k++) {
      for (int l = 0; l < columns.length; l++) {
        for (int i = 0; i < estimates.count(); i++) {
          matrix[k][l] += columns[k][i] * columns[l][i] / (estimates.count() - 1);
        }
      }
    }
    return Covariance.of(names, matrix);
  }

  /**
   * The mean minus a reference: the truth, where it is known, or the estimate from the real data,
   * whose own bias this then is to first order.
   */
  public ParameterSet bias(ParameterSet reference) {
    return mean().minus(reference);
  }

  /** The root mean square difference from a reference: bias and spread together. */
  public ParameterSet rootMeanSquareError(ParameterSet truth) {
    mean().requireSameNames(truth);
    double[] errors = new double[truth.size()];
    for (int k = 0; k < errors.length; k++) {
      double reference = truth.value(k);
      double[] column = estimates.column(truth.names().get(k));
      errors[k] =
          Math.sqrt(
              Arrays.stream(column)
                  .map(v -> (v - reference) * (v - reference))
                  .average()
                  .orElseThrow());
    }
    return truth.withArray(errors);
  }

  /** A quantile of each parameter, the probability from 0 to 1; see {@link Quantiles}. */
  public ParameterSet quantile(double probability) {
    return each(column -> Quantiles.of(column, probability));
  }

  private ParameterSet each(UnaryOperator<double[]> statistic) {
    double[] values = new double[estimates.names().size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = statistic.apply(estimates.column(estimates.names().get(k)))[0];
    }
    return ParameterSet.of(estimates.names(), values);
  }

  /** The mean and the spread. */
  @Override
  public String toString() {
    return "BootstrapSummary["
        + estimates.count()
        + " estimates, "
        + failures.size()
        + " failed, mean "
        + mean()
        + ", spread "
        + spread()
        + "]";
  }
}
