// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.Scalar;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;

/** The sum of the logs of the derivatives of the free numbers, each of its own coordinate. */
record LogJacobian(ParameterSet shape, List<Transform> transforms)
    implements TwiceDifferentiable<ParameterSet, Scalar> {

  @Override
  public Scalar apply(ParameterSet at) {
    shape.requireSameNames(at);
    return Scalar.of(sum(i -> transforms.get(i).logJacobian(at.value(i))));
  }

  @Override
  public WithPullback<ParameterSet, Scalar> vjp(ParameterSet at) {
    return new WithPullback<>(apply(at), cotangent -> gradient(at).times(cotangent.value()));
  }

  @Override
  public WithTangent<Scalar> jvp(ParameterSet at, ParameterSet tangent) {
    return new WithTangent<>(apply(at), Scalar.of(gradient(at).dot(tangent)));
  }

  @Override
  public WithDualPullback<ParameterSet, Scalar> vjpAlong(ParameterSet at, ParameterSet direction) {
    return new WithDualPullback<>(
        jvp(at, direction),
        cotangent -> {
          ParameterSet gradient = gradient(at);
          double[] change = new double[shape.size()];
          for (int i = 0; i < change.length; i++) {
            change[i] = transforms.get(i).logJacobianCurvature(at.value(i)) * direction.value(i);
          }
          return new WithTangent<>(
              gradient.times(cotangent.value().value()),
              gradient
                  .times(cotangent.tangent().value())
                  .plus(cotangent.value().value(), shape.withArray(change)));
        });
  }

  private ParameterSet gradient(ParameterSet at) {
    double[] slopes = new double[shape.size()];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = transforms.get(i).logJacobianSlope(at.value(i));
    }
    return shape.withArray(slopes);
  }

  private double sum(IntToDoubleFunction term) {
    double sum = 0;
    for (int i = 0; i < transforms.size(); i++) {
      sum += term.applyAsDouble(i);
    }
    return sum;
  }
}
