// SPDX-License-Identifier: Apache-2.0

package org.odisseo.loss;

import java.util.List;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Require;

/**
 * How stars are distributed that do not belong to the model: a density over the columns, of which
 * one over fewer columns follows where a star lacks some.
 */
public sealed interface Background {

  /** A uniform density between two limits in every column, zero outside. */
  static Background uniform(ParameterSet low, ParameterSet high) {
    return new Uniform(low, high);
  }

  /**
   * A normal density without correlations, to which the errors of every star are added.
   *
   * @param mean the mean of every column
   * @param deviation the standard deviation of every column, positive
   */
  static Background gaussian(ParameterSet mean, ParameterSet deviation) {
    return new Gaussian(mean, deviation);
  }

  /**
   * A uniform density.
   *
   * @param low the lower limit of every column, finite
   * @param high the upper limit of every column, finite and above the lower
   */
  record Uniform(ParameterSet low, ParameterSet high) implements Background {

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if the names differ or a limit is not as said
     */
    public Uniform {
      low.requireSameNames("high", high);
      for (String name : low.names()) {
        Require.finite("low." + name, low.value(name));
        Require.finite("high." + name, high.value(name));
        Require.positive("high - low of " + name, high.value(name) - low.value(name));
      }
    }

    /** Zero outside of the limits; measured numbers count as they are, whatever their errors. */
    double logDensity(List<String> names, int[] columns, double[] center) {
      double log = 0;
      for (int a = 0; a < columns.length; a++) {
        double from = low.value(names.get(columns[a]));
        double to = high.value(names.get(columns[a]));
        boolean inside = center[a] >= from && center[a] <= to;
        log -= inside ? Math.log(to - from) : Double.POSITIVE_INFINITY;
      }
      return log;
    }
  }

  /**
   * A normal density.
   *
   * @param mean the mean of every column, finite
   * @param deviation the standard deviation of every column, positive
   */
  record Gaussian(ParameterSet mean, ParameterSet deviation) implements Background {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the names differ or a number is not as said
     */
    public Gaussian {
      mean.requireSameNames("deviation", deviation);
      for (String name : mean.names()) {
        Require.finite("mean." + name, mean.value(name));
        Require.positive("deviation." + name, deviation.value(name));
      }
    }
  }
}
