// SPDX-License-Identifier: Apache-2.0

package org.odisseo.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.Hessian;
import org.odisseo.autodiff.Jacobian;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.validation.Names;
import org.odisseo.validation.Require;

/**
 * How much data say about parameters, to second order around their best values.
 *
 * <p>With a likelihood L and \( \chi^2 = -2 \ln L \), the matrix is
 *
 * <p>\[ F_{ij} = -\frac{\partial^2 \ln L}{\partial\theta_i \partial\theta_j} = \frac12
 * \frac{\partial^2 \chi^2}{\partial\theta_i \partial\theta_j}, \qquad C = F^{-1}, \]
 *
 * <p>and for residuals r in units of their errors, near a good fit or for the expectation over
 * noise, \( F = J^T J \) with the Jacobian J of r (Gauss-Newton). Information of independent
 * experiments adds, and so do Gaussian priors.
 *
 * <p>Some combinations of parameters may not be constrained at all: their eigenvalue is zero, or
 * negative where the point is no minimum. {@link #directions} reports them by name; {@link
 * #unconstrained} says which parameters take part, and those have an infinite marginal sigma.
 * Whether a direction counts as degenerate is decided with every parameter counted in its own
 * conditional sigma, so that it does not depend on units.
 *
 * <pre>{@code
 * FisherInformation fisher = FisherInformation.ofChiSquared(chiSquared, best);
 * fisher.directions().forEach(direction -> show(direction.text()));
 * double sigma = fisher.marginalSigmas().value("halo.mass");
 * fisher.ellipse("halo.mass", "halo.scaleRadius").map(ellipse -> ellipse.contour(1, 200));
 * }</pre>
 *
 * <p>Immutable. Tegmark, Taylor and Heavens 1997 (ApJ 480, 22).
 */
public final class FisherInformation {

  /** What exact derivatives leave of a double's digits, for each parameter. */
  private static final double EXACT_ROUNDING = 1e-13;

  /** The same for second derivatives from differences of exact gradients. */
  private static final double DIFFERENCE_ROUNDING = 1e-9;

  private final ParameterSet at;
  private final double[][] matrix;
  private final Optional<MatrixRoot> root;
  private final boolean exact;
  private final double rounding;
  private final FisherAnalysis analysis;

  private FisherInformation(
      ParameterSet at,
      double[][] matrix,
      Optional<MatrixRoot> root,
      boolean exact,
      double rounding) {
    Require.atLeast("the number of parameters", at.size(), 1);
    double[] ones = new double[at.size()];
    Arrays.fill(ones, 1);
    this.at = at;
    this.matrix = Matrices.scaled(matrix, ones);
    this.root = root;
    this.exact = exact;
    this.rounding = rounding;
    Matrices.requireFinite(at, this.matrix);
    this.analysis = new FisherAnalysis(at, this.matrix, root, rounding);
  }

  /**
   * Half the second derivatives of a chi-squared.
   *
   * @param at the best parameters; elsewhere the matrix need not be positive
   */
  public static FisherInformation ofChiSquared(
      Differentiable<ParameterSet, Scalar> chiSquared, ParameterSet at) {
    return ofHessian(Hessian.of(chiSquared, at), 0.5);
  }

  /** The second derivatives of \( -\ln L \), or of \( -\ln \) of a posterior density. */
  public static FisherInformation ofNegativeLogLikelihood(
      Differentiable<ParameterSet, Scalar> negativeLogLikelihood, ParameterSet at) {
    return ofHessian(Hessian.of(negativeLogLikelihood, at), 1);
  }

  static FisherInformation ofHessian(Hessian<ParameterSet> hessian, double factor) {
    double[][] matrix = Matrices.times(hessian.toArray(), factor);
    double perParameter =
        hessian.isExact()
            ? EXACT_ROUNDING
            : Math.max(DIFFERENCE_ROUNDING, Math.min(10 * hessian.asymmetry(), 1));
    return new FisherInformation(
        hessian.at(), matrix, Optional.empty(), hessian.isExact(), perParameter * matrix.length);
  }

  /**
   * The Gauss-Newton form \( J^T J \) of residuals in units of their errors: whose sum of squares
   * is chi-squared.
   */
  public static <B extends VectorValue<B>> FisherInformation ofResiduals(
      Differentiable<ParameterSet, B> residuals, ParameterSet at) {
    return ofJacobian(Jacobian.of(residuals, at));
  }

  /**
   * The same from the derivatives of residuals in units of their errors, which a fit has left.
   *
   * @param jacobian finite, as is the value that it is of; the parameters are called by its column
   *     labels
   */
  public static <A extends VectorValue<A>, B extends VectorValue<B>> FisherInformation ofJacobian(
      Jacobian<A, B> jacobian) {
    ParameterSet at = ParameterSet.of(jacobian.columnLabels(), jacobian.at().toArray());
    requireFiniteValue(at, jacobian);
    return ofRows(at, jacobian.toArray());
  }

  /**
   * The form \( J^T C^{-1} J \) of predictions whose observations have independent errors.
   *
   * @param sigmas the error of each observation, in the shape of the predictions; positive
   * @throws IllegalArgumentException if their labels are not those of the predictions in the same
   *     order, an error is not positive, or a prediction or a derivative is not finite
   */
  public static <B extends VectorValue<B>> FisherInformation ofModel(
      Differentiable<ParameterSet, B> predictions, ParameterSet at, B sigmas) {
    Jacobian<ParameterSet, B> jacobian = Jacobian.of(predictions, at);
    if (!sigmas.labels().equals(jacobian.rowLabels())) {
      throw new IllegalArgumentException(
          "sigmas must have the labels of the predictions ("
              + Names.list(jacobian.rowLabels())
              + ") in this order, got ("
              + Names.list(sigmas.labels())
              + ")");
    }
    requireFiniteValue(at, jacobian);
    double[] sigma = Require.allPositive("sigmas", sigmas.toArray());
    double[][] rows = jacobian.toArray();
    for (int k = 0; k < rows.length; k++) {
      for (int i = 0; i < at.size(); i++) {
        rows[k][i] /= sigma[k];
      }
    }
    return ofRows(at, rows);
  }

  /**
   * The form \( J^T C^{-1} J \) of predictions whose observations have correlated errors.
   *
   * @param covariance the covariance C of the observations, symmetric and positive definite, in the
   *     order of the predictions' numbers
   */
  public static <B extends VectorValue<B>> FisherInformation ofModel(
      Differentiable<ParameterSet, B> predictions, ParameterSet at, double[][] covariance) {
    Jacobian<ParameterSet, B> jacobian = Jacobian.of(predictions, at);
    requireFiniteValue(at, jacobian);
    Covariance errors = Covariance.of(jacobian.rowLabels(), covariance);
    double[][] lower = Matrices.cholesky("covariance", errors.correlations());
    double[][] rows = jacobian.toArray();
    for (int i = 0; i < at.size(); i++) {
      double[] column = new double[rows.length];
      for (int k = 0; k < column.length; k++) {
        column[k] = rows[k][i] / errors.sigmas().value(k);
      }
      Matrices.forward(lower, column);
      for (int k = 0; k < column.length; k++) {
        rows[k][i] = column[k];
      }
    }
    return ofRows(at, rows);
  }

  /** Where a map is NaN its derivatives may still be finite, and mean nothing. */
  private static void requireFiniteValue(ParameterSet at, Jacobian<?, ?> jacobian) {
    double[] value = jacobian.value().toArray();
    for (int k = 0; k < value.length; k++) {
      if (!Double.isFinite(value[k])) {
        throw new IllegalArgumentException(
            jacobian.rowLabels().get(k) + " at " + at + " must be finite, got " + value[k]);
      }
    }
  }

  private static FisherInformation ofRows(ParameterSet at, double[][] rows) {
    MatrixRoot root = MatrixRoot.of(rows, at.size());
    return new FisherInformation(at, root.square(), Optional.of(root), true, MatrixRoot.ROUNDING);
  }

  /**
   * Information that is known already.
   *
   * @param at the parameters
   * @param matrix symmetric, finite; copied
   */
  public static FisherInformation ofMatrix(ParameterSet at, double[][] matrix) {
    Matrices.requireSymmetric("matrix", matrix, at.size());
    return new FisherInformation(at, matrix, Optional.empty(), true, EXACT_ROUNDING * at.size());
  }

  /** Together with what an independent experiment says about the same parameters. */
  public FisherInformation plus(FisherInformation other) {
    at.requireSameNames(other.at);
    double[][] sum = toArray();
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] += other.matrix[i][j];
      }
    }
    Optional<MatrixRoot> both = root.flatMap(mine -> other.root.map(mine::and));
    return new FisherInformation(
        at, sum, both, exact && other.exact, Math.max(rounding, other.rounding));
  }

  /**
   * The information times a positive factor: for n data sets like this one, or for errors that are
   * smaller by the square root of the factor. If errors are unknown but equal, the factor is one
   * over the chi-squared per degree of freedom.
   */
  public FisherInformation times(double factor) {
    Require.positive("factor", factor);
    double[][] product = Matrices.times(matrix, factor);
    return new FisherInformation(
        at, product, root.map(r -> r.times(Math.sqrt(factor))), exact, rounding);
  }

  /** With a Gaussian prior on one parameter, of standard deviation {@code sigma}, positive. */
  public FisherInformation withPrior(String name, double sigma) {
    double[][] more = toArray();
    int i = at.indexOf(name);
    double inverse = 1 / Require.positive("sigma of " + name, sigma);
    more[i][i] += inverse * inverse;
    double[] row = new double[at.size()];
    row[i] = inverse;
    MatrixRoot prior = MatrixRoot.of(new double[][] {row}, at.size());
    return new FisherInformation(at, more, root.map(r -> r.and(prior)), exact, rounding);
  }

  /** With independent Gaussian priors of the given standard deviations on some parameters. */
  public FisherInformation withPriors(ParameterSet sigmas) {
    FisherInformation with = this;
    for (String name : sigmas.names()) {
      with = with.withPrior(name, sigmas.value(name));
    }
    return with;
  }

  /** With some parameters known exactly: without their rows and columns. */
  public FisherInformation fixing(String... names) {
    List<String> free = new ArrayList<>(at.names());
    for (String name : names) {
      at.indexOf(name);
      free.remove(name);
    }
    ParameterSet rest = at.select(free);
    int[] kept = free.stream().mapToInt(at::indexOf).toArray();
    double[][] part = Matrices.select(matrix, kept);
    return new FisherInformation(rest, part, root.map(r -> r.columns(kept)), exact, rounding);
  }

  /**
   * The same information about other parameters, \( F' = J^T F J \) with \( J =
   * \partial\theta/\partial\theta' \).
   *
   * @param toOld gives the parameters here as a function of the new ones, all of them in this order
   * @param newAt the new parameters at the same point
   */
  public FisherInformation transformed(
      Differentiable<ParameterSet, ParameterSet> toOld, ParameterSet newAt) {
    Jacobian<ParameterSet, ParameterSet> jacobian = Jacobian.of(toOld, newAt);
    at.requireSameNames(jacobian.value());
    double[][] j = jacobian.toArray();
    int n = newAt.size();
    double[][] changed = Matrices.seenThrough(matrix, j, n);
    return new FisherInformation(newAt, changed, root.map(r -> r.times(j, n)), exact, rounding);
  }

  /**
   * With another idea of how exact the entries are, for gradients that are noisy.
   *
   * @param relativeError of the entries, at least 0 and below 1; a direction whose eigenvalue is
   *     smaller than this, compared with the largest, counts as degenerate
   */
  public FisherInformation withRounding(double relativeError) {
    Require.inHalfOpenRange("relativeError", relativeError, 0, 1);
    return new FisherInformation(at, matrix, root, exact, relativeError);
  }

  /** The point. */
  public ParameterSet at() {
    return at;
  }

  /** The parameters in their order. */
  public List<String> names() {
    return at.names();
  }

  /** Whether all derivatives were exact, rather than differences of exact gradients. */
  public boolean isExact() {
    return exact;
  }

  /** One entry of the matrix. */
  public double entry(String first, String second) {
    return matrix[at.indexOf(first)][at.indexOf(second)];
  }

  /** The matrix in a new array. */
  public double[][] toArray() {
    return Matrices.copy(matrix);
  }

  /**
   * The orthogonal combinations of parameters, the least constrained first.
   *
   * <p>They depend on the units in which parameters are counted. Here these are the parameters' own
   * units if the conditional sigmas are within a factor 1000 of each other, as they are for
   * logarithms; otherwise each parameter is counted in the power of ten next to its conditional
   * sigma, and the text shows it.
   */
  public List<Direction> directions() {
    return analysis.directions(analysis.defaultUnits());
  }

  /**
   * The same with chosen units.
   *
   * @param units one for each parameter, positive; of the order of the sigmas, for rounding hides
   *     what is a million times less than the rest
   */
  public List<Direction> directions(ParameterSet units) {
    at.requireSameNames(units);
    Require.allPositive("units", units.toArray());
    return analysis.directions(units);
  }

  /** The parameters that have no finite sigma, each with the reason; in their order. */
  public Map<String, String> unconstrained() {
    return analysis.unconstrained();
  }

  /**
   * The standard deviation of each parameter when all others are unknown, \( \sqrt{C_{ii}} \);
   * infinite for the {@linkplain #unconstrained unconstrained}.
   */
  public ParameterSet marginalSigmas() {
    return analysis.marginalSigmas();
  }

  /**
   * The standard deviation of each parameter when all others are known, \( 1/\sqrt{F_{ii}} \);
   * infinite where the entry is not positive.
   */
  public ParameterSet conditionalSigmas() {
    return analysis.conditionalSigmas();
  }

  /**
   * The covariance of the constrained parameters, everything else marginalized: the inverse of the
   * matrix if there is no degenerate direction.
   */
  public Covariance covariance() {
    return analysis.covariance();
  }

  /** The confidence ellipse of two parameters, if both are constrained. */
  public Optional<ConfidenceEllipse> ellipse(String x, String y) {
    at.indexOf(x);
    at.indexOf(y);
    Covariance covariance = covariance();
    return covariance.names().containsAll(List.of(x, y))
        ? Optional.of(covariance.ellipse(at, x, y))
        : Optional.empty();
  }

  /** The directions, one a line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("FisherInformation");
    text.append(exact ? " (exact)" : " (from differences of gradients)");
    for (Direction direction : directions()) {
      text.append(System.lineSeparator()).append("  ").append(direction.text());
    }
    return text.toString();
  }
}
