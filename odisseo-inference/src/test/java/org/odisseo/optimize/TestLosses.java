// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;

/** Losses whose minima are known. */
final class TestLosses {

  private TestLosses() {}

  /** A loss from its value and gradient over plain arrays. */
  static Differentiable<ParameterSet, Scalar> loss(
      Function<double[], Double> value, Function<double[], double[]> gradient) {
    return Differentiable.of(
        at -> Scalar.of(value.apply(at.toArray())),
        (at, cotangent) -> at.withArray(gradient.apply(at.toArray())).times(cotangent.value()),
        (at, tangent) -> Scalar.of(at.withArray(gradient.apply(at.toArray())).dot(tangent)));
  }

  /** A point with the names x0, x1, ... */
  static ParameterSet point(double... numbers) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      names.add("x" + i);
    }
    return ParameterSet.of(names, numbers);
  }

  /**
   * Rosenbrock's valley in any dimension, \( \sum_i 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2 \), with
   * its minimum of zero where all numbers are one.
   */
  static Differentiable<ParameterSet, Scalar> rosenbrock() {
    return loss(
        x -> {
          double sum = 0;
          for (int i = 0; i + 1 < x.length; i++) {
            sum += 100 * square(x[i + 1] - x[i] * x[i]) + square(1 - x[i]);
          }
          return sum;
        },
        x -> {
          double[] gradient = new double[x.length];
          for (int i = 0; i + 1 < x.length; i++) {
            double off = x[i + 1] - x[i] * x[i];
            gradient[i] += -400 * off * x[i] - 2 * (1 - x[i]);
            gradient[i + 1] += 200 * off;
          }
          return gradient;
        });
  }

  /** Half the sum of curvatures times squares, along the axes, with its minimum at zero. */
  static Differentiable<ParameterSet, Scalar> quadratic(double... curvatures) {
    return loss(
        x -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            sum += 0.5 * curvatures[i] * x[i] * x[i];
          }
          return sum;
        },
        x -> {
          double[] gradient = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            gradient[i] = curvatures[i] * x[i];
          }
          return gradient;
        });
  }

  /** The same along axes that are reflected in a plane oblique to all of them, about a point. */
  static Differentiable<ParameterSet, Scalar> obliqueQuadratic(
      double[] center, double... curvatures) {
    double[] normal = new double[center.length];
    double length = 0;
    for (int i = 0; i < normal.length; i++) {
      normal[i] = 1 + 0.3 * i;
      length += normal[i] * normal[i];
    }
    double scale = 2 / length;
    Function<double[], double[]> reflect =
        x -> Vectors.plus(x, -scale * Vectors.dot(normal, x), normal);
    Differentiable<ParameterSet, Scalar> straight = quadratic(curvatures);
    return loss(
        x -> straight.apply(point(reflect.apply(Vectors.minus(x, center)))).value(),
        x ->
            reflect.apply(
                straight
                    .vjp(point(reflect.apply(Vectors.minus(x, center))))
                    .pull(Scalar.ONE)
                    .toArray()));
  }

  static double square(double x) {
    return x * x;
  }
}
