// SPDX-License-Identifier: Apache-2.0

package org.odisseo.optimize;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.odisseo.autodiff.ParameterSet;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;

/**
 * The point that belongs to coordinates of its free numbers.
 *
 * @param reference where the numbers come from that are not free
 * @param shape the names of the coordinates
 * @param places where each free number is in the reference
 * @param transforms how each free number depends on its coordinate
 */
record ToPoint<A extends VectorValue<A>>(
    A reference, ParameterSet shape, List<Integer> places, List<Transform> transforms)
    implements TwiceDifferentiable<ParameterSet, A> {

  @Override
  public A apply(ParameterSet at) {
    shape.requireSameNames(at);
    return spread(reference.toArray(), i -> transforms.get(i).value(at.value(i)));
  }

  @Override
  public WithPullback<ParameterSet, A> vjp(ParameterSet at) {
    return new WithPullback<>(
        apply(at),
        cotangent -> {
          double[] numbers = cotangent.toArray();
          return gather(i -> transforms.get(i).slope(at.value(i)) * numbers[places.get(i)]);
        });
  }

  @Override
  public WithTangent<A> jvp(ParameterSet at, ParameterSet tangent) {
    shape.requireSameNames(tangent);
    return new WithTangent<>(
        apply(at),
        spread(
            new double[reference.size()],
            i -> transforms.get(i).slope(at.value(i)) * tangent.value(i)));
  }

  @Override
  public WithDualPullback<ParameterSet, A> vjpAlong(ParameterSet at, ParameterSet direction) {
    return new WithDualPullback<>(
        jvp(at, direction),
        cotangent -> {
          double[] numbers = cotangent.value().toArray();
          double[] rates = cotangent.tangent().toArray();
          return new WithTangent<>(
              gather(i -> transforms.get(i).slope(at.value(i)) * numbers[places.get(i)]),
              gather(
                  i ->
                      transforms.get(i).slope(at.value(i)) * rates[places.get(i)]
                          + transforms.get(i).curvature(at.value(i))
                              * direction.value(i)
                              * numbers[places.get(i)]));
        });
  }

  private A spread(double[] numbers, IntToDoubleFunction free) {
    for (int i = 0; i < places.size(); i++) {
      numbers[places.get(i)] = free.applyAsDouble(i);
    }
    return reference.withArray(numbers);
  }

  private ParameterSet gather(IntToDoubleFunction free) {
    double[] numbers = new double[places.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = free.applyAsDouble(i);
    }
    return shape.withArray(numbers);
  }
}
