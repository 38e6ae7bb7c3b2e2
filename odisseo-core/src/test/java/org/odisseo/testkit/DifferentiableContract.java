// SPDX-License-Identifier: Apache-2.0

package org.odisseo.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.odisseo.autodiff.Differentiable;
import org.odisseo.autodiff.TwiceDifferentiable;
import org.odisseo.autodiff.VectorValue;
import org.odisseo.autodiff.WithDualPullback;
import org.odisseo.autodiff.WithPullback;
import org.odisseo.autodiff.WithTangent;
import org.odisseo.autodiff.WithTangents;

/**
 * What every differentiable map must do. A test of a map extends this class with the map and a few
 * points; see {@link DerivativeCheck} for what is compared and how closely.
 *
 * <p>The contract also runs the same check on the map with a derivative that is off by one part in
 * 100 000 in one number, and demands that it fails: so the tolerances are known to bite.
 *
 * @param <A> type of the point
 * @param <B> type of the value
 */
public abstract class DifferentiableContract<A extends VectorValue<A>, B extends VectorValue<B>> {

  private static final double SMALL_MISTAKE = 1e-5;

  /** The map under test. */
  protected abstract Differentiable<A, B> map();

  /** Points at which to check it; generic ones and delicate ones. */
  protected abstract List<A> points();

  /** The check at one point; override to change its tolerances. */
  protected DerivativeCheck<A, B> check(Differentiable<A, B> map, A at) {
    return DerivativeCheck.of(map, at);
  }

  @Test
  final void valuesAgreeInAllModes() {
    points().forEach(at -> check(map(), at).checkValues());
  }

  @Test
  final void tangentsAgreeWithDifferences() {
    points().forEach(at -> check(map(), at).checkTangentsAgainstDifferences());
  }

  @Test
  final void severalTangentsAgreeWithOneAtATime() {
    points().forEach(at -> check(map(), at).checkSeveralTangents());
  }

  @Test
  final void slightlyWrongSeveralTangentsAreNoticed() {
    A at = points().get(0);
    assertThrows(
        AssertionError.class, () -> check(new AlteredSeveral<>(map()), at).checkSeveralTangents());
  }

  @Test
  final void pullbacksAgreeWithTangents() {
    points().forEach(at -> check(map(), at).checkPullbacksAgainstTangents());
  }

  @Test
  final void pullbacksAlongDirectionsAgreeWithDifferences() {
    points().forEach(at -> check(map(), at).checkSecondOrder());
  }

  @Test
  final void slightlyWrongTangentsAreNoticed() {
    A at = points().get(0);
    Differentiable<A, B> wrong =
        new Altered<>(map(), UnaryOperator.identity(), DifferentiableContract::spoilLargest);
    assertThrows(AssertionError.class, () -> check(wrong, at).checkTangentsAgainstDifferences());
  }

  @Test
  final void slightlyWrongPullbacksAreNoticed() {
    A at = points().get(0);
    Differentiable<A, B> wrong =
        new Altered<>(map(), DifferentiableContract::spoilLargest, UnaryOperator.identity());
    assertThrows(AssertionError.class, () -> check(wrong, at).checkPullbacksAgainstTangents());
  }

  @Test
  final void slightlyWrongPullbacksAlongDirectionsAreNoticed() {
    A at = points().get(0);
    map()
        .twice()
        .ifPresent(
            twice ->
                assertThrows(
                    AssertionError.class,
                    () -> check(new AlteredTwice<>(twice), at).checkSecondOrder()));
  }

  /** The value with its largest number changed a little. */
  private static <T extends VectorValue<T>> T spoilLargest(T value) {
    double[] numbers = value.toArray();
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      largest = Math.abs(numbers[i]) > Math.abs(numbers[largest]) ? i : largest;
    }
    numbers[largest] *= 1 + SMALL_MISTAKE;
    return value.withArray(numbers);
  }

  /** A map whose derivatives have been tampered with. */
  private record Altered<A extends VectorValue<A>, B extends VectorValue<B>>(
      Differentiable<A, B> map, UnaryOperator<A> pulled, UnaryOperator<B> pushed)
      implements Differentiable<A, B> {

    @Override
    public B apply(A at) {
      return map.apply(at);
    }

    @Override
    public WithPullback<A, B> vjp(A at) {
      WithPullback<A, B> right = map.vjp(at);
      return new WithPullback<>(right.value(), cotangent -> pulled.apply(right.pull(cotangent)));
    }

    @Override
    public WithTangent<B> jvp(A at, A tangent) {
      WithTangent<B> right = map.jvp(at, tangent);
      return new WithTangent<>(right.value(), pushed.apply(right.tangent()));
    }
  }

  /** A map whose tangents have been tampered with where several are asked for. */
  private record AlteredSeveral<A extends VectorValue<A>, B extends VectorValue<B>>(
      Differentiable<A, B> map) implements Differentiable<A, B> {

    @Override
    public B apply(A at) {
      return map.apply(at);
    }

    @Override
    public WithPullback<A, B> vjp(A at) {
      return map.vjp(at);
    }

    @Override
    public WithTangent<B> jvp(A at, A tangent) {
      return map.jvp(at, tangent);
    }

    @Override
    public WithTangents<B> jvps(A at, List<A> tangents) {
      WithTangents<B> right = map.jvps(at, tangents);
      return new WithTangents<>(
          right.value(),
          right.tangents().stream().map(DifferentiableContract::spoilLargest).toList());
    }
  }

  /** A map whose second derivatives have been tampered with. */
  private record AlteredTwice<A extends VectorValue<A>, B extends VectorValue<B>>(
      TwiceDifferentiable<A, B> map) implements TwiceDifferentiable<A, B> {

    @Override
    public B apply(A at) {
      return map.apply(at);
    }

    @Override
    public WithPullback<A, B> vjp(A at) {
      return map.vjp(at);
    }

    @Override
    public WithTangent<B> jvp(A at, A tangent) {
      return map.jvp(at, tangent);
    }

    @Override
    public WithDualPullback<A, B> vjpAlong(A at, A direction) {
      WithDualPullback<A, B> right = map.vjpAlong(at, direction);
      return new WithDualPullback<>(
          right.value(),
          cotangent -> {
            WithTangent<A> pulled = right.pull(cotangent);
            return new WithTangent<>(pulled.value(), spoilLargest(pulled.tangent()));
          });
    }
  }
}
