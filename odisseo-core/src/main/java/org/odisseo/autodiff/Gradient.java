// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

/**
 * Gradients of maps to a single number.
 *
 * <pre>{@code
 * ParameterSet gradient = Gradient.of(loss, parameters);
 * gradient.value("mass");                                // d loss / d mass
 * }</pre>
 */
public final class Gradient {

  private Gradient() {}

  /** The gradient of {@code map} at a point, by one pullback. */
  public static <A extends VectorValue<A>> A of(Differentiable<A, Scalar> map, A at) {
    return map.vjp(at).pull(Scalar.ONE);
  }

  /** The gradient in a chosen mode; forward mode costs a tangent per number of the point. */
  public static <A extends VectorValue<A>> A of(Differentiable<A, Scalar> map, A at, Mode mode) {
    if (mode == Mode.REVERSE) {
      return of(map, at);
    }
    double[] slopes = new double[at.size()];
    new UnitTangents<>(map, at).forEach((i, tangent) -> slopes[i] = tangent.value());
    return at.withArray(slopes);
  }

  /** The value and the gradient from one forward run and one pullback. */
  public static <A extends VectorValue<A>> ValueAndGradient<A> withValue(
      Differentiable<A, Scalar> map, A at) {
    WithPullback<A, Scalar> result = map.vjp(at);
    return new ValueAndGradient<>(result.value().value(), result.pull(Scalar.ONE));
  }
}
