// SPDX-License-Identifier: Apache-2.0

package org.odisseo.sky;

import java.util.Arrays;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;

/**
 * A formula applied to every point of a value.
 *
 * @param formula what happens to one point
 * @param shared the values that all points share
 * @param input the points of the argument
 * @param output the points of the result
 */
record SkyMap<A extends VectorValue<A>, B extends VectorValue<B>>(
    PointFormula formula, double[] shared, Columns<A> input, Columns<B> output)
    implements TwiceDifferentiable<A, B> {

  @Override
  public B apply(A at) {
    return output.from(formula.value(shared, input.of(at)));
  }

  @Override
  public WithPullback<A, B> vjp(A at) {
    double[][] points = input.of(at);
    return new WithPullback<>(
        output.from(formula.value(shared, points)),
        cotangent -> input.from(formula.pullback(shared, points, output.of(cotangent))));
  }

  @Override
  public WithTangent<B> jvp(A at, A tangent) {
    double[][] points = input.of(at);
    return new WithTangent<>(
        output.from(formula.value(shared, points)),
        output.from(formula.pushforward(shared, points, input.of(tangent))));
  }

  @Override
  public WithDualPullback<A, B> vjpAlong(A at, A direction) {
    double[][] points = input.of(at);
    double[][] tangents = input.of(direction);
    return new WithDualPullback<>(
        jvp(at, direction),
        cotangent -> {
          double[][] pulled =
              formula.dualPullback(
                  shared,
                  points,
                  tangents,
                  output.of(cotangent.value()),
                  output.of(cotangent.tangent()));
          int half = pulled.length / 2;
          return new WithTangent<>(
              input.from(Arrays.copyOfRange(pulled, 0, half)),
              input.from(Arrays.copyOfRange(pulled, half, pulled.length)));
        });
  }
}
