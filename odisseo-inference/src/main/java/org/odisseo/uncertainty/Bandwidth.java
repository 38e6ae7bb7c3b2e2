// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import org.odisseo.validation.Require;

/**
 * How wide the kernels of a density estimate are, as a factor on the samples' standard deviations.
 *
 * <p>For d dimensions and an effective number \( n = (\sum w)^2 / \sum w^2 \) of samples.
 */
public sealed interface Bandwidth {

  /** The factor for n effective samples in d dimensions. */
  double factor(double samples, int dimensions);

  /** Scott 1992: \( n^{-1/(d+4)} \). */
  static Bandwidth scott() {
    return new Scott();
  }

  /** Silverman 1986: \( (n (d + 2) / 4)^{-1/(d+4)} \). */
  static Bandwidth silverman() {
    return new Silverman();
  }

  /** A given factor, positive. */
  static Bandwidth fixed(double factor) {
    return new Fixed(factor);
  }

  /** Scott's rule. */
  record Scott() implements Bandwidth {
    @Override
    public double factor(double samples, int dimensions) {
      return Math.pow(samples, -1.0 / (dimensions + 4));
    }
  }

  /** Silverman's rule. */
  record Silverman() implements Bandwidth {
    @Override
    public double factor(double samples, int dimensions) {
      return Math.pow(samples * (dimensions + 2) / 4, -1.0 / (dimensions + 4));
    }
  }

  /**
   * The same factor for any samples.
   *
   * @param value the factor, positive
   */
  record Fixed(double value) implements Bandwidth {
    /** Checks the factor. */
    public Fixed {
      Require.positive("factor", value);
    }

    @Override
    public double factor(double samples, int dimensions) {
      return value;
    }
  }
}
