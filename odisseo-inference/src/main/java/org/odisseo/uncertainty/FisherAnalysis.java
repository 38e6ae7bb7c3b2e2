// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.odisseo.autodiff.ParameterSet;

/**
 * What follows from a symmetric matrix F of information.
 *
 * <p>Numbers come from \( S_{ij} = F_{ij} / \sqrt{|F_{ii} F_{jj}|} \), whose eigenvalues do not
 * depend on the units of the parameters. Those not above rounding times the largest belong to
 * degenerate directions; by Sylvester's law of inertia any other units give as many.
 */
final class FisherAnalysis {

  /** A part of a parameter's unit vector that is this small is rounding of the eigenvectors. */
  private static final double OVERLAP = 1e-6;

  /** The spread of conditional sigmas up to which parameters keep their own units. */
  private static final double ALIKE = 1e3;

  private final ParameterSet at;
  private final double[][] matrix;
  private final Optional<MatrixRoot> matrixRoot;
  private final double[] sigma;
  private final double[] eigenvalue;
  private final double[][] eigenvector;
  private final int degenerate;
  private final double[] overlap;

  FisherAnalysis(
      ParameterSet at, double[][] matrix, Optional<MatrixRoot> matrixRoot, double rounding) {
    this.at = at;
    this.matrix = matrix;
    this.matrixRoot = matrixRoot;
    int n = matrix.length;
    double[] root = new double[n];
    sigma = new double[n];
    for (int i = 0; i < n; i++) {
      double size = Math.sqrt(Math.abs(matrix[i][i]));
      root[i] = size > 0 ? size : 1;
      sigma[i] = 1 / root[i];
    }
    eigenvalue = new double[n];
    eigenvector = new double[n][];
    decompose(root, eigenvalue, eigenvector);
    double least = rounding * Math.max(eigenvalue[n - 1], 0);
    degenerate = (int) Arrays.stream(eigenvalue).filter(value -> !(value > least)).count();
    overlap = new double[n];
    for (int i = 0; i < n; i++) {
      double square = 0;
      for (int k = 0; k < degenerate; k++) {
        square += eigenvector[k][i] * eigenvector[k][i];
      }
      overlap[i] = Math.sqrt(square);
    }
  }

  /** Eigenvalues of the scaled matrix in rising order, and the eigenvectors as rows. */
  private void decompose(double[] scale, double[] values, double[][] vectors) {
    if (matrixRoot.isPresent()) {
      matrixRoot.get().decompose(scale, values, vectors);
      return;
    }
    EigenDecomposition eigen =
        new EigenDecomposition(new Array2DRowRealMatrix(Matrices.scaled(matrix, scale), false));
    double[] found = eigen.getRealEigenvalues();
    int[] order =
        IntStream.range(0, found.length)
            .boxed()
            .sorted((a, b) -> Double.compare(found[a], found[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int k = 0; k < order.length; k++) {
      values[k] = found[order[k]];
      vectors[k] = eigen.getEigenvector(order[k]).toArray();
    }
  }

  ParameterSet defaultUnits() {
    double[] known =
        IntStream.range(0, sigma.length)
            .filter(i -> matrix[i][i] != 0)
            .mapToDouble(i -> sigma[i])
            .toArray();
    double least = Arrays.stream(known).min().orElse(1);
    double most = Arrays.stream(known).max().orElse(1);
    double[] units = new double[sigma.length];
    Arrays.fill(units, 1);
    if (most > ALIKE * least) {
      for (int i = 0; i < units.length; i++) {
        units[i] = matrix[i][i] == 0 ? 1 : powerOfTen(sigma[i]);
      }
    }
    return at.withArray(units);
  }

  /** Through text, for a table of powers has the rounding of none. */
  private static double powerOfTen(double size) {
    return Double.parseDouble("1e" + Math.round(Math.log10(size)));
  }

  List<Direction> directions(ParameterSet units) {
    int n = matrix.length;
    double[] inverse = Arrays.stream(units.toArray()).map(unit -> 1 / unit).toArray();
    double[] values = new double[n];
    double[][] vectors = new double[n][];
    decompose(inverse, values, vectors);
    List<Direction> directions = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      boolean isDegenerate = k < degenerate || !(values[k] > 0);
      double along = isDegenerate ? Double.POSITIVE_INFINITY : 1 / Math.sqrt(values[k]);
      ParameterSet components = at.withArray(oriented(vectors[k]));
      directions.add(new Direction(values[k], along, components, units, isDegenerate));
    }
    return Collections.unmodifiableList(directions);
  }

  /** With a positive sign at the first of the largest components. */
  private static double[] oriented(double[] vector) {
    double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
    int lead = 0;
    while (Math.abs(vector[lead]) < largest * (1 - 1e-6)) {
      lead++;
    }
    double sign = vector[lead] < 0 ? -1 : 1;
    // Adding zero turns a negative zero into a positive one.
    return Arrays.stream(vector).map(c -> sign * c + 0.0).toArray();
  }

  private boolean isConstrained(int i) {
    return overlap[i] <= OVERLAP;
  }

  Map<String, String> unconstrained() {
    Map<String, String> reasons = new LinkedHashMap<>();
    if (degenerate > 0) {
      List<Direction> directions = directions(defaultUnits()).subList(0, degenerate);
      for (int i = 0; i < overlap.length; i++) {
        if (!isConstrained(i)) {
          reasons.put(at.names().get(i), reason(i, directions));
        }
      }
    }
    return Collections.unmodifiableMap(reasons);
  }

  private String reason(int i, List<Direction> directions) {
    if (Arrays.stream(matrix[i]).allMatch(entry -> entry == 0)) {
      return "the data do not depend on " + at.names().get(i) + "; give it a prior or fix it";
    }
    Direction most = directions.get(0);
    for (Direction direction : directions) {
      if (Math.abs(direction.components().value(i)) > Math.abs(most.components().value(i))) {
        most = direction;
      }
    }
    String advice =
        most.eigenvalue() < 0 && eigenvalue[0] < -OVERLAP
            ? ", along which the point is no minimum; minimize further"
            : "; give one of its parameters a prior or fix it";
    return "it takes part in " + most.combination() + ", which is unconstrained" + advice;
  }

  ParameterSet conditionalSigmas() {
    double[] sigmas = new double[sigma.length];
    for (int i = 0; i < sigmas.length; i++) {
      sigmas[i] = matrix[i][i] > 0 ? sigma[i] : Double.POSITIVE_INFINITY;
    }
    return at.withArray(sigmas);
  }

  ParameterSet marginalSigmas() {
    double[] sigmas = new double[sigma.length];
    for (int i = 0; i < sigmas.length; i++) {
      sigmas[i] = isConstrained(i) ? sigma[i] * Math.sqrt(inverse(i, i)) : Double.POSITIVE_INFINITY;
    }
    return at.withArray(sigmas);
  }

  Covariance covariance() {
    int[] free = IntStream.range(0, sigma.length).filter(this::isConstrained).toArray();
    double[] sigmas = new double[free.length];
    double[][] correlations = new double[free.length][free.length];
    for (int a = 0; a < free.length; a++) {
      double variance = inverse(free[a], free[a]);
      sigmas[a] = sigma[free[a]] * Math.sqrt(variance);
      correlations[a][a] = 1;
      for (int b = 0; b < a; b++) {
        correlations[a][b] =
            inverse(free[a], free[b]) / Math.sqrt(variance * inverse(free[b], free[b]));
        correlations[b][a] = correlations[a][b];
      }
    }
    List<String> names = Arrays.stream(free).mapToObj(i -> at.names().get(i)).toList();
    return new Covariance(ParameterSet.of(names, sigmas), correlations);
  }

  /** An entry of the inverse of S on the directions that are constrained. */
  private double inverse(int i, int j) {
    double sum = 0;
    for (int k = degenerate; k < eigenvalue.length; k++) {
      sum += eigenvector[k][i] * eigenvector[k][j] / eigenvalue[k];
    }
    return sum;
  }
}
