// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.odisseo.validation.Require;

/**
 * A differentiable map from values of type {@code A} to values of type {@code B}, with its
 * derivative in both directions.
 *
 * <p>Writing J for the matrix of partial derivatives at a point, {@link #jvp} gives J times a
 * tangent (forward mode, one run per input direction) and {@link #vjp} gives the transpose of J
 * times a cotangent (reverse mode, one run per output). The two are tied by {@code cotangent . (J
 * tangent) = (J^T cotangent) . tangent}. A map is pure: the same point gives the same numbers, from
 * any thread.
 *
 * @param <A> type of the point, of tangents and of gradients with respect to the point
 * @param <B> type of the value and of its tangents and cotangents
 */
public interface Differentiable<A extends VectorValue<A>, B extends VectorValue<B>> {

  /** The value at a point. */
  B apply(A at);

  /** The value at a point and the pullback of cotangents there (reverse mode). */
  WithPullback<A, B> vjp(A at);

  /** The value at a point and its derivative along a tangent (forward mode). */
  WithTangent<B> jvp(A at, A tangent);

  /**
   * The value at a point and its derivatives along several tangents. The same as {@link #jvp} for
   * each of them, and for maps such as simulations much cheaper, since the value is computed once.
   *
   * @param tangents at least one
   */
  default WithTangents<B> jvps(A at, List<A> tangents) {
    Require.atLeast("the number of tangents", tangents.size(), 1);
    List<B> images = new ArrayList<>();
    WithTangent<B> last = jvp(at, tangents.get(0));
    images.add(last.tangent());
    for (A tangent : tangents.subList(1, tangents.size())) {
      last = jvp(at, tangent);
      images.add(last.tangent());
    }
    return new WithTangents<>(last.value(), images);
  }

  /** This map followed by another; values, pullbacks and tangents compose. */
  default <C extends VectorValue<C>> Differentiable<A, C> then(Differentiable<B, C> next) {
    return new Composition<>(this, next);
  }

  /**
   * This map as one that can differentiate its own pullback, if it can; that makes Hessians exact.
   */
  default Optional<TwiceDifferentiable<A, B>> twice() {
    return Optional.empty();
  }

  /** The map that returns its point. */
  static <A extends VectorValue<A>> TwiceDifferentiable<A, A> identity() {
    return new Identity<>();
  }

  /**
   * A map from three functions.
   *
   * @param value the value at a point
   * @param pullback takes a point and a cotangent of the value to the cotangent of the point
   * @param pushforward takes a point and a tangent of it to the tangent of the value
   */
  static <A extends VectorValue<A>, B extends VectorValue<B>> Differentiable<A, B> of(
      Function<A, B> value, BiFunction<A, B, A> pullback, BiFunction<A, A, B> pushforward) {
    return new FromFunctions<>(value, pullback, pushforward);
  }

  /**
   * A map whose pullback alone is known. Tangents then cost one pullback per number of the value:
   * cheap for a loss, dear for a map with many outputs.
   *
   * @param value the value at a point
   * @param pullback takes a point and a cotangent of the value to the cotangent of the point
   */
  static <A extends VectorValue<A>, B extends VectorValue<B>> Differentiable<A, B> ofReverse(
      Function<A, B> value, BiFunction<A, B, A> pullback) {
    return new FromFunctions<>(
        value,
        pullback,
        (at, tangent) -> {
          B shape = value.apply(at);
          double[] image = new double[shape.size()];
          for (int i = 0; i < image.length; i++) {
            image[i] = pullback.apply(at, shape.unit(i)).dot(tangent);
          }
          return shape.withArray(image);
        });
  }

  /**
   * A map whose tangents alone are known. A pullback then costs one tangent per number of the
   * point: cheap for a few parameters, dear for many particles.
   *
   * @param value the value at a point
   * @param pushforward takes a point and a tangent of it to the tangent of the value
   */
  static <A extends VectorValue<A>, B extends VectorValue<B>> Differentiable<A, B> ofForward(
      Function<A, B> value, BiFunction<A, A, B> pushforward) {
    return new FromFunctions<>(
        value,
        (at, cotangent) -> {
          double[] pulled = new double[at.size()];
          for (int i = 0; i < pulled.length; i++) {
            pulled[i] = pushforward.apply(at, at.unit(i)).dot(cotangent);
          }
          return at.withArray(pulled);
        },
        pushforward);
  }
}
