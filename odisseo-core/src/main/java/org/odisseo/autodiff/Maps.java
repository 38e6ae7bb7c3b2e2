// SPDX-License-Identifier: Apache-2.0

package org.odisseo.autodiff;

import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.odisseo.validation.Require;

/**
 * Small differentiable maps to compose others from.
 *
 * <pre>{@code
 * Differentiable<ParameterSet, Scalar> chiSquare =
 *     model.then(Maps.translate(data.times(-1))).then(Maps.sumOfSquares());
 * }</pre>
 */
public final class Maps {

  private Maps() {}

  /**
   * A linear map from its action and that of its transpose.
   *
   * @param map linear in its argument
   * @param transpose with {@code c.dot(map(a)) = transpose(c).dot(a)} for all a and c
   */
  public static <A extends VectorValue<A>, B extends VectorValue<B>>
      TwiceDifferentiable<A, B> linear(Function<A, B> map, Function<B, A> transpose) {
    return new Linear<>(map, transpose);
  }

  /**
   * The product with a matrix.
   *
   * @param matrix one row per number of the value, one column per number of the point; copied
   * @param domain any value of the shape of the points
   * @param range any value of the shape of the values
   */
  public static <A extends VectorValue<A>, B extends VectorValue<B>>
      TwiceDifferentiable<A, B> matrix(double[][] matrix, A domain, B range) {
    Require.length("matrix", matrix.length, range.size(), "one row per number of the value");
    for (int i = 0; i < matrix.length; i++) {
      Require.length(
          "matrix[" + i + "]", matrix[i], domain.size(), "one column per number of the point");
    }
    Jacobian<A, B> jacobian =
        new Jacobian<>(domain, range, new Jacobian<>(domain, range, matrix).toArray());
    return linear(jacobian::times, jacobian::transposeTimes);
  }

  /** The product with a number. */
  public static <A extends VectorValue<A>> TwiceDifferentiable<A, A> scale(double factor) {
    return linear(value -> value.times(factor), value -> value.times(factor));
  }

  /** The addition of a constant. */
  public static <A extends VectorValue<A>> TwiceDifferentiable<A, A> translate(A offset) {
    return new Translation<>(offset);
  }

  /** The sum of the products with given weights. */
  public static <A extends VectorValue<A>> TwiceDifferentiable<A, Scalar> weighted(A weights) {
    return linear(
        value -> Scalar.of(weights.dot(value)), cotangent -> weights.times(cotangent.value()));
  }

  /** The sum of the squares of all numbers. */
  public static <A extends VectorValue<A>> TwiceDifferentiable<A, Scalar> sumOfSquares() {
    return new SumOfSquares<>();
  }

  /**
   * A function of one variable applied to every number.
   *
   * @param function the function
   * @param first its first derivative
   * @param second its second derivative
   */
  public static <A extends VectorValue<A>> TwiceDifferentiable<A, A> elementwise(
      DoubleUnaryOperator function, DoubleUnaryOperator first, DoubleUnaryOperator second) {
    return new Elementwise<>(function, first, second);
  }

  /**
   * The numbers of a value under their labels, to hand a typed value to an {@link ExpressionMap}.
   *
   * @param shape any value of the shape of the points
   */
  public static <A extends VectorValue<A>> TwiceDifferentiable<A, ParameterSet> toParameters(
      A shape) {
    ParameterSet named = ParameterSet.of(shape.labels(), shape.toArray());
    return linear(
        value -> named.withArray(value.toArray()),
        cotangent -> {
          named.requireSameNames(cotangent);
          return shape.withArray(cotangent.toArray());
        });
  }

  /** The pair of the point and a constant: holds the second argument of a map fixed. */
  public static <A extends VectorValue<A>, B extends VectorValue<B>>
      TwiceDifferentiable<A, Pair<A, B>> beside(B constant) {
    return new Beside<>(constant);
  }

  /** Two maps side by side, each on its own half of a pair. */
  public static <
          A extends VectorValue<A>,
          B extends VectorValue<B>,
          C extends VectorValue<C>,
          D extends VectorValue<D>>
      Differentiable<Pair<A, B>, Pair<C, D>> parallel(
          Differentiable<A, C> first, Differentiable<B, D> second) {
    return new Parallel<>(first, second);
  }

  /** Two maps of one point, as a map to the pair of their values. */
  public static <A extends VectorValue<A>, B extends VectorValue<B>, C extends VectorValue<C>>
      Differentiable<A, Pair<B, C>> both(Differentiable<A, B> first, Differentiable<A, C> second) {
    TwiceDifferentiable<A, Pair<A, A>> twin =
        linear(at -> Pair.of(at, at), pair -> pair.first().plus(pair.second()));
    return twin.then(parallel(first, second));
  }

  /** The sum of two maps of one point, such as a misfit and a prior. */
  public static <A extends VectorValue<A>, B extends VectorValue<B>> Differentiable<A, B> sum(
      Differentiable<A, B> first, Differentiable<A, B> second) {
    TwiceDifferentiable<Pair<B, B>, B> add =
        linear(pair -> pair.first().plus(pair.second()), value -> Pair.of(value, value));
    return both(first, second).then(add);
  }
}
