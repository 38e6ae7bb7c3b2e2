// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.List;
import java.util.Locale;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.validation.Require;

/**
 * Standard deviations and correlations of named parameters.
 *
 * <p>Immutable. Kept as sigmas and correlations, so that parameters of very different size do not
 * harm each other.
 */
public final class Covariance {

  /** By how much sums of squares make full correlation look like more. */
  private static final double ROUNDING = 1e-12;

  private final ParameterSet sigmas;
  private final double[][] correlations;

  /** Takes ownership of {@code correlations}, which must be symmetric. */
  Covariance(ParameterSet sigmas, double[][] correlations) {
    this.sigmas = sigmas;
    this.correlations = correlations;
  }

  /**
   * A covariance from its matrix.
   *
   * @param names the parameters
   * @param matrix symmetric, positive on the diagonal, no correlation beyond one; copied
   */
  public static Covariance of(List<String> names, double[][] matrix) {
    Matrices.requireSymmetric("matrix", matrix, names.size());
    double[] sigma = new double[names.size()];
    for (int i = 0; i < sigma.length; i++) {
      String entry = "matrix[" + i + "][" + i + "]";
      sigma[i] = Math.sqrt(Require.positive(entry, matrix[i][i]));
    }
    double[][] correlations = Matrices.scaled(matrix, sigma);
    for (int i = 0; i < sigma.length; i++) {
      correlations[i][i] = 1;
      for (int j = 0; j < i; j++) {
        if (!(Math.abs(correlations[i][j]) <= 1 + ROUNDING)) {
          throw new IllegalArgumentException(
              "matrix must have correlations between -1 and 1, got "
                  + correlations[i][j]
                  + " for "
                  + names.get(i)
                  + " and "
                  + names.get(j));
        }
        correlations[i][j] = Math.max(-1, Math.min(1, correlations[i][j]));
        correlations[j][i] = correlations[i][j];
      }
    }
    return new Covariance(ParameterSet.of(names, sigma), correlations);
  }

  /** The parameters in their order. */
  public List<String> names() {
    return sigmas.names();
  }

  /** The standard deviation of each parameter. */
  public ParameterSet sigmas() {
    return sigmas;
  }

  /** The standard deviation of a parameter. */
  public double sigma(String name) {
    return sigmas.value(name);
  }

  /** The correlation of two parameters. */
  public double correlation(String first, String second) {
    return correlations[sigmas.indexOf(first)][sigmas.indexOf(second)];
  }

  /** The covariance of two parameters. */
  public double entry(String first, String second) {
    return sigma(first) * sigma(second) * correlation(first, second);
  }

  /** The correlations in a new array. */
  public double[][] correlations() {
    return Matrices.copy(correlations);
  }

  /** The covariances in a new array. */
  public double[][] toArray() {
    double[][] matrix = correlations();
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] *= sigmas.value(i) * sigmas.value(j);
      }
    }
    return matrix;
  }

  /** The covariance of some of the parameters, the others marginalized. */
  public Covariance select(String... names) {
    double[][] selected = new double[names.length][names.length];
    for (int i = 0; i < names.length; i++) {
      for (int j = 0; j < names.length; j++) {
        selected[i][j] = correlation(names[i], names[j]);
      }
    }
    return new Covariance(sigmas.select(names), selected);
  }

  /**
   * The confidence ellipse of two parameters around a center.
   *
   * @throws IllegalArgumentException if a name is unknown or the two are the same or fully
   *     correlated
   */
  public ConfidenceEllipse ellipse(ParameterSet center, String x, String y) {
    return new ConfidenceEllipse(
        x, y, center.value(x), center.value(y), sigma(x), sigma(y), correlation(x, y));
  }

  /** The sigmas, and the correlations below the diagonal. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Covariance");
    int width = names().stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < correlations.length; i++) {
      String name = names().get(i);
      text.append(System.lineSeparator()).append(name).append(" ".repeat(width - name.length()));
      text.append(String.format(Locale.ROOT, "  sigma %.4g  correlations", sigmas.value(i)));
      for (int j = 0; j <= i; j++) {
        text.append(String.format(Locale.ROOT, " %6.3f", correlations[i][j]));
      }
    }
    return text.toString();
  }
}
