// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ExpressionMap;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;

/** Densities with known moments. */
final class Targets {

  private Targets() {}

  /** Names x0, x1, ... */
  static ParameterSet origin(int size) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      names.add("x" + i);
    }
    return ParameterSet.of(names, new double[size]);
  }

  /** A random covariance whose eigenvalues go in equal ratios from 1 to {@code condition}. */
  static RealMatrix covariance(int size, double condition, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RealMatrix noise = new Array2DRowRealMatrix(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        noise.setEntry(i, j, random.nextGaussian());
      }
    }
    RealMatrix axes = new QRDecomposition(noise).getQ();
    double[] eigenvalues = new double[size];
    for (int i = 0; i < size; i++) {
      eigenvalues[i] = Math.pow(condition, (double) i / (size - 1));
    }
    return axes.multiply(MatrixUtils.createRealDiagonalMatrix(eigenvalues))
        .multiply(axes.transpose());
  }

  /** The normal density of mean (0, 1, 2, ...) and the given covariance. */
  static Differentiable<ParameterSet, Scalar> normal(RealMatrix covariance) {
    double[][] precision = MatrixUtils.inverse(covariance).getData();
    return Differentiable.of(
        at -> Scalar.of(-0.5 * at.minus(mean(at)).dot(pulled(precision, at))),
        (at, cotangent) -> pulled(precision, at).times(-cotangent.value()),
        (at, tangent) -> Scalar.of(-pulled(precision, at).dot(tangent)));
  }

  private static ParameterSet mean(ParameterSet at) {
    double[] mean = new double[at.size()];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = i;
    }
    return at.withArray(mean);
  }

  private static ParameterSet pulled(double[][] precision, ParameterSet at) {
    double[] x = at.toArray();
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        product[i] += precision[i][j] * (x[j] - j);
      }
    }
    return at.withArray(product);
  }

  /** A bent valley: x standard normal, y normal around x^2 with a standard deviation of 1/2. */
  static Differentiable<ParameterSet, Scalar> banana() {
    return formula("-x^2/2 - 2*(y - x^2)^2");
  }

  /**
   * Neal's (2003) funnel: v normal with standard deviation 3, and two numbers of variance e^v. Too
   * narrow at its neck for any step size that suits its mouth.
   */
  static Differentiable<ParameterSet, Scalar> funnel() {
    return formula("-v^2/18 - v - (x^2 + y^2)*exp(-v)/2");
  }

  /** The same in coordinates of unit scale. */
  static Differentiable<ParameterSet, Scalar> straightFunnel() {
    return formula("-(a^2 + b^2 + c^2)/2");
  }

  static Differentiable<ParameterSet, Scalar> formula(String formula) {
    return ExpressionMap.parse("f = " + formula).output("f");
  }
}
